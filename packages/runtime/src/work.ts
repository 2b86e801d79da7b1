import { type AttemptLines, withRetry } from '@headrace/db';
import { taskOf } from '@headrace/engine';
import type { Context, RenderOptions } from '@headrace/expression';
import type { Task } from '@headrace/flow';
import { propertiesTemplates } from '@headrace/tasks';
import { type Held, taskRunOf } from './attempts';
import { expressionContext } from './context';
import { STORE_LIMIT_MS } from './desk';
import { failpoint } from './failpoint';
import type { Facts } from './facts';
import { ownersOf } from './file/owners';
import type { Flows } from './flows';
import { expressionFunctions } from './functions';
import type { Ports } from './ports';
import { Redactor } from './secret/redactor';

/** What a held attempt is to do, or why this process cannot do it. */
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
  /** Another version of Headrace may be able to. */
  | { readonly kind: 'unreadable'; readonly message: string };

/** Finds the task of an attempt and the variables of its expressions. Waits for a database that is away, until aborted. */
export async function loadWork(
  ports: Ports,
  flows: Flows,
  facts: Facts,
  held: Held,
  signal: AbortSignal,
): Promise<Work> {
  const { execution } = held.snapshot;
  const { attempt, taskRun } = taskRunOf(held);
  const { namespace, flowId, flowRevision: revision } = execution;
  return withRetry(
    async (): Promise<Work> => {
      const flow = await flows.ofExecution({ namespace, flowId, revision });
      if (!flow)
        return {
          kind: 'unreadable',
          message: `Revision ${revision} of flow ${namespace}.${flowId} cannot be read by this version of Headrace.`,
        };
      const task = taskOf(flow, taskRun.taskId);
      if (!task) return { kind: 'unreadable', message: `The flow has no task ${taskRun.taskId}.` };
      const redactor = new Redactor(ports.cipher);
      const templates = propertiesTemplates(task);
      const context = await expressionContext(ports, {
        flow,
        execution,
        facts: () => facts.of(execution.id),
        templates,
        reveal: (value) => redactor.reveal(value),
        place: { task, taskRun, attemptsCount: attempt.number - 1 },
        unsaved: held.heldBack?.decision.changes ?? null,
      });
      const readsFiles = templates.some((template) => FILE_FUNCTION.test(template));
      const owners = ownersOf(execution, readsFiles ? await facts.of(execution.id) : { trigger: null });
      const functions = expressionFunctions(ports, { owners, reveal: (secret) => redactor.add(secret) });
      return { kind: 'ready', task, context, options: { now: () => ports.clock.now(), functions }, redactor };
    },
    { limitMs: STORE_LIMIT_MS, signal },
  );
}

/** Functions that look at files need to know who started the execution, which is not loaded for the others. */
const FILE_FUNCTION = /\b(read|fileSize|fileExists|isFileEmpty|fileEmpty|render)\b/;

/** Stores log lines of an attempt, and says so. False = it is not this worker's any more. */
export async function storeLines(
  { journal, bus }: Ports,
  { workerId, snapshot }: Held,
  lines: AttemptLines,
  signal: AbortSignal,
): Promise<boolean> {
  const executionId = snapshot.execution.id;
  failpoint('lines.beforeAppend');
  const position = await withRetry(() => journal.appendLines({ executionId, workerId, lines }), {
    limitMs: STORE_LIMIT_MS,
    signal,
  });
  failpoint('lines.afterAppend');
  if (position === null) return false;
  bus.publish([{ topic: 'log', executionId, position }]);
  return true;
}
