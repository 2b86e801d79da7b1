import type { JsonValue } from '@headrace/json';
import {
  type AttemptLeaf,
  type ExecutionTree,
  executionTrees,
  masked,
  type Runtime,
  type StartedExecution,
  type TaskRunBranch,
} from '@headrace/runtime';
import { formatDuration } from '@headrace/schema';
import { z } from 'zod';

const historySchema = z.array(z.object({ state: z.string(), at: z.string() }));
const labelsSchema = z.array(z.object({ key: z.string(), value: z.string() }));

/** Executions in Kestra's JSON, with all task runs and attempts; unknown ids are left out. In the order of `ids`. */
export async function executionsAsJson(runtime: Runtime, ids: readonly string[]): Promise<object[]> {
  const rows = await executionTrees(runtime.database.pool, ids);
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((id) => {
    const row = byId.get(id);
    return row ? [executionJson(row)] : [];
  });
}

/** One execution in Kestra's JSON; undefined when there is none. */
export async function executionAsJson(runtime: Runtime, id: string): Promise<object | undefined> {
  const [json] = await executionsAsJson(runtime, [id]);
  return json;
}

/** An execution that has just been started, as it was stored. */
export function startedAsJson(started: StartedExecution): object {
  const { row, inputs, trigger, decision } = started;
  const { newTaskRuns, outputs, execution } = decision.changes;
  return executionJson({
    ...row,
    inputs,
    trigger,
    outputs: execution?.outputs ?? null,
    taskRuns: newTaskRuns.map((taskRun) => ({
      ...taskRun,
      iteration: null,
      attempts: [],
      outputs: outputs.find(({ taskRunId }) => taskRunId === taskRun.id)?.outputs ?? null,
    })),
  });
}

function executionJson(row: ExecutionTree): object {
  return { ...headJson(row), taskRunList: row.taskRuns.map((taskRun) => taskRunJson(taskRun, row)) };
}

/** An execution without its task runs. */
export function headJson(row: Omit<ExecutionTree, 'taskRuns'>): object {
  return withoutNothing({
    id: row.id,
    namespace: row.namespace,
    flowId: row.flowId,
    flowRevision: row.flowRevision,
    inputs: filled(masked(row.inputs as JsonValue)),
    outputs: filled(masked(row.outputs as JsonValue)),
    labels: filledList(labelsSchema.parse(row.labels)),
    state: stateJson(row.history, row.state, row.endedAt?.toISOString() ?? null),
    parentId: row.parentId,
    originalId: row.originalId,
    trigger: masked(row.trigger as JsonValue),
    deleted: false,
    metadata: { attemptNumber: row.attemptNumber, originalCreatedDate: row.createdAt.toISOString() },
  });
}

export function taskRunJson(
  row: TaskRunBranch,
  { id: executionId, namespace, flowId }: Pick<ExecutionTree, 'id' | 'namespace' | 'flowId'>,
): object {
  return withoutNothing({
    id: row.id,
    executionId,
    namespace,
    flowId,
    taskId: row.taskId,
    parentTaskRunId: row.path.at(-1),
    value: row.value,
    attempts: filledList(row.attempts.filter(({ startedAt }) => startedAt).map(attemptJson)),
    outputs: masked(row.outputs as JsonValue) ?? {},
    state: stateJson(row.history, row.state, row.endedAt),
    iteration: row.iteration,
  });
}

/** Kestra's states of an attempt: RUNNING, then the outcome. */
function attemptJson({ state, startedAt, endedAt }: AttemptLeaf): object {
  const current = KESTRA_STATE[state] ?? 'RUNNING';
  const histories = [
    { state: 'CREATED', at: startedAt },
    { state: 'RUNNING', at: startedAt },
    ...(endedAt ? [{ state: current, at: endedAt }] : []),
  ];
  return { state: stateJson(histories, current, endedAt) };
}

const KESTRA_STATE: Readonly<Record<string, string>> = {
  SUCCEEDED: 'SUCCESS',
  FAILED: 'FAILED',
  TIMED_OUT: 'FAILED',
  LOST: 'FAILED',
  KILLED: 'KILLED',
};

/** What goes on has no duration yet. */
function stateJson(history: unknown, current: string, endedAt: string | null): object {
  const histories = historySchema.parse(history).map(({ state, at }) => ({ state, date: at }));
  const startDate = histories[0]?.date;
  const duration =
    startDate && endedAt ? formatDuration(Math.max(0, Date.parse(endedAt) - Date.parse(startDate))) : null;
  return withoutNothing({ current, histories, duration, startDate, endDate: endedAt });
}

/** Kestra leaves empty maps out. */
function filled(value: unknown): unknown {
  return typeof value === 'object' && value !== null && Object.keys(value).length > 0 ? value : undefined;
}

function filledList<Item>(items: readonly Item[]): readonly Item[] | undefined {
  return items.length > 0 ? items : undefined;
}

/** Kestra leaves null fields out. */
function withoutNothing(fields: Readonly<Record<string, unknown>>): object {
  return Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== null && value !== undefined),
  );
}
