import type { JsonValue } from '@headrace/flow';
import { masked, type Runtime, type StartedExecution } from '@headrace/runtime';
import { formatDuration } from '@headrace/schema';
import { z } from 'zod';

const historySchema = z.array(z.object({ state: z.string(), at: z.string() }));
const labelsSchema = z.array(z.object({ key: z.string(), value: z.string() }));

type StoredExecution = Awaited<ReturnType<typeof findExecutions>>[number];
type StoredTaskRun = StoredExecution['taskRuns'][number];

/** What is shown of an attempt. */
type AttemptRow = Pick<StoredTaskRun['attempts'][number], 'state' | 'startedAt' | 'endedAt'>;

/** What is shown of a task run. */
interface TaskRunRow
  extends Pick<
    StoredTaskRun,
    'id' | 'executionId' | 'taskId' | 'path' | 'value' | 'iteration' | 'state' | 'endedAt'
  > {
  readonly history: unknown;
  readonly attempts: readonly AttemptRow[];
  readonly outputs: readonly { readonly outputs: unknown }[];
}

/** What is shown of an execution. */
interface ExecutionRow
  extends Pick<
    StoredExecution,
    | 'id'
    | 'namespace'
    | 'flowId'
    | 'flowRevision'
    | 'state'
    | 'parentId'
    | 'originalId'
    | 'attemptNumber'
    | 'createdAt'
    | 'endedAt'
  > {
  readonly history: unknown;
  readonly inputs: unknown;
  readonly outputs: unknown;
  readonly labels: unknown;
  readonly trigger: unknown;
  readonly taskRuns: readonly TaskRunRow[];
}

/** Executions in Kestra's JSON, with all task runs and attempts; unknown ids are left out. In the order of `ids`. */
export async function executionsAsJson(runtime: Runtime, ids: readonly string[]): Promise<object[]> {
  const rows = await findExecutions(runtime, ids);
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((id) => {
    const row = byId.get(id);
    return row ? [executionJson(row, runtime.clock.now())] : [];
  });
}

function findExecutions({ database }: Runtime, ids: readonly string[]) {
  return database.prisma.execution.findMany({
    where: { id: { in: [...ids] } },
    include: {
      taskRuns: {
        orderBy: { id: 'asc' },
        include: { attempts: { orderBy: { number: 'asc' } }, outputs: { orderBy: { attempt: 'asc' } } },
      },
    },
  });
}

/** One execution in Kestra's JSON; undefined when there is none. */
export async function executionAsJson(runtime: Runtime, id: string): Promise<object | undefined> {
  const [json] = await executionsAsJson(runtime, [id]);
  return json;
}

/** An execution that has just been started, as it was stored. */
export function startedAsJson({ clock }: Pick<Runtime, 'clock'>, started: StartedExecution): object {
  const { row, inputs, trigger, decision } = started;
  const { newTaskRuns, outputs, execution } = decision.changes;
  return executionJson(
    {
      ...row,
      inputs,
      trigger,
      outputs: execution?.outputs ?? null,
      taskRuns: newTaskRuns.map((taskRun) => ({
        ...taskRun,
        executionId: row.id,
        path: [...taskRun.path],
        iteration: null,
        endedAt: taskRun.endedAt === null ? null : new Date(taskRun.endedAt),
        attempts: [],
        outputs: outputs.filter(({ taskRunId }) => taskRunId === taskRun.id),
      })),
    },
    clock.now(),
  );
}

function executionJson(row: ExecutionRow, now: Date): object {
  const { id, namespace, flowId } = row;
  return withoutNothing({
    id,
    namespace,
    flowId,
    flowRevision: row.flowRevision,
    taskRunList: row.taskRuns.map((taskRun) => taskRunJson(taskRun, { namespace, flowId }, now)),
    inputs: filled(masked(row.inputs as JsonValue)),
    outputs: filled(masked(row.outputs as JsonValue)),
    labels: filledList(labelsSchema.parse(row.labels)),
    state: stateJson(row.history, row.state, row.endedAt, now),
    parentId: row.parentId,
    originalId: row.originalId,
    trigger: row.trigger,
    deleted: false,
    metadata: { attemptNumber: row.attemptNumber, originalCreatedDate: row.createdAt.toISOString() },
  });
}

function taskRunJson(row: TaskRunRow, flow: { namespace: string; flowId: string }, now: Date): object {
  return withoutNothing({
    id: row.id,
    executionId: row.executionId,
    ...flow,
    taskId: row.taskId,
    parentTaskRunId: row.path.at(-1),
    value: row.value,
    attempts: filledList(
      row.attempts.filter(({ startedAt }) => startedAt).map((attempt) => attemptJson(attempt, now)),
    ),
    outputs: masked(row.outputs.at(-1)?.outputs as JsonValue) ?? {},
    state: stateJson(row.history, row.state, row.endedAt, now),
    iteration: row.iteration,
  });
}

/** Kestra's states of an attempt: RUNNING, then the outcome. */
function attemptJson({ state, startedAt, endedAt }: AttemptRow, now: Date): object {
  const current = KESTRA_STATE[state] ?? 'RUNNING';
  const created = startedAt?.toISOString();
  const histories = [
    { state: 'CREATED', at: created },
    { state: 'RUNNING', at: created },
    ...(endedAt ? [{ state: current, at: endedAt.toISOString() }] : []),
  ];
  return { state: stateJson(histories, current, endedAt, now) };
}

const KESTRA_STATE: Readonly<Record<string, string>> = {
  SUCCEEDED: 'SUCCESS',
  FAILED: 'FAILED',
  TIMED_OUT: 'FAILED',
  LOST: 'FAILED',
  KILLED: 'KILLED',
};

function stateJson(history: unknown, current: string, endedAt: Date | null, now: Date): object {
  const histories = historySchema.parse(history).map(({ state, at }) => ({ state, date: at }));
  const start = histories[0]?.date;
  const last = endedAt?.toISOString() ?? (histories.length > 1 ? histories.at(-1)?.date : now.toISOString());
  return withoutNothing({
    current,
    histories,
    duration: start && last ? formatDuration(Math.max(0, Date.parse(last) - Date.parse(start))) : undefined,
    startDate: start,
    endDate: endedAt?.toISOString(),
  });
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
