export {
  type EventRow,
  type ExecutionRow,
  isTransient,
  LOG_LEVELS,
  type LogLineRow,
  shortened,
} from '@headrace/db';
export { ATTEMPT_STATES, EVENT_KINDS, failureMessage, STATES, taskOf } from '@headrace/engine';
export { type Attempts, DEFAULT_LEASE_MS, type Finished, type Held, taskRunOf } from './attempts';
export { LONGEST_HOLD_MS } from './chain';
export { armFailpoint, disarmFailpoint, FAILPOINTS, type Failpoint, failpoint } from './failpoint';
export type { Loops } from './loops';
export type { Membership } from './membership';
export type { CheckedFlow } from './check-flow';
export { connectionOf } from '@headrace/db';
export type { FindFlowResult, Flows, SaveFlowOptions, SaveFlowResult } from './flows';
export type { DeleteExecutionResult, DeleteExecutionsResult, Undeletable } from './remove';
export {
  type ChangeBatch,
  createFollower,
  CursorUnknown,
  type ExecutionFilter,
  ExecutionNotFound,
  type Follower,
  followerUntil,
  type NumberedBatch,
} from './follow/index';
export { belongsTo } from './follow/filter';
export { idSource } from './id';
export { IDS_PER_JOB } from '@headrace/queue';
export { createLog, type Log, silentLog } from './log';
export { type Loop, startLoop } from './loop';
export { openPorts, PortError, type PortOptions, type Ports } from './ports';
export { createRuntime, type Runtime } from './runtime';
export {
  type AttemptLeaf,
  countExecutions,
  type ExecutionCondition,
  type ExecutionOrder,
  type ExecutionTree,
  executionTrees,
  searchExecutionIds,
  sizeOfTrees,
  type TaskRunBranch,
} from '@headrace/db';
export { runService, type Service } from './service';
export type { StartedExecution, StartRequest, StartResult, ValidateInputsResult } from './start';
export { isStorable, unstorable } from './storable';
export { ANYONE, type Viewer } from './viewer';
export type { WebhookRequest, WebhookResult } from './webhook';
export type { Work } from './work';
export type { AttemptLines, ExecutionFacts } from '@headrace/db';
export type { AttemptResult } from '@headrace/engine';
export type { EvaluateRequest, EvaluateResult } from './evaluate';
export { armFailpointOf, readSharedSettings, type SharedSettings } from './environment';
export type { OpenFileResult, UploadedFile } from './file/execution-files';
export { createCipher, MASK, masked } from './secret/cipher';
export type { Redactor } from './secret/redactor';
export { noSecrets } from './secret/secrets';
export { flowJsonSchema, taskTypes, triggerTypes, type TypeDocumentation } from './task-types';
