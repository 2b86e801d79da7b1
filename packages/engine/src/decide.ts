import type { Flow, Task } from '@headrace/flow';
import { type AttemptResult, failureMessage, failureOf, settledState } from './attempt';
import type { Decision, EngineInput, Given, Snapshot } from './decision';
import { Draft } from './draft';
import { nextTry } from './retry';
import { childEnded, newScope, type Outcome, type Scope, worse } from './scope';
import { nextInSequence } from './sequence';
import { isTerminal } from './state';

/** A task run whose worker died this often is not tried again: it probably is what kills them. */
export const MAX_LOST_ATTEMPTS = 10;

/** Starts an execution of a flow: the first decision. Pure, as all of this package. */
export function start(
  flow: Flow,
  input: Extract<EngineInput, { kind: 'executionRequested' }>,
  given: Given,
): Decision {
  const at = given.now.toISOString();
  const draft = new Draft(input.executionId, at);
  draft.moveExecution('CREATED');
  draft.events.push({ kind: 'executionCreated', executionState: 'CREATED' });
  draft.moveExecution('RUNNING', { startedAt: at });
  draft.events.push({ kind: 'executionStarted', executionState: 'RUNNING' });
  advanceRoot(flow, newScope(input.executionId), draft, given);
  return draft.decided({
    newExecution: {
      namespace: flow.namespace,
      flowId: flow.id,
      flowRevision: input.flowRevision,
      inputs: input.inputs,
      labels: input.labels,
      trigger: input.trigger,
      originalId: input.executionId,
      createdAt: at,
    },
  });
}

/** Decides what follows from one input about one attempt: events, row changes and commands. Does no I/O and reads no clock. */
export function decide(
  flow: Flow,
  snapshot: Snapshot,
  input: Exclude<EngineInput, { kind: 'executionRequested' }>,
  given: Given,
): Decision {
  if (isTerminal(snapshot.execution.state))
    return { kind: 'ignored', reason: `the execution has ended ${snapshot.execution.state}` };
  switch (input.kind) {
    case 'attemptSettled':
      return settle(flow, snapshot, input.result, given);
    case 'retryDue':
      return startRetry(snapshot, given);
  }
}

function settle(flow: Flow, snapshot: Snapshot, result: AttemptResult, given: Given): Decision {
  const { attempt, taskRun } = snapshot;
  if (attempt.state !== 'RUNNING') return { kind: 'ignored', reason: `the attempt is ${attempt.state}` };
  const at = given.now.toISOString();
  const draft = new Draft(snapshot.execution.id, at);
  const about = { taskRunId: taskRun.id, taskId: taskRun.taskId, attempt: attempt.number };
  const task = flow.tasks.find(({ id }) => id === taskRun.taskId);
  switch (result.kind) {
    case 'succeeded': {
      draft.events.push({ kind: 'attemptSucceeded', ...about });
      const failed = attempt.number - 1 - taskRun.lostAttempts;
      const outcome = failed > 0 && policyOf(flow, task)?.warningOnRetry ? 'WARNING' : 'SUCCESS';
      draft.moveTaskRun(taskRun.id, outcome, { outputs: result.outputs, endedAt: at });
      endTaskRun(flow, snapshot, outcome, draft, given);
      break;
    }
    case 'failed':
    case 'timedOut': {
      draft.events.push({
        kind: result.kind === 'failed' ? 'attemptFailed' : 'attemptTimedOut',
        ...about,
        message: failureOf(result),
        taskRunState: 'FAILED',
      });
      failOrRetry(flow, task, snapshot, draft, given);
      break;
    }
    case 'lost': {
      const lostAttempts = taskRun.lostAttempts + 1;
      const isGivenUp = lostAttempts >= MAX_LOST_ATTEMPTS;
      const taskRunState = isGivenUp ? 'FAILED' : 'CREATED';
      draft.events.push({
        kind: 'attemptLost',
        ...about,
        message: failureOf(result),
        taskRunState,
      });
      if (isGivenUp) {
        draft.moveTaskRun(taskRun.id, 'FAILED', { lostAttempts, endedAt: at });
        endTaskRun(flow, snapshot, 'FAILED', draft, given);
      } else {
        draft.moveTaskRun(taskRun.id, 'CREATED', { lostAttempts });
        addAttempt(draft, taskRun.id, attempt.number + 1, null, given);
      }
      break;
    }
  }
  return draft.decided({
    attempt: { id: attempt.id, state: settledState(result), error: failureMessage(result), endedAt: at },
  });
}

function policyOf(flow: Flow, task: Task | undefined) {
  return task?.retry ?? flow.retry;
}

function failOrRetry(
  flow: Flow,
  task: Task | undefined,
  { attempt, taskRun, execution, ...snapshot }: Snapshot,
  draft: Draft,
  given: Given,
): void {
  const tries = {
    failed: attempt.number - taskRun.lostAttempts,
    firstStartedAtMs: (taskRun.startedAt ?? given.now).getTime(),
  };
  const next = nextTry(policyOf(flow, task), tries, given.now.getTime());
  switch (next.kind) {
    case 'giveUp':
      draft.moveTaskRun(taskRun.id, 'FAILED', { endedAt: given.now.toISOString() });
      endTaskRun(flow, { attempt, taskRun, execution, ...snapshot }, 'FAILED', draft, given);
      break;
    case 'retry': {
      const dueAt = new Date(next.dueAtMs).toISOString();
      const isMove = execution.state !== 'RETRYING';
      draft.moveTaskRun(taskRun.id, 'FAILED');
      draft.moveTaskRun(taskRun.id, 'RETRYING');
      if (isMove) draft.moveExecution('RETRYING');
      draft.events.push({
        kind: 'retryScheduled',
        taskRunId: taskRun.id,
        taskId: taskRun.taskId,
        attempt: attempt.number + 1,
        dueAt,
        taskRunState: 'RETRYING',
        ...(isMove && { executionState: 'RETRYING' }),
      });
      addAttempt(draft, taskRun.id, attempt.number + 1, dueAt, given);
      break;
    }
  }
}

function startRetry({ attempt, taskRun, execution }: Snapshot, given: Given): Decision {
  if (attempt.state !== 'WAITING') return { kind: 'ignored', reason: `the attempt is ${attempt.state}` };
  if (attempt.dueAt > given.now) return { kind: 'ignored', reason: 'the retry is not due yet' };
  const draft = new Draft(execution.id, given.now.toISOString());
  const isMove = execution.state === 'RETRYING';
  draft.moveTaskRun(taskRun.id, 'CREATED');
  if (isMove) draft.moveExecution('RUNNING');
  draft.events.push({
    kind: 'retryStarted',
    taskRunId: taskRun.id,
    taskId: taskRun.taskId,
    attempt: attempt.number,
    taskRunState: 'CREATED',
    ...(isMove && { executionState: 'RUNNING' }),
  });
  draft.commands.push({ kind: 'runAttempt', attemptId: attempt.id, notBefore: null });
  return draft.decided({ attempt: { id: attempt.id, state: 'READY' } });
}

/** Tells the scope that one of its task runs ended, and lets it go on. */
function endTaskRun(flow: Flow, snapshot: Snapshot, outcome: Outcome, draft: Draft, given: Given): void {
  const { taskRun, scopes } = snapshot;
  draft.events.push({
    kind: 'taskRunEnded',
    taskRunId: taskRun.id,
    taskId: taskRun.taskId,
    taskRunState: outcome,
  });
  const scope = scopes.find(({ id }) => id === taskRun.scopeId);
  if (!scope) throw new Error(`task run ${taskRun.id} has no scope ${taskRun.scopeId}`);
  advanceRoot(flow, childEnded(scope, outcome), draft, given);
}

function advanceRoot(flow: Flow, scope: Scope, draft: Draft, given: Given): void {
  const step = nextInSequence(flow.tasks, scope);
  switch (step.kind) {
    case 'start':
      draft.setScope(step.scope);
      addTaskRun(draft, step.scope, step.task, given);
      break;
    case 'wait':
      draft.setScope(scope);
      break;
    case 'end':
      draft.setScope(step.scope);
      endExecution(flow, step.scope.worst, draft, given);
      break;
  }
}

function endExecution(flow: Flow, outcome: Outcome, draft: Draft, given: Given): void {
  const endedAt = given.now.toISOString();
  if (flow.outputs === undefined || flow.outputs.length === 0) {
    draft.moveExecution(outcome, { endedAt });
    draft.events.push({ kind: 'executionEnded', executionState: outcome });
    return;
  }
  switch (given.flowOutputs?.kind) {
    case undefined:
      draft.wantOutputs();
      break;
    case 'rendered':
      draft.moveExecution(outcome, { endedAt, outputs: given.flowOutputs.values });
      draft.events.push({ kind: 'executionEnded', executionState: outcome });
      break;
    case 'failed': {
      const error = `Failed to render output values: ${given.flowOutputs.message}`;
      const executionState = worse(outcome, 'FAILED');
      draft.moveExecution(executionState, { endedAt, error });
      draft.executionLines.push({ level: 'ERROR', message: error });
      draft.events.push({ kind: 'executionEnded', executionState, message: error });
      break;
    }
  }
}

function addTaskRun(draft: Draft, scope: Scope, task: Task, given: Given): void {
  const id = given.newId();
  const isRoot = scope.id === draft.executionId;
  const place = { parentTaskRunId: isRoot ? null : scope.id, value: null };
  draft.newTaskRuns.push({
    id,
    scopeId: scope.id,
    taskId: task.id,
    createdAt: given.now.toISOString(),
    ...place,
  });
  draft.events.push({
    kind: 'taskRunCreated',
    taskRunId: id,
    taskId: task.id,
    taskRunState: 'CREATED',
    ...place,
  });
  addAttempt(draft, id, 1, null, given);
}

function addAttempt(
  draft: Draft,
  taskRunId: string,
  number: number,
  notBefore: string | null,
  given: Given,
): void {
  const id = given.newId();
  draft.newAttempts.push({
    id,
    taskRunId,
    number,
    state: notBefore === null ? 'READY' : 'WAITING',
    dueAt: notBefore ?? given.now.toISOString(),
  });
  draft.commands.push({ kind: 'runAttempt', attemptId: id, notBefore });
}
