'use client';

import { Alert, Button, Group, Modal } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import {
  type FormEvent,
  type KeyboardEvent,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import type { Refusal } from './create-execution';
import classes from './execute-dialog.module.css';
import { ExecuteFooter } from './execute-footer';
import { ExecuteMore } from './execute-more';
import { fieldId } from './field/field';
import { choicesOf, defaultText, isAskedFor, reasonOf, shownError } from './form-check';
import type { FormInput } from './form-input';
import { type FormLabel, labelsToSend } from './form-label';
import { filesToSend, type FormValue, initialValues, valuesToCheck, valuesToSend } from './form-value';
import { InputField } from './input-field';
import { useInputCheck } from './use-input-check';
import { useLeftFields } from './use-left-fields';
import { useStart } from './use-start';

interface Props {
  flow: { namespace: string; flowId: string; inputs: readonly FormInput[] };
  /** The inputs of an earlier execution, to begin with. */
  given?: unknown;
  /** What to know before it is started. */
  hint?: string;
  opened: boolean;
  onClose(): void;
}

/** Asks for a flow's inputs, starts an execution and goes there. */
export function ExecuteDialog({ flow, given, hint, opened, onClose }: Props) {
  const isNarrow = useMediaQuery('(max-width: 600px)');
  // Whether something was filled in, and whether it may be thrown away is being asked.
  const isFilled = useRef(false);
  const [asking, setAsking] = useState(false);
  const close = () => {
    setAsking(false);
    isFilled.current = false;
    onClose();
  };
  return (
    <Modal
      opened={opened}
      // Esc once asks; Esc again, or the button, closes.
      onClose={() => (isFilled.current && !asking ? setAsking(true) : close())}
      size={600}
      classNames={{ content: classes.content }}
      fullScreen={isNarrow}
      radius={isNarrow ? 0 : undefined}
      // A click beside the dialog must not throw away what was filled in.
      closeOnClickOutside={flow.inputs.length === 0}
      title={
        <span className={classes.title}>
          Execute <span className={classes.flow}>{flow.flowId}</span>
        </span>
      }
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      {opened && (
        <ExecuteForm
          flow={flow}
          given={given}
          hint={hint}
          onFilled={(filled) => {
            isFilled.current = filled;
          }}
          onClose={close}
        />
      )}
      {asking && (
        <div className={classes.asking} role="alert">
          Close the form? What you filled in is thrown away.
          <Group gap={8} mt={8}>
            <Button size="xs" onClick={() => setAsking(false)} data-autofocus>
              Keep filling in
            </Button>
            <Button size="xs" variant="default" onClick={close}>
              Throw it away
            </Button>
          </Group>
        </div>
      )}
    </Modal>
  );
}

interface FormProps extends Omit<Props, 'opened'> {
  onFilled(isFilled: boolean): void;
}

function ExecuteForm({ flow, given, hint, onFilled, onClose }: FormProps) {
  const { inputs } = flow;
  const form = useRef<HTMLFormElement>(null);
  const [values, setValues] = useState(() => initialValues(inputs, given));
  const [labels, setLabels] = useState<readonly FormLabel[]>([]);
  const [more, setMore] = useState(false);
  const checked = useMemo(() => valuesToCheck(inputs, values), [inputs, values]);
  const check = useInputCheck(flow, checked, inputs.length > 0);
  const { left, onBlur, leaveAll } = useLeftFields();
  const { start, starting, refusal, failure, forget } = useStart(onClose);
  const shown = inputs.filter((input) => isAskedFor(input, check));
  const isAsked = (inputId: string) => shown.some((input) => input.inputId === inputId);

  const refused = new Map(
    refusal?.__typename === 'InvalidInputs'
      ? refusal.issues.map((issue) => [issue.inputId, reasonOf(issue.message)])
      : [],
  );
  const change = (inputId: string, value: FormValue) => {
    setValues((held) => ({ ...held, [inputId]: value }));
    onFilled(true);
    // From now on the checks say what is wrong.
    if (refusal?.__typename === 'InvalidInputs') forget();
  };
  const submit = async (event?: FormEvent) => {
    event?.preventDefault();
    if (starting.kind !== 'idle') return;
    leaveAll(inputs.map((input) => input.inputId));
    const { namespace, flowId } = flow;
    const said = await start({
      namespace,
      flowId,
      inputs: valuesToSend(inputs, values, isAsked),
      files: filesToSend(inputs, values, isAsked),
      labels: labelsToSend(labels),
    });
    if (said?.__typename === 'InvalidLabels') setMore(true);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      void submit();
    }
  };
  // The dialog gives the focus to what is marked so; before it looks, the first field is.
  useLayoutEffect(() => {
    const fields = form.current?.querySelector('[data-field]') ?? null;
    const first = (fields ?? form.current)?.querySelector(
      fields ? 'input:not([type=file]), textarea, button' : 'button[type=submit]',
    );
    first?.setAttribute('data-autofocus', '');
  }, []);
  // When its error is there, so that both are in sight.
  useEffect(() => {
    if (refusal?.__typename === 'InvalidInputs') focusFirstProblem(refusal.issues);
  }, [refusal]);

  const elsewhere = refusalText(refusal, new Set(inputs.map((input) => input.inputId)));
  return (
    <form ref={form} onSubmit={submit} onKeyDown={onKeyDown} noValidate>
      {hint && <p className={classes.none}>{hint}</p>}
      {inputs.length === 0 && <p className={classes.none}>This flow takes no inputs.</p>}
      <div className={classes.fields}>
        {shown.map((input) => (
          <div
            key={input.inputId}
            data-field
            className={classes.field}
            onBlur={(event) => onBlur(input.inputId, event)}
          >
            <InputField
              input={input}
              value={values[input.inputId]}
              choices={choicesOf(input, check)}
              defaultText={defaultText(input, check)}
              error={
                refused.get(input.inputId) ??
                shownError(input, {
                  check,
                  value: values[input.inputId],
                  wasLeft: left.has(input.inputId),
                })
              }
              onChange={(value) => change(input.inputId, value)}
            />
          </div>
        ))}
      </div>
      <ExecuteMore
        call={() => ({ origin: window.location.origin, flow, values, labels, isAskedFor: isAsked })}
        labels={labels}
        onLabels={setLabels}
        labelError={refusal?.__typename === 'InvalidLabels' ? refusal.message : undefined}
        opened={more}
        onToggle={() => setMore(!more)}
      />
      <div aria-live="assertive">
        {(elsewhere || failure) && (
          <Alert color="red" variant="light" mt="sm">
            {elsewhere ?? failure}
          </Alert>
        )}
      </div>
      <ExecuteFooter starting={starting} onClose={onClose} />
    </form>
  );
}

/** What cannot be shown at a field. */
function refusalText(refusal: Refusal | null, fields: ReadonlySet<string>): string | null {
  if (refusal === null || refusal.__typename === 'InvalidLabels') return null;
  if (refusal.__typename !== 'InvalidInputs') return refusal.message;
  const homeless = refusal.issues.filter((issue) => !fields.has(issue.inputId));
  return homeless.length > 0
    ? homeless.map((issue) => `${issue.inputId}: ${issue.message}`).join('\n')
    : null;
}

function focusFirstProblem(issues: readonly { inputId: string }[]): void {
  const first = issues[0] && document.getElementById(fieldId(issues[0].inputId));
  // A field of several parts has its name at their frame.
  const target = first?.matches('input, textarea, button') ? first : first?.querySelector('input, button');
  if (!(target instanceof HTMLElement)) return;
  target.focus({ preventScroll: true });
  target.closest('[data-field]')?.scrollIntoView({ block: 'nearest' });
}
