import { render, renderDeep } from '@headrace/expression';
import {
  type AttemptResult,
  type ClaimedAttempt,
  failureMessage,
  type Redactor,
  type Runtime,
  UNSTORABLE,
  unstorablePath,
} from '@headrace/runtime';
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

/** One attempt from claim to result: load → render and run → close the log → settle. Never throws for what the task does. */
export async function runAttempt({ runtime, runners, claimed, abort }: RunAttemptOptions): Promise<void> {
  const lost = () => abort.abort(new LeaseLost('another worker has the attempt'));
  const secrecy: Secrecy = {};
  const log = new AttemptLog({
    now: () => runtime.clock.now(),
    redact: (message) => secrecy.redactor?.redact(message) ?? message,
    append: (firstLine, lines) => runtime.storeLines(claimed, firstLine, lines, abort.signal),
    onLost: lost,
    onError: (error) => {
      runtime.log.error(
        { error, attemptId: claimed.attempt.id },
        'could not store log lines, giving up the attempt',
      );
      lost();
    },
  });
  const result = await resultOf(runtime, runners, claimed, log, secrecy, abort.signal);
  const lines = await log.close();
  // Without the lease nothing can be written; the database would refuse it anyway.
  if (abort.signal.reason instanceof LeaseLost) return;
  await runtime.attempts.finish(claimed, result, lines);
}

/** What an attempt has seen of secrets, as soon as it may have seen some. */
interface Secrecy {
  redactor?: Redactor;
}

async function resultOf(
  runtime: Runtime,
  runners: ReadonlyMap<string, TaskRunner>,
  claimed: ClaimedAttempt,
  log: AttemptLog,
  secrecy: Secrecy,
  signal: AbortSignal,
): Promise<AttemptResult> {
  const result = await attempted(runtime, runners, claimed, log, secrecy, signal).catch(asFailure);
  const storable = storableResult(result, secrecy);
  const message = failureMessage(storable);
  if (message !== null) log.write('ERROR', message);
  return storable;
}

function asFailure(error: unknown): AttemptResult {
  return { kind: 'failed', message: error instanceof Error ? error.message : String(error) };
}

/**
 * Outputs that cannot be stored as they are make the attempt a failure: stored altered they would be a lie. Secrets in them are
 * encrypted, those in a message are masked.
 */
function storableResult(result: AttemptResult, { redactor }: Secrecy): AttemptResult {
  switch (result.kind) {
    case 'succeeded': {
      const path = unstorablePath(result.outputs);
      if (path !== null) return { kind: 'failed', message: `The output ${path} ${UNSTORABLE}.` };
      try {
        return { ...result, outputs: redactor?.seal(result.outputs) ?? result.outputs };
      } catch (error) {
        return asFailure(error);
      }
    }
    case 'failed':
      return { ...result, message: redactor?.redact(result.message) ?? result.message };
    case 'timedOut':
    case 'lost':
      return result;
  }
}

async function attempted(
  runtime: Runtime,
  runners: ReadonlyMap<string, TaskRunner>,
  claimed: ClaimedAttempt,
  log: AttemptLog,
  secrecy: Secrecy,
  signal: AbortSignal,
): Promise<AttemptResult> {
  const work = await runtime.loadWork(claimed, signal);
  if (work.kind === 'broken') return { kind: 'failed', message: work.message };
  const { task, context, options, redactor } = work;
  secrecy.redactor = redactor;
  const runner = runners.get(task.type);
  if (!runner) return { kind: 'failed', message: `This worker cannot run tasks of type ${task.type}.` };
  const given: Omit<RunContext, 'signal'> = {
    properties: task.properties,
    render: (template) => render(template, context, options),
    renderDeep: (value) => renderDeep(value, context, options),
    log: (level, message) => log.write(level, message),
    idempotencyKey: claimed.taskRun.id,
  };
  return withTimeout(task.timeoutMs, signal, (limited) => runner.run({ ...given, signal: limited }));
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
