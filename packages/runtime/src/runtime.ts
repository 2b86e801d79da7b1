import { type AttemptLines, deleteFlow } from '@headrace/db';
import type { JsonMap } from '@headrace/json';
import { type Attempts, createAttempts, DEFAULT_LEASE_MS, type Held } from './attempts';
import type { CheckedFlow } from './check-flow';
import { createDesk, type Desk } from './desk';
import { evaluateExpression, type EvaluateRequest, type EvaluateResult } from './evaluate';
import { createFacts } from './facts';
import type { OpenFileResult } from './file/execution-files';
import { openFileOf } from './file/open-file';
import {
  createFlows,
  type FindFlowResult,
  type Flows,
  type SaveFlowOptions,
  type SaveFlowResult,
} from './flows';
import { hearSignalsOnce } from './inbox';
import { type Loops, startLoops } from './loops';
import { joinWorkers, type Membership } from './membership';
import type { Ports } from './ports';
import {
  type DeleteExecutionResult,
  type DeleteExecutionsResult,
  removeExecution,
  removeExecutions,
} from './remove';
import { createFlowReader } from './read-flow/reader';
import { rescueOnce } from './rescue';
import {
  startExecution,
  type StartRequest,
  type StartResult,
  validateInputs,
  type ValidateInputsResult,
} from './start';
import { createStore } from './store';
import { startFromWebhook, type WebhookRequest, type WebhookResult } from './webhook';
import { loadWork, storeLines, type Work } from './work';

/** The only place that decides and does. Any number of processes may have one on the same stores. */
export interface Runtime extends Ports {
  readonly flows: Flows;
  readonly desk: Desk;
  readonly attempts: Attempts;
  /** How long a worker may be silent before its attempts are given up. */
  readonly leaseMs: number;
  /** Reads a document, with what this version cannot run among its issues, and stores nothing. */
  checkFlow(source: string, signal?: AbortSignal): Promise<CheckedFlow>;
  /** The text with stars in place of webhook keys, as everybody may see it. Done once for each text. */
  maskedSource(source: string): Promise<string>;
  /** What the text of a flow says, as data: its numbers have every digit. null where it is no flow. */
  flowDocument(source: string): Promise<JsonMap | null>;
  saveFlow(source: string, options?: SaveFlowOptions): Promise<SaveFlowResult>;
  /** Marks a flow deleted; its revisions and executions stay. False = there is none. */
  deleteFlow(namespace: string, flowId: string): Promise<boolean>;
  flow(namespace: string, flowId: string, revision?: number): Promise<FindFlowResult>;
  startExecution(request: StartRequest): Promise<StartResult>;
  /** Checks inputs as `startExecution` would, and starts nothing. */
  validateInputs(request: Omit<StartRequest, 'labels' | 'idempotencyKey'>): Promise<ValidateInputsResult>;
  startFromWebhook(request: WebhookRequest): Promise<WebhookResult>;
  /** Removes an ended execution with everything it left, files included. */
  deleteExecution(executionId: string): Promise<DeleteExecutionResult>;
  /** All of them, or none where one is unknown or has not ended; `dryRun` only says which it would be. */
  deleteExecutions(
    executionIds: readonly string[],
    options?: { readonly dryRun?: boolean },
  ): Promise<DeleteExecutionsResult>;
  /** Opens a file of an execution by its address (`kestra:///...`). */
  openFile(
    executionId: string,
    address: string,
  ): Promise<OpenFileResult | { readonly kind: 'executionNotFound' }>;
  /** Renders an expression with the variables of an execution and tells every step. */
  evaluateExpression(request: EvaluateRequest): Promise<EvaluateResult>;
  /** What a held attempt is to do, with the variables of its expressions. */
  loadWork(held: Held, signal: AbortSignal): Promise<Work>;
  /** Stores lines of an attempt; false = it is not this worker's any more. */
  storeLines(held: Held, lines: AttemptLines, signal: AbortSignal): Promise<boolean>;
  /** Makes a worker known and keeps its lease until it leaves; `onLost` = it was given up. */
  joinWorkers(workerId: string, options: { readonly onLost: (reason: string) => void }): Promise<Membership>;
  /** One round of each loop; for tests. */
  readonly once: {
    rescue(): Promise<number>;
    /** Answers how many signals were heard. */
    hearSignals(): Promise<number>;
  };
  /** Starts the loops that every worker process runs. */
  startLoops(): Loops;
}

export function createRuntime(ports: Ports, { leaseMs = DEFAULT_LEASE_MS } = {}): Runtime {
  let loops: Loops | undefined;
  const reader = createFlowReader();
  const flows = createFlows(ports.database, reader);
  const facts = createFacts(ports.journal);
  const store = createStore(ports, { onSignals: () => loops?.wakeInbox() });
  const desk = createDesk(ports, flows, facts, store);
  const attempts = createAttempts({ ports, flows, facts, desk });
  const once = {
    rescue: () => rescueOnce(ports, attempts, leaseMs),
    hearSignals: async () => (await hearSignalsOnce(ports, desk)).heard,
  };
  return {
    ...ports,
    flows,
    desk,
    attempts,
    leaseMs,
    once,
    checkFlow: (source, signal) => reader.lint(source, signal),
    maskedSource: (source) => reader.masked(source),
    flowDocument: (source) => reader.document(source),
    async saveFlow(source, options) {
      const result = await flows.save(source, options);
      if (result.kind === 'saved' && result.revisionCreated) ports.bus.publish([{ topic: 'flows' }]);
      return result;
    },
    flow: (namespace, flowId, revision) => flows.find(namespace, flowId, revision),
    async deleteFlow(namespace, flowId) {
      const deleted = await deleteFlow(ports.database.pool, { namespace, id: flowId });
      if (deleted) ports.bus.publish([{ topic: 'flows' }]);
      return deleted;
    },
    startExecution: (request) => startExecution(ports, flows, store, request),
    validateInputs: (request) => validateInputs(ports, flows, request),
    startFromWebhook: (request) => startFromWebhook(ports, flows, store, request),
    deleteExecution: (executionId) => removeExecution(ports, executionId),
    deleteExecutions: (executionIds, options) => removeExecutions(ports, executionIds, options),
    openFile: (executionId, address) => openFileOf(ports, executionId, address),
    evaluateExpression: (request) => evaluateExpression(ports, flows, request),
    loadWork: (held, signal) => loadWork(ports, flows, facts, held, signal),
    storeLines: (held, lines, signal) => storeLines(ports, held, lines, signal),
    joinWorkers: (workerId, { onLost }) => joinWorkers(ports, workerId, { leaseMs, onLost }),
    startLoops() {
      loops = startLoops(ports, { attempts, desk, leaseMs });
      return loops;
    },
  };
}
