import type { Decision, RenderedOutputs, TaskRunChange } from '@headrace/engine';
import { renderDeep } from '@headrace/expression';
import { checkOutputs, ENCRYPTION_NEEDED, type Flow, type JsonValue } from '@headrace/flow';
import { type ExecutionFacts, expressionContext, textsOf } from './context';
import { ownersOf } from './file/owners';
import { expressionFunctions } from './functions';
import type { Ports } from './ports';
import { Redactor } from './secret/redactor';
import { UNSTORABLE, unstorablePath } from './storable';

/** Asks for a decision and, when it wants the flow's outputs, renders them and asks again. */
export async function settledOutputs(
  ports: Ports,
  flow: Flow,
  execution: ExecutionFacts,
  ask: (flowOutputs?: RenderedOutputs) => Decision,
): Promise<Exclude<Decision, { kind: 'outputsWanted' }>> {
  const first = ask();
  if (first.kind !== 'outputsWanted') return first;
  const second = ask(await renderOutputs(ports, flow, execution, first.taskRuns));
  if (second.kind === 'outputsWanted')
    throw new Error('the outputs of the flow were rendered and are wanted again');
  return second;
}

/** The outputs that a flow gives when it ends; `unsaved` are task runs as they will be stored together with its end. */
async function renderOutputs(
  ports: Ports,
  flow: Flow,
  execution: ExecutionFacts,
  unsaved: readonly TaskRunChange[],
): Promise<RenderedOutputs> {
  const { outputs = [] } = flow;
  const redactor = new Redactor(ports.cipher);
  const reveal = (secret: string) => redactor.add(secret);
  const context = await expressionContext(ports, {
    flow,
    execution,
    templates: outputs.flatMap(({ value }) => textsOf(value)),
    reveal: (value) => redactor.reveal(value),
    unsaved,
  });
  const options = {
    now: () => ports.clock.now(),
    functions: expressionFunctions(ports, { owners: ownersOf(execution), reveal }),
  };
  try {
    const rendered: Record<string, JsonValue> = {};
    for (const { id, value } of outputs) rendered[id] = await renderDeep(value, context, options);
    const checked = checkOutputs(outputs, rendered);
    if (!checked.ok)
      return failed(
        redactor,
        checked.issues.map(({ output, message }) => `${output}: ${message}`).join('; '),
      );
    const path = unstorablePath(checked.values);
    if (path !== null) return failed(redactor, `The output ${path} ${UNSTORABLE}.`);
    return { kind: 'rendered', values: redactor.seal(encryptSecrets(ports, flow, checked.values)) };
  } catch (error) {
    return failed(redactor, error instanceof Error ? error.message : String(error));
  }
}

function failed(redactor: Redactor, message: string): RenderedOutputs {
  return { kind: 'failed', message: redactor.redact(message) };
}

function encryptSecrets(
  { cipher }: Ports,
  { outputs = [] }: Flow,
  values: Readonly<Record<string, JsonValue>>,
): Record<string, JsonValue> {
  const encrypted: Record<string, JsonValue> = { ...values };
  for (const { id, type } of outputs) {
    const value = values[id];
    if (type !== 'SECRET' || typeof value !== 'string') continue;
    if (!cipher) throw new Error(ENCRYPTION_NEEDED);
    encrypted[id] = cipher.encrypt(value);
  }
  return encrypted;
}
