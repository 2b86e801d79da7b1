import { setImmediate } from 'node:timers/promises';
import { type ExecutionFacts, isTransient } from '@headrace/db';
import type { Answer, Decided, Decision, Given, Want, Wanted } from '@headrace/engine';
import { renderDeep } from '@headrace/expression';
import { checkOutputs, ENCRYPTION_NEEDED, type Flow, type JsonValue } from '@headrace/flow';
import { unstorable } from '@headrace/json';
import { type ExecutionIdentity, expressionContext, textsOf } from './context';
import { ownersOf } from './file/owners';
import { expressionFunctions } from './functions';
import type { Ports } from './ports';
import { Redactor } from './secret/redactor';

/** Whose expressions are rendered. */
export interface AnswerPlace {
  readonly flow: Flow;
  readonly execution: ExecutionIdentity;
  readonly facts: () => Promise<ExecutionFacts>;
}

/** More questions than kinds of wants cannot be. */
const MOST_QUESTIONS = 10;

/** Asks for a decision; whatever it wants rendered is rendered, and it is asked again with the answers. */
export async function answered(
  ports: Ports,
  place: AnswerPlace,
  ask: (answers: Given['answers']) => Decision,
): Promise<Decided> {
  const answers = new Map<Want['kind'], Answer>();
  for (let question = 0; question < MOST_QUESTIONS; question += 1) {
    const decision = ask(answers);
    if (decision.kind === 'decided') return decision;
    for (const want of decision.wants) answers.set(want.kind, await answerOf(ports, place, want, decision));
  }
  throw new Error('what was rendered is wanted again and again');
}

function answerOf(ports: Ports, place: AnswerPlace, want: Want, wanted: Wanted): Promise<Answer> {
  switch (want.kind) {
    case 'flowOutputs':
      return flowOutputs(ports, place, wanted);
  }
}

/** The outputs that a flow gives when it ends. Whatever goes wrong here, a missing key included, is an answer: it fails the execution. */
async function flowOutputs(
  ports: Ports,
  { flow, execution, facts }: AnswerPlace,
  { draft }: Wanted,
): Promise<Answer> {
  const { outputs = [] } = flow;
  const redactor = new Redactor(ports.cipher);
  const reveal = (secret: string) => redactor.add(secret);
  try {
    const context = await expressionContext(ports, {
      flow,
      execution,
      facts,
      templates: outputs.flatMap(({ value }) => textsOf(value)),
      reveal: (value) => redactor.reveal(value),
      unsaved: draft,
    });
    const options = {
      now: () => ports.clock.now(),
      pause: setImmediate,
      functions: expressionFunctions(ports, { owners: ownersOf(execution, await facts()), reveal }),
    };
    const rendered: Record<string, JsonValue> = {};
    const warnings: string[] = [];
    for (const { id, value, required } of outputs) {
      try {
        rendered[id] = await renderDeep(value, context, options);
      } catch (error) {
        if (required || isTransient(error)) throw error;
        rendered[id] = null;
        warnings.push(redactor.redact(`The output ${id} is not required and is null: ${reasonOf(error)}`));
      }
    }
    const checked = checkOutputs(outputs, rendered);
    if (!checked.ok)
      return failed(
        redactor,
        checked.issues.map(({ output, message }) => `${output}: ${message}`).join('; '),
      );
    const refused = unstorable(checked.values);
    if (refused) return failed(redactor, `The output ${refused.path} ${refused.reason}.`);
    // As in Kestra, outputs that are all nothing are none
    const isNothing = Object.values(checked.values).every((value) => value === null);
    const values = isNothing ? {} : redactor.seal(encryptSecrets(ports, flow, checked.values));
    return { kind: 'rendered', values, ...(warnings.length > 0 && { warnings }) };
  } catch (error) {
    // A store that is away says nothing about the outputs.
    if (isTransient(error)) throw error;
    return failed(redactor, reasonOf(error));
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function failed(redactor: Redactor, message: string): Answer {
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
