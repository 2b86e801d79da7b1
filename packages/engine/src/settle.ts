import type { Retry } from '@headrace/flow';
import { addAttempt, endTaskRun, type Move } from './advance';
import { type AttemptResult, failureMessage, failureOf, lossOf, settledState } from './attempt';
import { nextTry } from './retry';
import type { AttemptRow } from './rows';
import { taskOf } from './task-index';

/** A task run whose worker died this often is not tried again: it probably is what kills them. */
export const MAX_LOST_ATTEMPTS = 10;

/** An attempt that this many workers could not run fails: no newer worker seems to be coming. */
export const MAX_REFUSALS = 10;

/** A worker tells how its attempt ended. */
export function settle(move: Move, attempt: AttemptRow, result: AttemptResult): void {
  const { draft } = move;
  const about = aboutOf(move, attempt);
  draft.changeAttempt(attempt.id, {
    state: settledState(result),
    error: failureMessage(result),
    endedAt: draft.at,
  });
  switch (result.kind) {
    case 'succeeded': {
      draft.events.push({ at: draft.at, kind: 'attemptSucceeded', ...about });
      const { values, lostAttempts } = draft.taskRun(attempt.taskRunId);
      if (Object.keys(result.outputs).length > 0)
        draft.outputs.push({
          taskRunId: attempt.taskRunId,
          taskId: about.taskId,
          values,
          attempt: attempt.number,
          outputs: result.outputs,
        });
      const hasFailed = attempt.number - 1 - lostAttempts > 0;
      const outcome = hasFailed && policyOf(move, attempt.taskRunId)?.warningOnRetry ? 'WARNING' : 'SUCCESS';
      endTaskRun(move, attempt.taskRunId, outcome);
      break;
    }
    case 'failed':
    case 'timedOut':
      draft.events.push({
        at: draft.at,
        kind: result.kind === 'failed' ? 'attemptFailed' : 'attemptTimedOut',
        ...about,
        message: failureOf(result),
        taskRunState: 'FAILED',
      });
      failOrRetry(move, attempt);
      break;
  }
}

/** Nobody will tell how an attempt ended: its worker is gone. It is tried again at once, a bounded number of times. */
export function lose(move: Move, attempt: AttemptRow, workerId: string): void {
  const { draft } = move;
  const message = lossOf(workerId);
  const about = aboutOf(move, attempt);
  const lostAttempts = draft.taskRun(attempt.taskRunId).lostAttempts + 1;
  const isGivenUp = lostAttempts >= MAX_LOST_ATTEMPTS;
  const taskRunState = isGivenUp ? 'FAILED' : 'CREATED';
  draft.changeAttempt(attempt.id, { state: 'LOST', error: message, endedAt: draft.at });
  draft.events.push({ at: draft.at, kind: 'attemptLost', ...about, message, taskRunState });
  if (isGivenUp) {
    draft.changeTaskRun(attempt.taskRunId, { lostAttempts });
    endTaskRun(move, attempt.taskRunId, 'FAILED');
  } else {
    draft.changeTaskRun(attempt.taskRunId, { state: 'CREATED', lostAttempts });
    addAttempt(move, attempt.taskRunId, attempt.number + 1);
  }
}

/** A worker that does not run an attempt (it stops, or never heard that it holds it) gives it back: it is run again under the same number, and nothing is counted. */
export function handBack(move: Move, attempt: AttemptRow, workerId: string): void {
  release(move, attempt, `The worker ${workerId} gave it back.`, {
    dueAt: move.draft.at,
    refusals: attempt.refusals,
  });
}

/** A worker cannot run an attempt. Another one may be newer, so it waits for one: longer each time, but not for ever. */
export function refuse(move: Move, attempt: AttemptRow, message: string): void {
  const refusals = attempt.refusals + 1;
  if (refusals >= MAX_REFUSALS) return settle(move, attempt, { kind: 'failed', message });
  const dueAt = new Date(Date.parse(move.draft.at) + refusalWaitMs(refusals)).toISOString();
  release(move, attempt, message, { dueAt, refusals });
}

const FIRST_REFUSAL_WAIT_MS = 1_000;
const LONGEST_REFUSAL_WAIT_MS = 60_000;

function refusalWaitMs(refusals: number): number {
  return Math.min(FIRST_REFUSAL_WAIT_MS * 2 ** (refusals - 1), LONGEST_REFUSAL_WAIT_MS);
}

function release(
  move: Move,
  attempt: AttemptRow,
  message: string,
  fields: { readonly dueAt: string; readonly refusals: number },
): void {
  const { draft } = move;
  draft.changeAttempt(attempt.id, { state: 'READY', workerId: null, startedAt: null, ...fields });
  draft.changeTaskRun(attempt.taskRunId, { state: 'CREATED' });
  draft.events.push({
    at: draft.at,
    kind: 'attemptReleased',
    ...aboutOf(move, attempt),
    message,
    taskRunState: 'CREATED',
  });
}

function failOrRetry(move: Move, attempt: AttemptRow): void {
  const { draft, given } = move;
  const taskRun = draft.taskRun(attempt.taskRunId);
  const nowMs = Date.parse(draft.at);
  const tries = {
    failed: attempt.number - taskRun.lostAttempts,
    firstStartedAtMs: taskRun.startedAt === null ? nowMs : Date.parse(taskRun.startedAt),
  };
  const next = nextTry(policyOf(move, taskRun.id), tries, nowMs);
  switch (next.kind) {
    case 'giveUp':
      endTaskRun(move, taskRun.id, 'FAILED');
      break;
    case 'retry': {
      const dueAt = new Date(next.dueAtMs).toISOString();
      const { retrying } = draft.execution;
      const isMove = retrying === 0;
      draft.changeTaskRun(taskRun.id, { state: 'FAILED' });
      draft.changeTaskRun(taskRun.id, { state: 'RETRYING' });
      draft.changeExecution({ retrying: retrying + 1, ...(isMove && { state: 'RETRYING' }) });
      draft.events.push({
        at: draft.at,
        kind: 'retryScheduled',
        taskRunId: taskRun.id,
        taskId: taskRun.taskId,
        attempt: attempt.number + 1,
        dueAt,
        taskRunState: 'RETRYING',
        ...(isMove && { executionState: 'RETRYING' }),
      });
      draft.addSignal({
        kind: 'retryDue',
        id: given.newId(),
        dueAt,
        taskRunId: taskRun.id,
        attempt: attempt.number + 1,
      });
      break;
    }
  }
}

/** The task's own policy, else that of the nearest flowable around it that has one, else the flow's. */
function policyOf({ flow, draft }: Move, taskRunId: string): Retry | undefined {
  const { path } = draft.taskRun(taskRunId);
  for (const id of [...path, taskRunId].reverse()) {
    const retry = taskOf(flow, draft.taskRun(id).taskId)?.retry;
    if (retry) return retry;
  }
  return flow.retry;
}

function aboutOf({ draft }: Move, attempt: AttemptRow) {
  const { taskId } = draft.taskRun(attempt.taskRunId);
  return { taskRunId: attempt.taskRunId, taskId, attempt: attempt.number };
}
