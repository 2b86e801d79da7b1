export { batched, type BatchOptions } from './batch';
export {
  type Claim,
  type ClaimedAttempt,
  claimAttempts,
  type ClaimOptions,
  loadSnapshot,
  loadSnapshotOfTaskRun,
  renewLeases,
} from './claim';
export { type Clock, databaseClock } from './clock';
export { type Commit, commitDecisions, type CommitOutcome, type Fence } from './commit';
export { connectionOf } from './connection';
export { type Database, type DatabaseOptions, openDatabase } from './database';
export {
  type ExpiredLease,
  findDueRetries,
  findExpiredLeases,
  type RedispatchAges,
  takeForRedispatch,
} from './due';
export { deleteExecution, loadExecutionFacts } from './executions';
export {
  type ChangePage,
  type ChangePosition,
  type EventDetail,
  type EventRow,
  eventsAfter,
  type ExecutionRow,
  executionsChangedAfter,
  type FeedPage,
  type LogLineRow,
  logLinesAfter,
  settledPosition,
} from './feeds';
export {
  deleteFlow,
  findFlow,
  findRevision,
  type FlowToSave,
  hasFlows,
  type SavedFlow,
  saveFlowSource,
  type StoredFlow,
} from './flows';
export { appendLog, LOG_LEVELS, type LogAppend, type LogLevel, type LogLine } from './log';
export { MigrationError, migrate } from './migrate';
export { loadResults, type TaskRunResult } from './outputs';
export { latestExecutions } from './reads';
export { isTransient, type RetryOptions, withRetry } from './retry';
export type { AttemptSnapshot } from './snapshot';
