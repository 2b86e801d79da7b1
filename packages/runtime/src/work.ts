import { appendLog, type ClaimedAttempt, type LogLine, withRetry } from '@headrace/db';
import type { Context } from '@headrace/expression';
import type { Task } from '@headrace/flow';
import { attemptContext } from './context';
import type { Flows } from './flows';
import type { Ports } from './ports';

/** Longer than a lease: after that another worker has the attempt. */
const LIMIT_MS = 30_000;

/** What a claimed attempt is to do, or why it cannot be done. */
export type Work =
  | { readonly kind: 'ready'; readonly task: Task; readonly context: Context }
  | { readonly kind: 'broken'; readonly message: string };

/** Finds the task of an attempt and the variables of its expressions. Waits for a database that is away, until aborted. */
export async function loadWork(
  { database }: Ports,
  flows: Flows,
  claimed: ClaimedAttempt,
  signal: AbortSignal,
): Promise<Work> {
  const { namespace, flowId, flowRevision } = claimed.execution;
  const { taskId } = claimed.taskRun;
  return withRetry(
    async (): Promise<Work> => {
      const flow = await flows.ofExecution({ namespace, flowId, revision: flowRevision });
      if (!flow)
        return {
          kind: 'broken',
          message: `Revision ${flowRevision} of flow ${namespace}.${flowId} cannot be read.`,
        };
      const task = flow.tasks.find(({ id }) => id === taskId);
      if (!task) return { kind: 'broken', message: `The flow has no task ${taskId}.` };
      return { kind: 'ready', task, context: await attemptContext(database, flow, task, claimed) };
    },
    { limitMs: LIMIT_MS, signal },
  );
}

/** Stores log lines of an attempt, the first of which has the number `firstLine`, and says so. False = the lease is lost. */
export async function storeLines(
  { database, bus }: Ports,
  { attempt, lease, execution }: ClaimedAttempt,
  firstLine: number,
  lines: readonly LogLine[],
  signal: AbortSignal,
): Promise<boolean> {
  const append = { attemptId: attempt.id, lease, firstLine, lines };
  const position = await withRetry(() => appendLog(database.pool, append), { limitMs: LIMIT_MS, signal });
  if (position === null) return false;
  bus.publish([{ topic: 'log', executionId: execution.id, position }]);
  return true;
}
