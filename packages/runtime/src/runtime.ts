import { type ClaimedAttempt, deleteFlow, type LogLine, renewLeases } from '@headrace/db';
import { type Attempts, createAttempts, DEFAULT_LEASE_MS } from './attempts';
import { type CheckedFlow, lintFlow } from './check-flow';
import { evaluateExpression, type EvaluateRequest, type EvaluateResult } from './evaluate';
import type { OpenFileResult } from './file/execution-files';
import { openFileOf } from './file/open-file';
import { removeExecution } from './remove';
import { createFlows, type FindFlowResult, type Flows, type SaveFlowResult } from './flows';
import { type Loop, startLoop } from './loop';
import type { Ports } from './ports';
import { isFullRound, redispatchOnce } from './redispatch';
import { rescueOnce } from './rescue';
import { startDueRetriesOnce } from './retries';
import {
  startExecution,
  type StartRequest,
  type StartResult,
  validateInputs,
  type ValidateInputsResult,
} from './start';
import { createStore } from './store';
import { loadWork, storeLines, type Work } from './work';
import { startFromWebhook, type WebhookRequest, type WebhookResult } from './webhook';

/** The only place that decides and does. Any number of processes may have one on the same stores. */
export interface Runtime extends Ports {
  readonly flows: Flows;
  readonly attempts: Attempts;
  /** How long a worker may be silent before its attempts are given up. */
  readonly leaseMs: number;
  /** Reads a document, with what this version cannot run among its issues, and stores nothing. */
  checkFlow(source: string): CheckedFlow;
  saveFlow(source: string): Promise<SaveFlowResult>;
  /** Marks a flow deleted; its revisions and executions stay. False = there is none. */
  deleteFlow(namespace: string, flowId: string): Promise<boolean>;
  flow(namespace: string, flowId: string, revision?: number): Promise<FindFlowResult>;
  startExecution(request: StartRequest): Promise<StartResult>;
  /** Checks inputs as `startExecution` would, and starts nothing. */
  validateInputs(request: Omit<StartRequest, 'labels'>): Promise<ValidateInputsResult>;
  startFromWebhook(request: WebhookRequest): Promise<WebhookResult>;
  /** Removes an ended execution with everything it left, files included. False = there is none, or it has not ended. */
  deleteExecution(executionId: string): Promise<boolean>;
  /** Opens a file of an execution by its address (`kestra:///...`). */
  openFile(
    executionId: string,
    address: string,
  ): Promise<OpenFileResult | { readonly kind: 'executionNotFound' }>;
  /** Renders an expression with the variables of an execution and tells every step. */
  evaluateExpression(request: EvaluateRequest): Promise<EvaluateResult>;
  /** What a claimed attempt is to do, with the variables of its expressions. */
  loadWork(claimed: ClaimedAttempt, signal: AbortSignal): Promise<Work>;
  /** Stores lines of an attempt from number `firstLine` on; false = its lease is lost. */
  storeLines(
    claimed: ClaimedAttempt,
    firstLine: number,
    lines: readonly LogLine[],
    signal: AbortSignal,
  ): Promise<boolean>;
  /** Renews what a worker holds; answers the ids of the attempts that are still its own. */
  renewLeases(held: readonly ClaimedAttempt[]): Promise<ReadonlySet<string>>;
  /** One round of each loop, in turn; for tests. */
  readonly once: {
    redispatch(ages?: { firstMs: number; repeatMs: number }): Promise<number>;
    rescue(): Promise<number>;
    startDueRetries(): Promise<number>;
  };
  /** Starts the loops that every worker process runs: redispatch, rescue, due retries, and asking for the time. */
  startLoops(): Loop;
}

const EVERY_MS = { redispatch: 1_000, rescue: 1_000, retries: 1_000, clock: 60_000 };

export function createRuntime(ports: Ports, { leaseMs = DEFAULT_LEASE_MS } = {}): Runtime {
  const flows = createFlows(ports.database);
  const store = createStore(ports);
  const attempts = createAttempts(ports, flows, store, leaseMs);
  const once = {
    redispatch: (ages?: { firstMs: number; repeatMs: number }) => redispatchOnce(ports, ages),
    rescue: () => rescueOnce(ports, attempts),
    startDueRetries: () => startDueRetriesOnce(ports, attempts),
  };
  return {
    ...ports,
    flows,
    attempts,
    leaseMs,
    once,
    checkFlow: lintFlow,
    async saveFlow(source) {
      const result = await flows.save(source);
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
    openFile: (executionId, address) => openFileOf(ports, executionId, address),
    evaluateExpression: (request) => evaluateExpression(ports, flows, request),
    loadWork: (claimed, signal) => loadWork(ports, flows, claimed, signal),
    storeLines: (claimed, firstLine, lines, signal) => storeLines(ports, claimed, firstLine, lines, signal),
    renewLeases: (held) =>
      renewLeases(
        ports.database.pool,
        held.map(({ attempt, lease }) => ({ attemptId: attempt.id, lease })),
        leaseMs,
      ),
    startLoops() {
      const { log } = ports;
      const loops = [
        startLoop({
          name: 'redispatch',
          everyMs: EVERY_MS.redispatch,
          runOnce: async () => isFullRound(await once.redispatch()),
          log,
        }),
        startLoop({
          name: 'rescue',
          everyMs: EVERY_MS.rescue,
          runOnce: async () => (await once.rescue()) > 0,
          log,
        }),
        startLoop({
          name: 'retries',
          everyMs: EVERY_MS.retries,
          runOnce: async () => (await once.startDueRetries()) > 0,
          log,
        }),
        startLoop({
          name: 'clock',
          everyMs: EVERY_MS.clock,
          runOnce: async () => {
            await ports.clock.synchronize();
            return false;
          },
          log,
        }),
      ];
      return {
        stop: async () => {
          await Promise.all(loops.map((loop) => loop.stop()));
        },
      };
    },
  };
}
