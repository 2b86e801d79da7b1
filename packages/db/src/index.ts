export { batched, type BatchOptions } from './batch';
export { type Clock, databaseClock } from './clock';
export { connectionOf } from './connection';
export { type Database, type DatabaseOptions, openDatabase } from './database';
export {
  deleteExecution,
  type ExecutionOwner,
  executionOwners,
  findIdempotencyKey,
  loadExecutionIdentity,
  loadTaskRunPlace,
} from './executions';
export {
  type ChangePage,
  type ChangePosition,
  type EventDetail,
  type EventRow,
  eventsAfter,
  executionEnded,
  type ExecutionRow,
  executionsChangedAfter,
  type FeedPage,
  type LogFilter,
  type LogLineRow,
  logLinesAfter,
  logLinesBefore,
  settledPosition,
} from './feeds';
export {
  deleteFlow,
  findFlow,
  findRevision,
  type FlowToSave,
  type SavedFlow,
  type SaveFlowOutcome,
  saveFlowSource,
  type StoredFlow,
} from './flows';
export type {
  AttemptLines,
  ClaimAnswer,
  Claimed,
  ClaimRequest,
  Commit,
  CommitOutcome,
  DueSignal,
  DueSignals,
  ExecutionFacts,
  FlowPointer,
  HeldAttempt,
  IdempotencyKey,
  Journal,
  LoadRequest,
  LogAppend,
} from './journal/journal';
export { IDEMPOTENCY_DAYS } from './journal/journal';
export { CLAIM_CAME_LATE } from './journal/claim';
export { createPostgresJournal, type PostgresJournalOptions } from './journal/postgres';
export { LOG_LEVELS, type LogLevel, type LogLine, shortened } from './log';
export { MigrationError, migrate } from './migrate';
export { loadOutputs, loadResults, type TaskRunResult } from './outputs';
export type { Keyset } from './keyset';
export {
  attemptById,
  attemptsOfTaskRuns,
  type CreationPlace,
  executionsById,
  executionsOfFlows,
  type ExecutionValues,
  executionValues,
  type FlowName,
  knownNamespaces,
  latestExecutions,
  namespacesWithFlows,
  type StoredAttempt,
  type StoredTaskRun,
  taskRunsByName,
  taskRunsOfExecutions,
} from './reads';
export { isTransient, type RetryOptions, withRetry } from './retry';
export { type LeaseKeeper, type LeaseKeeperOptions, startLeaseKeeper } from './lease/keeper';
export { RetryLimitError } from './retry';
export { type AttemptLeaf, type ExecutionTree, executionTrees, type TaskRunBranch } from './trees';
export {
  countExecutions,
  type ExecutionCondition,
  type ExecutionOrder,
  type ExecutionSearch,
  searchExecutionIds,
  sizeOfTrees,
} from './search-executions';
