import type { Flow, Task } from '@headrace/flow';
import type { Given } from './decision';
import type { Draft } from './draft';
import { levelOf } from './flowable/index';
import { type Level, nextStep } from './flowable/level';
import { sequentialLevel } from './flowable/sequential';
import { childEnded, NEW_SCOPE, type Outcome, worse } from './scope';
import { taskOf } from './task-index';

/** What every move needs: the document, the rows, identity, and which scopes are still to be looked at. */
export interface Move {
  readonly flow: Flow;
  readonly draft: Draft;
  readonly given: Given;
  /** Ids of scopes in which something began or ended. A list and not a recursion: 10,000 empty levels are a legal flow. */
  readonly agenda: string[];
}

/** Ends a task run; the scope around it has to go on. */
export function endTaskRun({ draft, agenda }: Move, taskRunId: string, outcome: Outcome): void {
  const { taskId, scopeId } = draft.taskRun(taskRunId);
  draft.changeTaskRun(taskRunId, { state: outcome, endedAt: draft.at });
  draft.events.push({ at: draft.at, kind: 'taskRunEnded', taskRunId, taskId, taskRunState: outcome });
  draft.setScope(scopeId, childEnded(draft.scope(scopeId), outcome));
  agenda.push(scopeId);
}

/** Starts what the scopes of the agenda do next, level by level, and ends those where nothing is left to do. */
export function advance(move: Move): void {
  const { draft, agenda } = move;
  // It grows while it is gone through.
  for (const scopeId of agenda) {
    const scope = draft.scope(scopeId);
    if (scope.ended) continue;
    const step = nextStep(levelAt(move, scopeId), scope);
    draft.setScope(scopeId, step.scope);
    for (const task of step.start) startTask(move, scopeId, task);
    if (!step.scope.ended) continue;
    if (scopeId === draft.execution.id) endExecution(move, step.scope.worst);
    else endTaskRun(move, scopeId, step.scope.worst);
  }
  agenda.length = 0;
}

function levelAt({ flow, draft }: Move, scopeId: string): Level {
  if (scopeId === draft.execution.id) return sequentialLevel(flow.tasks);
  const { taskId } = draft.taskRun(scopeId);
  const flowable = taskOf(flow, taskId)?.flowable;
  if (!flowable) throw new Error(`The flow has no flowable task ${taskId} at this revision.`);
  return levelOf(flowable);
}

function startTask(move: Move, scopeId: string, task: Task): void {
  const { draft, given, agenda } = move;
  const id = given.newId();
  const parent = scopeId === draft.execution.id ? null : draft.taskRun(scopeId);
  const about = { taskRunId: id, taskId: task.id };
  draft.addTaskRun({
    id,
    taskId: task.id,
    scopeId,
    path: parent ? [...parent.path, parent.id] : [],
    ordinal: 0,
    value: null,
    values: parent?.values ?? [],
    state: 'CREATED',
    startedAt: null,
    lostAttempts: 0,
    scope: task.flowable ? NEW_SCOPE : null,
  });
  draft.events.push({
    at: draft.at,
    kind: 'taskRunCreated',
    ...about,
    taskRunState: 'CREATED',
    parentTaskRunId: parent?.id ?? null,
    value: null,
  });
  if (!task.flowable) return addAttempt(move, id, 1);
  draft.changeTaskRun(id, { state: 'RUNNING', startedAt: draft.at });
  draft.events.push({ at: draft.at, kind: 'taskRunStarted', ...about, taskRunState: 'RUNNING' });
  agenda.push(id);
}

/** One more try of a task run, to be claimed at once. */
export function addAttempt({ draft, given }: Move, taskRunId: string, number: number): void {
  draft.addAttempt({
    id: given.newId(),
    taskRunId,
    number,
    state: 'READY',
    workerId: null,
    startedAt: null,
    dueAt: draft.at,
    refusals: 0,
  });
}

function endExecution({ flow, draft, given }: Move, outcome: Outcome): void {
  const { at } = draft;
  if (flow.outputs === undefined || flow.outputs.length === 0) {
    draft.changeExecution({ state: outcome, endedAt: at });
    draft.events.push({ at, kind: 'executionEnded', executionState: outcome });
    return;
  }
  const answer = given.answers?.get('flowOutputs');
  switch (answer?.kind) {
    case undefined:
      draft.want({ kind: 'flowOutputs' });
      break;
    case 'rendered':
      for (const message of answer.warnings ?? []) draft.addExecutionLine({ level: 'WARN', message });
      draft.changeExecution({ state: outcome, endedAt: at, outputs: answer.values });
      draft.events.push({ at, kind: 'executionEnded', executionState: outcome });
      break;
    case 'failed': {
      const error = `Failed to render output values: ${answer.message}`;
      const executionState = worse(outcome, 'FAILED');
      draft.changeExecution({ state: executionState, endedAt: at, error });
      draft.addExecutionLine({ level: 'ERROR', message: error });
      draft.events.push({ at, kind: 'executionEnded', executionState, message: error });
      break;
    }
  }
}
