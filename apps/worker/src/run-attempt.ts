import { appendLog, type ClaimedAttempt, withRetry } from '@headrace/db';
import type { AttemptResult } from '@headrace/engine';
import { render, renderDeep } from '@headrace/expression';
import type { Flow, Task } from '@headrace/flow';
import { attemptContext, type Runtime, UNSTORABLE, unstorablePath } from '@headrace/runtime';
import type { RunContext, TaskRunner } from '@headrace/tasks/runners';
import { AttemptLog } from './attempt-log';
import { LeaseLost } from './held';

export interface RunAttemptOptions {
  readonly runtime: Runtime;
  readonly runners: ReadonlyMap<string, TaskRunner>;
  readonly claimed: ClaimedAttempt;
  /** Aborted with LeaseLost when the attempt is not ours any more. */
  readonly abort: AbortController;
}

/** Longer than a lease: after that another worker has the attempt, and the lines with it. */
const APPEND_LIMIT_MS = 30_000;

/** One attempt from claim to result: find → render and run → close the log → settle. Never throws for what the task does. */
export async function runAttempt({ runtime, runners, claimed, abort }: RunAttemptOptions): Promise<void> {
  const { attempt, lease } = claimed;
  const lost = () => abort.abort(new LeaseLost('another worker has the attempt'));
  const log = new AttemptLog({
    now: () => runtime.clock.now(),
    append: async (firstLine, lines) => {
      const position = await withRetry(
        () => appendLog(runtime.database.pool, { attemptId: attempt.id, lease, firstLine, lines }),
        { limitMs: APPEND_LIMIT_MS, signal: abort.signal },
      );
      if (position === null) return false;
      runtime.bus.publish([{ topic: 'log', executionId: claimed.execution.id, position }]);
      return true;
    },
    onLost: lost,
    onError: (error) => {
      runtime.log.error({ error, attemptId: attempt.id }, 'could not store log lines, giving up the attempt');
      lost();
    },
  });
  const result = await resultOf(runtime, runners, claimed, log, abort.signal);
  const lines = await log.close();
  // Without the lease nothing can be written; the database would refuse it anyway.
  if (abort.signal.reason instanceof LeaseLost) return;
  await runtime.attempts.finish(claimed, result, lines);
}

async function resultOf(
  runtime: Runtime,
  runners: ReadonlyMap<string, TaskRunner>,
  claimed: ClaimedAttempt,
  log: AttemptLog,
  signal: AbortSignal,
): Promise<AttemptResult> {
  const result = await found(runtime, runners, claimed, log, signal).catch(
    (error: unknown): AttemptResult => ({
      kind: 'failed',
      message: error instanceof Error ? error.message : String(error),
    }),
  );
  switch (result.kind) {
    case 'succeeded': {
      const path = unstorablePath(result.outputs);
      if (path === null) return result;
      const problem = `The output ${path} ${UNSTORABLE}.`;
      log.write('ERROR', problem);
      return { kind: 'failed', message: problem };
    }
    case 'failed':
      log.write('ERROR', result.message);
      return result;
    case 'timedOut':
      log.write('ERROR', `Timeout: the attempt took longer than ${result.timeoutMs / 1000} s.`);
      return result;
    case 'lost':
      return result;
  }
}

async function found(
  runtime: Runtime,
  runners: ReadonlyMap<string, TaskRunner>,
  claimed: ClaimedAttempt,
  log: AttemptLog,
  signal: AbortSignal,
): Promise<AttemptResult> {
  const { namespace, flowId, flowRevision } = claimed.execution;
  const flow = await withRetry(
    () => runtime.flows.ofExecution({ namespace, flowId, revision: flowRevision }),
    { limitMs: APPEND_LIMIT_MS, signal },
  );
  if (!flow)
    return {
      kind: 'failed',
      message: `Revision ${flowRevision} of flow ${namespace}.${flowId} cannot be read.`,
    };
  const task = flow.tasks.find(({ id }) => id === claimed.taskRun.taskId);
  if (!task) return { kind: 'failed', message: `The flow has no task ${claimed.taskRun.taskId}.` };
  const runner = runners.get(task.type);
  if (!runner) return { kind: 'failed', message: `This worker cannot run tasks of type ${task.type}.` };
  const context = await runContext(runtime, flow, task, claimed, log, signal);
  return withTimeout(task.timeoutMs, signal, (limited) => runner.run({ ...context, signal: limited }));
}

async function runContext(
  runtime: Runtime,
  flow: Flow,
  task: Task,
  claimed: ClaimedAttempt,
  log: AttemptLog,
  signal: AbortSignal,
): Promise<RunContext> {
  const context = await withRetry(() => attemptContext(runtime.database, flow, task, claimed), {
    limitMs: APPEND_LIMIT_MS,
    signal,
  });
  const options = { now: () => runtime.clock.now(), functions: { id: () => runtime.newId() } };
  return {
    properties: task.properties,
    render: (template) => render(template, context, options),
    renderDeep: (value) => renderDeep(value, context, options),
    log: (level, message) => log.write(level, message),
    signal,
    idempotencyKey: claimed.taskRun.id,
  };
}

/** The task is told by its signal; its promise is not waited for, because a task that does not listen must not hold the slot. */
async function withTimeout(
  timeoutMs: number | undefined,
  signal: AbortSignal,
  run: (signal: AbortSignal) => Promise<AttemptResult>,
): Promise<AttemptResult> {
  if (timeoutMs === undefined) return run(signal);
  const timeout = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const timedOut = new Promise<AttemptResult>((resolve) => {
    timer = setTimeout(() => {
      timeout.abort(new Error(`timeout of ${timeoutMs} ms`));
      resolve({ kind: 'timedOut', timeoutMs });
    }, timeoutMs);
  });
  try {
    return await Promise.race([run(AbortSignal.any([signal, timeout.signal])), timedOut]);
  } finally {
    clearTimeout(timer);
  }
}
