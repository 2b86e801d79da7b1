import {
  type AttemptChange,
  type AttemptRow,
  type Changes,
  type EngineEvent,
  NEW_SCOPE,
  type NewAttempt,
  type NewTaskRun,
  type TaskRunChange,
} from '@headrace/engine';
import type { LogLine } from '../log';
import type { AttemptLines, ClaimRequest, Commit, FlowPointer, Journal } from './journal';
import type { StoredRows } from './stored-rows';

/** One store, for one test. */
export interface JournalWorld {
  readonly journal: Journal;
  /** The store's time, or near it. */
  now(): Date;
  /** Lets time pass for everything in the store that waits for a time. */
  pass(ms: number): Promise<void>;
  rows(): Promise<StoredRows>;
  saveFlow(pointer: FlowPointer): Promise<void>;
  dropFlow(flow: Pick<FlowPointer, 'namespace' | 'flowId'>): Promise<void>;
  close(): Promise<void>;
}

/** Long before any clock of a test. */
export const AT = '2026-01-01T00:00:00.000Z';
export const LATER = '2026-01-01T00:00:01.000Z';

export const NO_CHANGES: Changes = {
  newExecution: null,
  execution: null,
  newTaskRuns: [],
  taskRuns: [],
  newAttempts: [],
  attempts: [],
  outputs: [],
  newSignals: [],
  takenSignals: [],
  executionLines: [],
};

let lastCommit = 0;

export function commitOf(
  executionId: string,
  version: number,
  changes: Partial<Changes> = {},
  fields: Partial<Commit> = {},
): Commit {
  lastCommit += 1;
  return {
    id: `commit-${lastCommit}`,
    executionId,
    version,
    events: [],
    changes: { ...NO_CHANGES, ...changes },
    lines: [],
    ...fields,
  };
}

export function newTaskRun(executionId: string, id: string, fields: Partial<NewTaskRun> = {}): NewTaskRun {
  return {
    id,
    taskId: `task-${id}`,
    scopeId: executionId,
    path: [],
    ordinal: 0,
    value: null,
    values: [],
    state: 'CREATED',
    startedAt: null,
    lostAttempts: 0,
    scope: null,
    history: [{ state: 'CREATED', at: AT }],
    createdAt: AT,
    endedAt: null,
    ...fields,
  };
}

export function newAttempt(id: string, taskRunId: string, fields: Partial<NewAttempt> = {}): NewAttempt {
  return {
    id,
    taskRunId,
    number: 1,
    state: 'READY',
    workerId: null,
    startedAt: null,
    dueAt: AT,
    refusals: 0,
    createdAt: AT,
    endedAt: null,
    error: null,
    ...fields,
  };
}

/**
 * A new execution with task runs side by side, each with one attempt: `<id>-t1` with `<id>-a1`, and so on.
 */
export function startOf(
  executionId: string,
  {
    tasks = 1,
    attempt = {},
    ...fields
  }: { tasks?: number; attempt?: Partial<NewAttempt> } & Partial<Commit> = {},
): Commit {
  const numbers = Array.from({ length: tasks }, (_, index) => index + 1);
  return commitOf(
    executionId,
    0,
    {
      newExecution: {
        namespace: 'test',
        flowId: 'flow',
        flowRevision: 1,
        inputs: null,
        labels: [],
        trigger: null,
        originalId: executionId,
        createdAt: AT,
      },
      execution: {
        state: 'RUNNING',
        history: [
          { state: 'CREATED', at: AT },
          { state: 'RUNNING', at: AT },
        ],
        scope: { ...NEW_SCOPE, running: tasks },
        startedAt: AT,
      },
      newTaskRuns: numbers.map((number) => newTaskRun(executionId, `${executionId}-t${number}`)),
      newAttempts: numbers.map((number) =>
        newAttempt(`${executionId}-a${number}`, `${executionId}-t${number}`, attempt),
      ),
    },
    { events: [{ at: AT, kind: 'executionStarted', executionState: 'RUNNING' }], ...fields },
  );
}

/** A decision that tells nothing but that it was made. */
export function noteOf(executionId: string, version: number, message = 'noted'): Commit {
  return commitOf(executionId, version, {}, { events: [noted(message)] });
}

export function noted(message: string): EngineEvent {
  return { at: AT, kind: 'executionEnded', executionState: 'SUCCESS', message };
}

export function claimOf(workerId: string, fields: Partial<ClaimRequest> = {}): ClaimRequest {
  lastCommit += 1;
  return {
    workerId,
    claimId: `claim-${lastCommit}`,
    attemptIds: 'any',
    limit: 100,
    at: new Date(LATER),
    isRepeated: false,
    ...fields,
  };
}

/** The attempt of a worker ends well, and its task run with it. */
export function settledChanges(
  attempt: Pick<AttemptRow, 'id' | 'taskRunId'>,
): Pick<Changes, 'attempts' | 'taskRuns'> {
  const ended: AttemptChange = { id: attempt.id, state: 'SUCCEEDED', error: null, endedAt: LATER };
  const taskRun: TaskRunChange = {
    id: attempt.taskRunId,
    state: 'SUCCESS',
    history: [{ state: 'SUCCESS', at: LATER }],
    endedAt: LATER,
  };
  return { attempts: [ended], taskRuns: [taskRun] };
}

/** Lines `line 3`, `line 4`, ... of the first attempt of an execution of `startOf`. */
export function linesOf(executionId: string, firstLine: number, count: number, task = 1): AttemptLines {
  return {
    attemptId: `${executionId}-a${task}`,
    taskRunId: `${executionId}-t${task}`,
    taskId: `task-${executionId}-t${task}`,
    attempt: 1,
    firstLine,
    lines: Array.from(
      { length: count },
      (_, index): LogLine => ({ at: new Date(AT), level: 'INFO', message: `line ${firstLine + index}` }),
    ),
  };
}
