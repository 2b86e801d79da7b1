import { buffer } from 'node:stream/consumers';
import { setImmediate } from 'node:timers/promises';
import { render, renderTyped } from '@headrace/expression';
import {
  type Flow,
  type InputIssue,
  type InputPorts,
  type JsonValue,
  nestedValues,
  type ResolvedInput,
  resolveInputs,
} from '@headrace/flow';
import { unstorable } from '@headrace/json';
import type { FileOwner } from './file/address';
import { addressOfUpload, type UploadedFile } from './file/execution-files';
import { expressionFunctions } from './functions';
import type { Ports } from './ports';
import { masked } from './secret/cipher';
import { Redactor } from './secret/redactor';

/** What an execution would be started with. */
export interface InputRequest {
  readonly flow: Flow;
  readonly revision: number;
  /** Identity and start of the execution to be. */
  readonly executionId: string;
  readonly now: Date;
  readonly supplied: Readonly<Record<string, unknown>>;
  /** By input id. One for an input that is no FILE gives its text. */
  readonly files?: ReadonlyMap<string, UploadedFile>;
}

export type InputsResult =
  | {
      readonly kind: 'resolved';
      readonly values: Record<string, JsonValue>;
      /** To be stored, by input id. */
      readonly uploads: ReadonlyMap<string, UploadedFile>;
      readonly inputs: readonly ResolvedInput[];
    }
  | {
      readonly kind: 'invalid';
      readonly issues: readonly InputIssue[];
      readonly inputs: readonly ResolvedInput[];
    };

/** More than a person waits for; defaults and conditions are short. */
const WALL_TIME_LIMIT_MS = 250;
/** Others on the loop wait as long as what cannot pause works. */
const STRETCH_LIMIT_MS = 80;

/** The values that an execution of the flow would get, or everything that is wrong with what was sent. Stores nothing. */
export async function inputsOf(ports: Ports, request: InputRequest): Promise<InputsResult> {
  const { flow, supplied } = request;
  const given = await withFiles(request);
  if (given.issues.length > 0) return { kind: 'invalid', issues: given.issues, inputs: [] };
  const redactor = new Redactor(ports.cipher);
  const resolved = await resolveInputs(
    flow.inputs,
    { ...supplied, ...given.values },
    inputPorts(ports, request, redactor),
  );
  const inputs = resolved.inputs.map((input) => shown(input, redactor));
  if (!resolved.ok) return { kind: 'invalid', issues: inputs.flatMap(({ issue }) => issue ?? []), inputs };
  const refused = unstorable(resolved.values);
  if (refused)
    return {
      kind: 'invalid',
      issues: [{ input: refused.path, message: `The input ${refused.path} ${refused.reason}.` }],
      inputs,
    };
  const isUsed = (id: string) => inputs.some((input) => input.id === id && input.isAskedFor);
  return {
    kind: 'resolved',
    // An input may be made of a secret, by its default.
    values: redactor.seal(resolved.values),
    uploads: new Map([...given.uploads].filter(([id]) => isUsed(id))),
    inputs,
  };
}

/** As it may be told to who asks. */
function shown({ value, choices, issue, ...input }: ResolvedInput, redactor: Redactor): ResolvedInput {
  return {
    ...input,
    ...(value !== undefined && { value: masked(redactor.hide(value)) }),
    ...(choices && { choices: choices.map((choice) => redactor.redact(choice)) }),
    ...(issue && { issue: { ...issue, message: redactor.redact(issue.message) } }),
  };
}

/**
 * The defaults of a flow, for an execution that is started without asking for inputs, and what is `missing`: inputs that it needs and
 * nobody gives. A default that cannot be rendered is not there: an expression that reads it fails and says so.
 */
export async function defaultsOf(
  ports: Ports,
  request: Omit<InputRequest, 'supplied' | 'files'>,
): Promise<{ readonly values: Record<string, JsonValue> | null; readonly missing: readonly InputIssue[] }> {
  const redactor = new Redactor(ports.cipher);
  const { inputs } = await resolveInputs(request.flow.inputs, {}, inputPorts(ports, request, redactor));
  const withDefault = new Set(
    request.flow.inputs.flatMap((input) => (input.defaults === undefined ? [] : input.id)),
  );
  const found = inputs.filter(({ id, value }) => value !== undefined && withDefault.has(id));
  return {
    values: found.length > 0 ? redactor.seal(nestedValues(found)) : null,
    missing: inputs.flatMap(({ id, issue }) => (issue && !withDefault.has(id) ? issue : [])),
  };
}

/** Files as what they are for their inputs: an address where they will be, or a text. */
async function withFiles({ flow, files = new Map<string, UploadedFile>(), ...request }: InputRequest) {
  const owner: FileOwner = {
    namespace: flow.namespace,
    flowId: flow.id,
    executionId: request.executionId,
  };
  const values: Record<string, string> = {};
  const issues: InputIssue[] = [];
  const uploads = new Map<string, UploadedFile>();
  for (const { id, type } of flow.inputs) {
    const file = files.get(id);
    if (!file) continue;
    if (type === 'FILE') {
      values[id] = addressOfUpload(owner, id, file);
      uploads.set(id, file);
    } else if (file.sizeBytes <= MAX_TEXT_BYTES) values[id] = (await buffer(file.open())).toString();
    else
      issues.push({
        input: id,
        message: `Invalid input for \`${id}\`, the file is larger than ${MAX_TEXT_BYTES} bytes, but received \`${file.name}\``,
      });
  }
  return { values, issues, uploads };
}

/** As large as any request without files. */
const MAX_TEXT_BYTES = 10 * 1024 * 1024;

function inputPorts(
  ports: Ports,
  { flow, revision, executionId, now }: Omit<InputRequest, 'supplied' | 'files'>,
  redactor: Redactor,
): InputPorts {
  const { cipher, clock, settings } = ports;
  const options = {
    now: () => clock.now(),
    functions: expressionFunctions(ports, { owners: [], reveal: (secret) => redactor.add(secret) }),
    budget: { wallTimeMs: WALL_TIME_LIMIT_MS, stretchMs: STRETCH_LIMIT_MS },
    pause: setImmediate,
  };
  const contextOf = (inputs: Readonly<Record<string, JsonValue>>) => ({
    flow: { id: flow.id, namespace: flow.namespace, revision },
    execution: { id: executionId, startDate: now.toISOString(), originalId: executionId },
    vars: flow.variables,
    ...settings,
    inputs: redactor.reveal(inputs),
  });
  return {
    render: async (expression, inputs) =>
      (await renderTyped(expression, contextOf(inputs), options)) as JsonValue,
    renderText: (template, inputs) => render(template, contextOf(inputs), options),
    ...(cipher && { encrypt: async (plain: string) => cipher.encrypt(plain) }),
  };
}
