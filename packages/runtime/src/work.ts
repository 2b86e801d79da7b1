import { appendLog, type ClaimedAttempt, type LogLine, withRetry } from '@headrace/db';
import type { Context, RenderOptions } from '@headrace/expression';
import type { Task } from '@headrace/flow';
import { propertiesTemplates } from '@headrace/tasks';
import { expressionContext } from './context';
import { ownersOf } from './file/owners';
import type { Flows } from './flows';
import { expressionFunctions } from './functions';
import type { Ports } from './ports';
import { Redactor } from './secret/redactor';

/** Longer than a lease: after that another worker has the attempt. */
const LIMIT_MS = 30_000;

/** What a claimed attempt is to do, or why it cannot be done. */
export type Work =
  | {
      readonly kind: 'ready';
      readonly task: Task;
      readonly context: Context;
      /** The clock and the functions of its expressions. */
      readonly options: RenderOptions;
      /** Knows the secrets that its expressions get to see. */
      readonly redactor: Redactor;
    }
  | { readonly kind: 'broken'; readonly message: string };

/** Finds the task of an attempt and the variables of its expressions. Waits for a database that is away, until aborted. */
export async function loadWork(
  ports: Ports,
  flows: Flows,
  claimed: ClaimedAttempt,
  signal: AbortSignal,
): Promise<Work> {
  const { execution, taskRun, attempt } = claimed;
  const { namespace, flowId, flowRevision } = execution;
  const { taskId } = taskRun;
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
      const redactor = new Redactor(ports.cipher);
      const context = await expressionContext(ports, {
        flow,
        execution,
        templates: propertiesTemplates(task),
        reveal: (value) => redactor.reveal(value),
        place: { task, taskRun, attemptsCount: attempt.number - 1 },
      });
      const functions = expressionFunctions(ports, {
        owners: ownersOf(execution),
        reveal: (secret) => redactor.add(secret),
      });
      return { kind: 'ready', task, context, options: { now: () => ports.clock.now(), functions }, redactor };
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
