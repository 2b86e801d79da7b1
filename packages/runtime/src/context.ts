import { type ClaimedAttempt, type Database, loadResults, type TaskRunResult } from '@headrace/db';
import { type Context, references } from '@headrace/expression';
import type { Flow, JsonValue, Task } from '@headrace/flow';
import { propertiesTemplates } from '@headrace/tasks';

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

/** The variables of expressions in a task (spec: expression context). Loads only the results that its templates read. */
export function attemptContext(
  database: Pick<Database, 'pool'>,
  flow: Flow,
  task: Task,
  { execution, taskRun, attempt }: ClaimedAttempt,
): Promise<Context> {
  const place = { task, taskRun, attemptsCount: attempt.number - 1 };
  return expressionContext(database, flow, execution, propertiesTemplates(task), place);
}

/** The variables that the templates can see; without a place those that every task of the execution can. */
export async function expressionContext(
  { pool }: Pick<Database, 'pool'>,
  flow: Pick<Flow, 'variables'>,
  execution: ExecutionFacts,
  templates: readonly string[],
  place?: TaskPlace,
): Promise<Context> {
  const read = resultsRead(templates);
  const results =
    read === 'all' || read.size > 0
      ? await loadResults(pool, execution.id, read === 'all' ? 'all' : [...read])
      : [];
  return {
    flow: { id: execution.flowId, namespace: execution.namespace, revision: execution.flowRevision },
    execution: {
      id: execution.id,
      startDate: execution.createdAt.toISOString(),
      originalId: execution.originalId,
    },
    ...(place && placeVariables(place, execution)),
    outputs: byTask(results, ({ outputs }) => outputs ?? undefined),
    tasks: byTask(results, ({ state }) => ({ state })),
    envs: {},
    globals: {},
    ...(execution.inputs && { inputs: execution.inputs }),
    ...(execution.trigger && { trigger: execution.trigger.variables }),
    ...(execution.labels.length > 0 && { labels: labelMap(execution.labels) }),
    ...(Object.keys(flow.variables).length > 0 && { vars: flow.variables }),
  };
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
  pick: (result: TaskRunResult) => JsonValue | Readonly<Record<string, JsonValue>> | undefined,
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
