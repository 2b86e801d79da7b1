import type { Flow } from '@headrace/flow';
import { addAttempt, advance, type Move } from './advance';
import type { Decision, EngineInput, Given, InputOutcome, StartRequest } from './decision';
import { Draft } from './draft';
import type { AttemptRow, Signal, Snapshot } from './rows';
import { NEW_SCOPE } from './scope';
import { handBack, lose, refuse, settle } from './settle';
import { isTerminal } from './state';

/** Starts an execution of a flow: the first decision. Pure, as all of this package. */
export function start(flow: Flow, request: StartRequest, given: Given): Decision {
  const { executionId, flowRevision, inputs, labels, trigger } = request;
  const at = given.now.toISOString();
  const named = {
    namespace: flow.namespace,
    flowId: flow.id,
    flowRevision,
    originalId: executionId,
    createdAt: at,
  };
  const draft = new Draft(
    { ...named, id: executionId, state: 'CREATED', version: 0, scope: NEW_SCOPE, retrying: 0 },
    at,
    undefined,
    { ...named, inputs, labels, trigger },
  );
  draft.changeExecution({ state: 'CREATED' });
  draft.events.push({ at, kind: 'executionCreated', executionState: 'CREATED' });
  draft.changeExecution({ state: 'RUNNING', startedAt: at });
  draft.events.push({ at, kind: 'executionStarted', executionState: 'RUNNING' });
  advance({ flow, draft, given, agenda: [executionId] });
  return draft.decision();
}

/**
 * Decides what follows from everything that has reached an execution: events, row changes, and which attempts are READY. Inputs that
 * do not fit any more are answered `ignored` and change nothing. Does no I/O and reads no clock.
 * @throws Error when the snapshot lacks a row, or the flow cannot be run: an error of deciding
 */
export function decide(
  flow: Flow,
  snapshot: Snapshot,
  inputs: readonly EngineInput[],
  given: Given,
): Decision {
  const draft = new Draft(snapshot.execution, given.now.toISOString(), snapshot);
  const move: Move = { flow, draft, given, agenda: [] };
  for (const input of inputs) {
    draft.outcomes.push(hear(move, input));
    advance(move);
  }
  return draft.decision();
}

const ACCEPTED: InputOutcome = { kind: 'accepted' };

function hear(move: Move, input: EngineInput): InputOutcome {
  const { draft, given } = move;
  const now = given.now.toISOString();
  draft.at = ('at' in input && input.at) || now;
  if (input.kind === 'signal' && !draft.takeSignal(input.signal.id))
    return ignored('the signal was heard already');
  if (isTerminal(draft.execution.state)) return ignored(`the execution has ended ${draft.execution.state}`);
  if (input.kind === 'signal') return hearSignal(move, input.signal);
  const attempt = draft.attempt(input.attemptId);
  if (!attempt) return ignored('there is no such attempt');
  if (input.kind === 'attemptClaimed') return claim(move, attempt, input.workerId);
  if (attempt.state !== 'RUNNING') return ignored(`the attempt is ${attempt.state}`);
  if (attempt.workerId !== input.workerId) return ignored(`the attempt is held by ${attempt.workerId}`);
  // What followed cannot be before what it followed, whatever two processes think of the time.
  if (attempt.startedAt !== null && attempt.startedAt > draft.at) draft.at = attempt.startedAt;
  switch (input.kind) {
    case 'attemptSettled':
      settle(move, attempt, input.result);
      break;
    case 'attemptLost':
      lose(move, attempt, input.workerId);
      break;
    case 'attemptHandedBack':
      handBack(move, attempt, input.workerId);
      break;
    case 'attemptRefused':
      refuse(move, attempt, input.message);
      break;
  }
  return ACCEPTED;
}

function claim({ draft }: Move, attempt: AttemptRow, workerId: string): InputOutcome {
  if (attempt.state !== 'READY') return ignored(`the attempt is ${attempt.state}`);
  if (attempt.dueAt > draft.at) draft.at = attempt.dueAt;
  const { startedAt, taskId } = draft.taskRun(attempt.taskRunId);
  draft.changeAttempt(attempt.id, { state: 'RUNNING', workerId, startedAt: draft.at });
  draft.changeTaskRun(attempt.taskRunId, { state: 'RUNNING', startedAt: startedAt ?? draft.at });
  draft.events.push({
    at: draft.at,
    kind: 'attemptStarted',
    taskRunId: attempt.taskRunId,
    taskId,
    attempt: attempt.number,
    workerId,
    taskRunState: 'RUNNING',
  });
  return ACCEPTED;
}

function hearSignal(move: Move, signal: Signal): InputOutcome {
  switch (signal.kind) {
    case 'retryDue':
      return startRetry(move, signal);
  }
}

function startRetry(move: Move, { taskRunId, attempt, dueAt }: Signal): InputOutcome {
  const { draft } = move;
  const taskRun = draft.findTaskRun(taskRunId);
  if (taskRun?.state !== 'RETRYING') return ignored(`the task run is ${taskRun?.state ?? 'gone'}`);
  // The database's clock has said that it is due; ours may be behind.
  if (dueAt > draft.at) draft.at = dueAt;
  const retrying = draft.execution.retrying - 1;
  const isMove = retrying === 0;
  draft.changeTaskRun(taskRunId, { state: 'CREATED' });
  draft.changeExecution({ retrying, ...(isMove && { state: 'RUNNING' }) });
  draft.events.push({
    at: draft.at,
    kind: 'retryStarted',
    taskRunId,
    taskId: taskRun.taskId,
    attempt,
    taskRunState: 'CREATED',
    ...(isMove && { executionState: 'RUNNING' }),
  });
  addAttempt(move, taskRunId, attempt);
  return ACCEPTED;
}

function ignored(reason: string): InputOutcome {
  return { kind: 'ignored', reason };
}
