import { setImmediate } from 'node:timers/promises';
import { DEFAULT_BUDGET, render, renderDeep, type RenderOptions } from '@headrace/expression';
import {
  type AttemptLines,
  type AttemptResult,
  failureMessage,
  type Held,
  type Redactor,
  type Runtime,
  shortened,
  taskRunOf,
  unstorable,
} from '@headrace/runtime';
import type { RunContext, TaskRunner } from '@headrace/tasks/runners';
import { AttemptLog, type Line } from './attempt-log';
import type { Running } from './running';

export interface RunAttemptOptions {
  readonly runtime: Runtime;
  readonly runners: ReadonlyMap<string, TaskRunner>;
  readonly running: Running;
}

/**
 * One attempt from claim to result: load → render and run → close the log → settle. Answers the attempt that follows, if this worker
 * goes on with it. Never throws for what the task does.
 */
export async function runAttempt({ runtime, runners, running }: RunAttemptOptions): Promise<Held | null> {
  const { signal } = running.abort;
  const secrecy: Secrecy = {};
  const log = new AttemptLog({
    now: () => runtime.clock.now(),
    redact: (message) => secrecy.redactor?.redact(message) ?? message,
    append: async (firstLine, lines) =>
      (await running.land()) &&
      runtime.storeLines(running.held, attemptLines(running.held, firstLine, lines), signal),
    onLost: () => running.leave('its lines are not wanted any more'),
    onError: (error) => {
      runtime.log.error(
        { error, attemptId: running.attemptId },
        'could not store log lines, giving up the attempt',
      );
      running.leave('its lines could not be stored');
    },
  });
  const ended = await ending(runtime, runners, running, log, secrecy);
  const message = ended.kind === 'result' ? failureMessage(ended.result) : null;
  const lines = await log.close(message === null ? undefined : { level: 'ERROR', message });
  await running.settle();
  // What is not ours any more cannot be written; the database would refuse it anyway.
  if (running.isGone) return null;
  const { held } = running;
  switch (ended.kind) {
    case 'refused':
      await runtime.attempts.refuse(held, ended.message);
      return null;
    case 'result': {
      const last = attemptLines(held, log.stored + 1, lines);
      const finished = await runtime.attempts.finish(held, ended.result, [last]);
      return finished.kind === 'settled' ? finished.next : null;
    }
  }
}

function attemptLines(held: Held, firstLine: number, lines: readonly Line[]): AttemptLines {
  const { attempt, taskRun } = taskRunOf(held);
  return {
    attemptId: attempt.id,
    taskRunId: taskRun.id,
    taskId: taskRun.taskId,
    attempt: attempt.number,
    firstLine,
    lines,
  };
}

/** What an attempt has seen of secrets, as soon as it may have seen some. */
interface Secrecy {
  redactor?: Redactor;
}

type Ending =
  | { readonly kind: 'result'; readonly result: AttemptResult }
  /** This worker cannot run it; another one may be newer. */
  | { readonly kind: 'refused'; readonly message: string };

async function ending(
  runtime: Runtime,
  runners: ReadonlyMap<string, TaskRunner>,
  running: Running,
  log: AttemptLog,
  secrecy: Secrecy,
): Promise<Ending> {
  const ended = await attempted(runtime, runners, running, log, secrecy).catch(asFailure);
  return ended.kind === 'result' ? { kind: 'result', result: storableResult(ended.result, secrecy) } : ended;
}

function asFailure(error: unknown): Ending {
  return { kind: 'result', result: failedWith(error) };
}

function failedWith(error: unknown): AttemptResult {
  return { kind: 'failed', message: error instanceof Error ? error.message : String(error) };
}

/**
 * Outputs that cannot be stored as they are make the attempt a failure: stored altered they would be a lie. Secrets in them are
 * encrypted, those in a message are masked.
 */
function storableResult(result: AttemptResult, { redactor }: Secrecy): AttemptResult {
  switch (result.kind) {
    case 'succeeded': {
      const refused = unstorable(result.outputs);
      if (refused) return { kind: 'failed', message: `The output ${refused.path} ${refused.reason}.` };
      try {
        return { ...result, outputs: redactor?.seal(result.outputs) ?? result.outputs };
      } catch (error) {
        return storableResult(failedWith(error), { redactor });
      }
    }
    case 'failed':
      return { ...result, message: shortened(redactor?.redact(result.message) ?? result.message) };
    case 'timedOut':
      return result;
  }
}

async function attempted(
  runtime: Runtime,
  runners: ReadonlyMap<string, TaskRunner>,
  running: Running,
  log: AttemptLog,
  secrecy: Secrecy,
): Promise<Ending> {
  const { signal } = running.abort;
  const { held } = running;
  const work = await runtime.loadWork(held, signal);
  if (work.kind === 'unreadable') return { kind: 'refused', message: work.message };
  const { task, context, options, redactor } = work;
  secrecy.redactor = redactor;
  const runner = runners.get(task.type);
  if (!runner) return { kind: 'refused', message: `This worker cannot run tasks of type ${task.type}.` };
  const deadline = task.timeoutMs === undefined ? null : new Deadline(task.timeoutMs);
  const given: Omit<RunContext, 'signal'> = {
    properties: task.properties,
    render: (template) => render(template, context, boundedBy(deadline, options)),
    renderDeep: (value) => renderDeep(value, context, boundedBy(deadline, options)),
    log: (level, message) => log.write(level, message),
    idempotencyKey: taskRunOf(held).taskRun.id,
  };
  const result = await withTimeout(deadline, signal, (limited) => runner.run({ ...given, signal: limited }));
  return { kind: 'result', result };
}

/** When the time-out of an attempt ends. */
class Deadline {
  readonly timeoutMs: number;
  readonly #endsAtMs: number;

  constructor(timeoutMs: number) {
    this.timeoutMs = timeoutMs;
    this.#endsAtMs = performance.now() + timeoutMs;
  }

  /** 0 when it is over. */
  get leftMs(): number {
    return Math.max(0, this.#endsAtMs - performance.now());
  }
}

/** A rendering may take what is left of the time-out. While it works no timer fires, so it has to look at the clock itself. */
function boundedBy(deadline: Deadline | null, options: RenderOptions): RenderOptions {
  if (deadline === null) return { ...options, pause: setImmediate };
  const wallTimeMs = Math.min(DEFAULT_BUDGET.wallTimeMs, deadline.leftMs);
  return { ...options, pause: setImmediate, budget: { ...options.budget, wallTimeMs } };
}

/** The task is told by its signal; its promise is not waited for, because a task that does not listen must not hold the slot. */
async function withTimeout(
  deadline: Deadline | null,
  signal: AbortSignal,
  run: (signal: AbortSignal) => Promise<AttemptResult>,
): Promise<AttemptResult> {
  if (deadline === null) return run(signal);
  const { timeoutMs } = deadline;
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
  } catch (error) {
    // What fails because its time is over may fail before the timer was heard.
    if (deadline.leftMs === 0) return { kind: 'timedOut', timeoutMs };
    throw error;
  } finally {
    clearTimeout(timer);
  }
}
