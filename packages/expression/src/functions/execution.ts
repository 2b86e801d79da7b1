import { keyText, readAttribute } from '../access';
import type { Arguments } from '../arguments';
import { Failure } from '../error';
import type { Call } from '../frame';
import { isNumber, toFloat } from '../number';
import { entriesOf, isList, isMap } from '../value';
import type { FunctionTable } from '.';

/** The values of the each-tasks around this one, outermost first. */
function outerValues(call: Call): string[] {
  const parents = call.lookUp('parents');
  if (!isList(parents)) return [];
  call.meter.step(parents.length);
  return parents.toReversed().flatMap((parent) => {
    const taskrun = readAttribute(parent, 'taskrun');
    const value = taskrun === undefined ? undefined : keyText(readAttribute(taskrun, 'value'));
    return value === undefined || value === null ? [] : [value];
  });
}

function currentEachOutput(args: Arguments, call: Call): unknown {
  if (!args.has('outputs'))
    throw new Failure("The 'currentEachOutput' function expects an argument 'outputs'.");
  const outputs = args.value('outputs');
  if (!isMap(outputs)) {
    throw new Failure("The 'currentEachOutput' function expects an argument 'outputs' with type map.");
  }
  let inner: unknown = outputs;
  for (const value of outerValues(call)) {
    inner = readAttribute(inner, value);
    if (!isMap(inner)) throw new Failure('No execution outputs for the current task runs path');
  }
  const value = keyText(readAttribute(call.lookUp('taskrun') ?? null, 'value'));
  if (value === null) throw new Failure("The 'currentEachOutput' function needs a `taskrun.value`.");
  return readAttribute(inner, value) ?? null;
}

function iterationOutput(args: Arguments, call: Call): unknown {
  const current = readAttribute(call.lookUp('taskrun') ?? null, 'iteration');
  if (!isNumber(current)) {
    throw new Failure("'iterationOutput()' function should be used inside iterative tasks only");
  }
  const taskId =
    args.textOr('taskId', undefined) ?? keyText(readAttribute(call.lookUp('task') ?? null, 'id'));
  const iteration = args.wholeOr('iteration', toFloat(current) - 1);
  if (iteration < 0) {
    throw new Failure(`Cannot fetch iteration ${iteration}: no previous iteration exists.`);
  }
  let outputs = readAttribute(call.lookUp('outputs') ?? null, taskId ?? '');
  for (const value of outerValues(call)) outputs = readAttribute(outputs, value);
  if (!isMap(outputs)) return null;
  const entries = entriesOf(outputs);
  call.meter.step(entries.length);
  const entry = entries[iteration];
  if (entry === undefined) {
    throw new Failure(
      `The provided index (${iteration}) is out of range. It refers to an iteration whose outputs do not exist yet. Maximum valid index is ${entries.length - 1}.`,
    );
  }
  return readAttribute(entry[1], 'value') ?? null;
}

/** The task runs in a state: `{taskId, state}`, with `value` for those inside an each-task. */
function tasksWithState(args: Arguments, call: Call): unknown {
  if (args.value('state') === null) {
    throw new Failure("The 'tasksWithState' function expects an argument 'state'.");
  }
  const wanted = args.text('state').toUpperCase();
  const tasks = call.lookUp('tasks');
  if (!isMap(tasks)) return [];
  const found: Readonly<Record<string, string>>[] = [];
  for (const [taskId, details] of entriesOf(tasks)) {
    if (!isMap(details)) continue;
    for (const [key, inner] of entriesOf(details)) {
      call.meter.step();
      const state = stateOf(key, inner);
      if (state !== wanted) continue;
      found.push(typeof inner === 'string' ? { taskId, state } : { taskId, state, value: key });
    }
  }
  return found;
}

function stateOf(key: string, inner: unknown): string | null {
  const state = isMap(inner) ? readAttribute(inner, 'state') : key === 'state' ? inner : null;
  return typeof state === 'string' ? state.toUpperCase() : null;
}

function namespaceOf(call: Call): string {
  const namespace = readAttribute(call.lookUp('flow') ?? null, 'namespace');
  if (typeof namespace === 'string') return namespace;
  throw new Failure("The 'fileURI' function needs the namespace of a flow.");
}

/** Where a file of the namespace lies; whether it is there is not looked at. */
function fileUri(args: Arguments, call: Call): string {
  if (args.value('path') === null) throw new Failure("The 'fileURI' function expects an argument 'path'.");
  const path = args.text('path').replace(/^\//, '');
  if (path.split('/').includes('..')) throw new Failure("Path must not contain '../'");
  const namespace = args.textOr('namespace', undefined) ?? namespaceOf(call);
  return `kestra:///${namespace.replaceAll('.', '/')}/_files/${path}`;
}

export const executionFunctions: FunctionTable = [
  ['currentEachOutput', { kind: 'fixed', parameters: ['outputs'], apply: currentEachOutput }],
  ['iterationOutput', { kind: 'fixed', parameters: ['taskId', 'iteration'], apply: iterationOutput }],
  ['tasksWithState', { kind: 'fixed', parameters: ['state'], apply: tasksWithState }],
  ['fileURI', { kind: 'fixed', parameters: ['path', 'namespace'], apply: fileUri }],
];
