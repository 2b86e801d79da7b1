export {
  ATTEMPT_STATES,
  type AttemptResult,
  type AttemptState,
  failureMessage,
  settledState,
} from './attempt';
export { decide, MAX_LOST_ATTEMPTS, start } from './decide';
export type {
  AttemptChange,
  Changes,
  Command,
  Decision,
  EngineInput,
  ExecutionChange,
  ExecutionLine,
  Given,
  NewAttempt,
  NewExecution,
  NewTaskRun,
  RenderedOutputs,
  Snapshot,
  TaskRunChange,
  TriggerInfo,
} from './decision';
export { type EngineEvent, EVENT_KINDS, type EventKind } from './event';
export { type NextTry, nextTry, type Tries } from './retry';
export { OUTCOMES, type Outcome, type Scope } from './scope';
export { EXECUTION_MOVES, isTerminal, type State, type StateChange, STATES, TASK_RUN_MOVES } from './state';
