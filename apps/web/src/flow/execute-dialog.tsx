'use client';

import { Alert, Button, Collapse, Kbd, Modal, UnstyledButton } from '@mantine/core';
import { IconChevronRight, IconPlayerPlayFilled } from '@tabler/icons-react';
import { useRouter } from 'next/navigation';
import { type FormEvent, type KeyboardEvent, useState } from 'react';
import { useMutation } from 'urql';
import { graphql, type ResultOf } from '../graphql/graphql';
import { CopyButton } from '../ui/copy-button';
import { requestErrorText, toastError } from '../ui/notices';
import { executionPath } from '../ui/paths';
import classes from './execute-dialog.module.css';
import {
  curlLine,
  type FormInput,
  type FormLabel,
  initialValues,
  labelsToSend,
  valuesToSend,
} from './execute-form';
import { InputField } from './input-field';
import { LabelRows } from './label-rows';

const ExecuteDialog_CreateExecution = graphql(`
  mutation ExecuteDialog_CreateExecution($input: CreateExecutionInput!) {
    createExecution(input: $input) {
      __typename
      ... on CreateExecutionSuccess {
        execution {
          id
        }
      }
      ... on Error {
        message
      }
      ... on InvalidInputs {
        issues {
          input
          message
        }
      }
      ... on InvalidLabels {
        key
      }
    }
  }
`);

type Refusal = Exclude<
  ResultOf<typeof ExecuteDialog_CreateExecution>['createExecution'],
  { __typename: 'CreateExecutionSuccess' }
>;

interface Props {
  flow: { namespace: string; flowId: string; inputs: readonly FormInput[] };
  opened: boolean;
  onClose(): void;
}

/** Asks for a flow's inputs, starts an execution and goes there. */
export function ExecuteDialog({ flow, opened, onClose }: Props) {
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      size={580}
      title={
        <span className={classes.title}>
          Execute <span className={classes.flow}>{flow.flowId}</span>
        </span>
      }
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      {opened && <ExecuteForm flow={flow} onClose={onClose} />}
    </Modal>
  );
}

function ExecuteForm({ flow, onClose }: Omit<Props, 'opened'>) {
  const router = useRouter();
  const [values, setValues] = useState(() => initialValues(flow.inputs));
  const [labels, setLabels] = useState<readonly FormLabel[]>([]);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const [more, setMore] = useState(false);
  const [started, setStarted] = useState(false);
  const [{ fetching }, createExecution] = useMutation(ExecuteDialog_CreateExecution);

  const fieldErrors = new Map<string, string>();
  if (refusal?.__typename === 'InvalidInputs') {
    for (const issue of refusal.issues) fieldErrors.set(issue.input, issue.message);
  }
  const elsewhere = refusalText(refusal, new Set(flow.inputs.map((input) => input.inputId)));

  const submit = async (event?: FormEvent) => {
    event?.preventDefault();
    if (fetching || started) return;
    setFailure(null);
    const { namespace, flowId } = flow;
    const result = await createExecution({
      input: { namespace, flowId, inputs: valuesToSend(values), labels: labelsToSend(labels) },
    });
    const answer = result.data?.createExecution;
    if (!answer) {
      const message = result.error ? requestErrorText(result.error) : 'The server gave no data';
      setFailure(message);
      toastError('The execution was not started', message);
      return;
    }
    if (answer.__typename === 'CreateExecutionSuccess') {
      setStarted(true);
      onClose();
      router.push(executionPath(answer.execution.id));
      return;
    }
    setRefusal(answer);
    if (answer.__typename === 'InvalidLabels') setMore(true);
    focusFirstProblem(answer);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      void submit();
    }
  };

  return (
    <form onSubmit={submit} onKeyDown={onKeyDown} noValidate>
      {flow.inputs.length === 0 && <p className={classes.none}>This flow takes no inputs.</p>}
      <div className={classes.fields}>
        {flow.inputs.map((input, index) => (
          <InputField
            key={input.inputId}
            input={input}
            value={values[input.inputId]}
            error={fieldErrors.get(input.inputId)}
            autoFocus={index === 0}
            onChange={(value) => setValues((held) => ({ ...held, [input.inputId]: value }))}
          />
        ))}
      </div>
      <UnstyledButton
        className={classes.more}
        onClick={() => setMore(!more)}
        aria-expanded={more}
        type="button"
      >
        <IconChevronRight size={15} data-open={more || undefined} aria-hidden />
        Labels and cURL
      </UnstyledButton>
      <Collapse expanded={more} transitionDuration={120}>
        <LabelRows
          labels={labels}
          onChange={setLabels}
          error={refusal?.__typename === 'InvalidLabels' ? refusal.message : undefined}
        />
        <div className={classes.curl}>
          <pre tabIndex={0} aria-label="The same call as a cURL line">
            {more ? curlLine(window.location.origin, flow, values, labels) : ''}
          </pre>
          <CopyButton
            text={() => curlLine(window.location.origin, flow, values, labels)}
            label="Copy the cURL line"
          />
        </div>
      </Collapse>
      <div aria-live="assertive">
        {(elsewhere || failure) && (
          <Alert color="red" variant="light" mt="sm">
            {elsewhere ?? failure}
          </Alert>
        )}
      </div>
      <footer className={classes.footer}>
        <span className={classes.hint}>
          <Kbd size="xs">Ctrl</Kbd> <Kbd size="xs">Enter</Kbd>
        </span>
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
        <Button
          type="submit"
          loading={fetching || started}
          leftSection={<IconPlayerPlayFilled size={13} />}
          data-autofocus={flow.inputs.length === 0 || undefined}
        >
          Execute
        </Button>
      </footer>
    </form>
  );
}

/** What cannot be shown at a field. */
function refusalText(refusal: Refusal | null, fields: ReadonlySet<string>): string | null {
  if (refusal === null || refusal.__typename === 'InvalidLabels') return null;
  if (refusal.__typename !== 'InvalidInputs') return refusal.message;
  const homeless = refusal.issues.filter((issue) => !fields.has(issue.input));
  return homeless.length > 0 ? homeless.map((issue) => `${issue.input}: ${issue.message}`).join('\n') : null;
}

function focusFirstProblem(refusal: Refusal): void {
  if (refusal.__typename !== 'InvalidInputs') return;
  const first = refusal.issues[0]?.input;
  if (first) document.getElementById(`input-${first}`)?.focus();
}
