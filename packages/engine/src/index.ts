export { around } from './around';
export {
  ATTEMPT_STATES,
  type AttemptResult,
  type AttemptState,
  failureMessage,
  failureOf,
  settledState,
} from './attempt';
export { combine } from './combine';
export { decide, start } from './decide';
export {
  type Answer,
  type Decided,
  type Decision,
  type EngineInput,
  type Given,
  type InputOutcome,
  isEmpty,
  type StartRequest,
  type Want,
  type Wanted,
} from './decision';
export { type EngineEvent, EVENT_KINDS, type EventKind } from './event';
export { type NextTry, nextTry, type Tries } from './retry';
export type {
  AttemptChange,
  AttemptRow,
  Changes,
  ExecutionChange,
  ExecutionLine,
  ExecutionRow,
  NewAttempt,
  NewExecution,
  NewOutputs,
  NewTaskRun,
  Signal,
  SignalBody,
  Snapshot,
  TaskRunChange,
  TaskRunRow,
  TriggerInfo,
} from './rows';
export { type Branch, NEW_SCOPE, OUTCOMES, type Outcome, type Scope } from './scope';
export { MAX_LOST_ATTEMPTS, MAX_REFUSALS } from './settle';
export { EXECUTION_MOVES, isTerminal, type State, type StateChange, STATES, TASK_RUN_MOVES } from './state';
export { taskOf } from './task-index';
