import { type ClaimedAttempt, loadResults, type TaskRunResult } from '@headrace/db';
import type { TaskRunChange } from '@headrace/engine';
import { type Context, references } from '@headrace/expression';
import type { Flow, JsonValue, Task } from '@headrace/flow';
import type { Ports } from './ports';

/** Which results of earlier task runs the templates of a task read. */
export function resultsRead(templates: readonly string[]): ReadonlySet<string> | 'all' {
  const taskIds = new Set<string>();
  for (const template of templates) {
    for (const { root, path } of safeReferences(template)) {
      if (root === '*') return 'all';
      if (root !== 'outputs' && root !== 'tasks') continue;
      const [first] = path;
      if (typeof first !== 'string') return 'all';
      taskIds.add(first);
    }
  }
  return taskIds;
}

/** A template that does not parse reads nothing: rendering it will say what is wrong, with its position. */
function safeReferences(template: string): ReturnType<typeof references> {
  try {
    return references(template);
  } catch {
    return [];
  }
}

/** The part of an execution that expressions can see. */
export type ExecutionFacts = Pick<
  ClaimedAttempt['execution'],
  | 'id'
  | 'namespace'
  | 'flowId'
  | 'flowRevision'
  | 'originalId'
  | 'createdAt'
  | 'inputs'
  | 'labels'
  | 'trigger'
>;

/** Where in an execution an expression stands. */
export interface TaskPlace {
  readonly task: Pick<Task, 'id' | 'type'>;
  readonly taskRun: Pick<ClaimedAttempt['taskRun'], 'id' | 'parentTaskRunId' | 'value' | 'startedAt'>;
  /** Attempts before the one that runs. */
  readonly attemptsCount: number;
}

export interface ContextRequest {
  readonly flow: Pick<Flow, 'variables'>;
  readonly execution: ExecutionFacts;
  /** What is going to be rendered: only what it reads is loaded. */
  readonly templates: readonly string[];
  /** Gives what is encrypted, or something in its place. */
  readonly reveal: <Value extends JsonValue | undefined>(value: Value) => Value;
  /** Without it there are the variables that every task of the execution can see. */
  readonly place?: TaskPlace;
  /** Task runs as they will be, over what is stored. */
  readonly unsaved?: readonly TaskRunChange[];
}

/** The variables that expressions of an execution can see (spec: expression context). */
export async function expressionContext(
  { database: { pool }, settings }: Pick<Ports, 'database' | 'settings'>,
  { flow, execution, templates, reveal, place, unsaved = [] }: ContextRequest,
): Promise<Context> {
  const read = resultsRead(templates);
  const stored =
    read === 'all' || read.size > 0
      ? await loadResults(pool, execution.id, read === 'all' ? 'all' : [...read])
      : [];
  const results = stored.map((result) => asItWillBe(result, unsaved));
  return {
    flow: { id: execution.flowId, namespace: execution.namespace, revision: execution.flowRevision },
    execution: {
      id: execution.id,
      startDate: execution.createdAt.toISOString(),
      originalId: execution.originalId,
    },
    ...(place && placeVariables(place, execution)),
    outputs: byTask(results, ({ outputs }) => reveal(outputs ?? undefined)),
    tasks: byTask(results, ({ state }) => ({ state })),
    ...settings,
    ...(execution.inputs && { inputs: reveal(execution.inputs) }),
    ...(execution.trigger && { trigger: execution.trigger.variables }),
    ...(execution.labels.length > 0 && { labels: labelMap(execution.labels) }),
    ...(Object.keys(flow.variables).length > 0 && { vars: flow.variables }),
  };
}

function asItWillBe(stored: TaskRunResult, unsaved: readonly TaskRunChange[]): TaskRunResult {
  const change = unsaved.find(({ id }) => id === stored.id);
  return change ? { ...stored, state: change.state, outputs: change.outputs ?? stored.outputs } : stored;
}

/** Every text inside a value. */
export function textsOf(value: JsonValue): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]: [string, JsonValue]) => [key, ...textsOf(inner)]);
}

function placeVariables({ task, taskRun, attemptsCount }: TaskPlace, { createdAt }: ExecutionFacts) {
  return {
    task: { id: task.id, type: task.type },
    taskrun: {
      id: taskRun.id,
      startDate: (taskRun.startedAt ?? createdAt).toISOString(),
      attemptsCount,
      idempotencyKey: taskRun.id,
      ...(taskRun.parentTaskRunId !== null && { parentId: taskRun.parentTaskRunId }),
      ...(taskRun.value !== null && { value: taskRun.value }),
    },
  };
}

function byTask(
  results: readonly TaskRunResult[],
  pick: (result: TaskRunResult) => JsonValue | undefined,
): Record<string, unknown> {
  const picked = results.map((result) => [result.taskId, pick(result)] as const);
  return Object.fromEntries(picked.filter(([, value]) => value !== undefined));
}

/** `system.x` is nested under `system`; of two labels with one key the first wins. */
function labelMap(labels: ClaimedAttempt['execution']['labels']): Record<string, unknown> {
  const map = new Map<string, unknown>();
  const system = new Map<string, string>();
  for (const { key, value } of labels) {
    const target = key.startsWith('system.') ? system : map;
    const name = key.startsWith('system.') ? key.slice('system.'.length) : key;
    if (!target.has(name)) target.set(name, value);
  }
  if (system.size > 0) map.set('system', Object.fromEntries(system));
  return Object.fromEntries(map);
}
