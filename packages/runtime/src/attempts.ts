import {
  type AttemptSnapshot,
  batched,
  type Claim,
  type ClaimedAttempt,
  claimAttempts,
  type Fence,
  loadSnapshot,
  type LogLine,
  withRetry,
} from '@headrace/db';
import { type AttemptResult, decide, type EngineInput } from '@headrace/engine';
import type { Flow } from '@headrace/flow';
import type { Flows } from './flows';
import { settledOutputs } from './outputs';
import type { Ports } from './ports';
import type { Store } from './store';

/** A lease is renewed long before it ends; a worker that is gone is noticed after it (docs/what-if.md). */
export const DEFAULT_LEASE_MS = 10_000;

/** A worker holds on to a result for this long while the database is away; then its lease has been given to another one. */
const SETTLE_LIMIT_MS = 120_000;
/** Claims and timers are repeated by others, so they do not wait for a database that is away. */
const SHORT_LIMIT_MS = 2_000;

/** Two claims of one batch travel together; see store.ts. */
const BATCH = { size: 64, lanes: 2 };

/** `alreadySettled`: somebody else did it, nothing was written. `ignored`: the state does not admit it. */
export type SettleOutcome = 'settled' | 'alreadySettled' | 'ignored';

type AttemptInput = Exclude<EngineInput, { kind: 'executionRequested' }>;

/** The verbs over attempts. Each carries its own guard, so any number of workers may call any of them at any time. */
export interface Attempts {
  /** Takes a READY attempt for this worker; one whose retry is due is made READY first. null = not to be had. */
  claim(attemptId: string, workerId: string): Promise<ClaimedAttempt | null>;
  /** Stores the result of an attempt and what follows from it, with its last log lines, in one commit. */
  finish(claimed: ClaimedAttempt, result: AttemptResult, lines: readonly LogLine[]): Promise<SettleOutcome>;
  /** Gives up an attempt whose lease has run out. */
  giveUp(expired: { attemptId: string; lease: string; workerId: string }): Promise<SettleOutcome>;
  /** Makes an attempt READY whose retry time has come. */
  startRetry(attemptId: string): Promise<SettleOutcome>;
}

export function createAttempts(ports: Ports, flows: Flows, store: Store, leaseMs: number): Attempts {
  const { database, clock, newId, bus, log } = ports;
  const claimOf = perWorker((workerId) =>
    batched(
      (claims: readonly Claim[]) =>
        claimAttempts(database.pool, claims, { workerId, leaseMs, at: clock.now() }),
      BATCH,
    ),
  );

  async function claimReady(attemptId: string, workerId: string): Promise<ClaimedAttempt | null> {
    const claimed = await withRetry(() => claimOf(workerId)({ attemptId, lease: newId() }), {
      limitMs: SHORT_LIMIT_MS,
    });
    if (claimed) {
      bus.publish([{ topic: 'execution', executionId: claimed.execution.id, seq: claimed.seq }]);
    }
    return claimed;
  }

  /** load → decide → commit, again from the start when another decision came first. */
  async function settle(
    first: AttemptSnapshot | null,
    attemptId: string,
    input: AttemptInput,
    fence: Fence,
    options: { lines?: readonly LogLine[]; limitMs: number },
  ): Promise<SettleOutcome> {
    for (let snapshot = first; ; snapshot = null) {
      const current = snapshot ?? (await withRetry(() => loadSnapshot(database.pool, attemptId), options));
      if (!current) return 'alreadySettled';
      const now = later(clock.now(), current.attempt.startedAt);
      const { flow, admitted } = await readable(current, input);
      const decision = await withRetry(
        () =>
          settledOutputs(ports, flow, current.execution, (flowOutputs) =>
            decide(flow, current, admitted, { now, newId, flowOutputs }),
          ),
        options,
      );
      if (decision.kind === 'ignored') return 'ignored';
      const guard = { fence, version: current.execution.version };
      const outcome = await store(decision, now, { guard, ...options });
      switch (outcome.kind) {
        case 'committed':
          return 'settled';
        case 'alreadySettled':
          return 'alreadySettled';
        case 'stale':
          log.debug({ attemptId }, 'decided upon an older version, deciding again');
      }
    }
  }

  /** A document that cannot be read any more: nothing of it may start, and nothing of it may end well. */
  async function readable(
    { execution }: AttemptSnapshot,
    input: AttemptInput,
  ): Promise<{ flow: Flow; admitted: AttemptInput }> {
    const { namespace, flowId, flowRevision } = execution;
    const flow = await flows.ofExecution({ namespace, flowId, revision: flowRevision });
    if (flow) return { flow, admitted: input };
    const message = `Revision ${flowRevision} of flow ${namespace}.${flowId} cannot be read by this version of Headrace.`;
    return {
      flow: withoutTasks(namespace, flowId),
      admitted:
        input.kind === 'attemptSettled' ? { kind: input.kind, result: { kind: 'failed', message } } : input,
    };
  }

  const attempts: Attempts = {
    async claim(attemptId, workerId) {
      const claimed = await claimReady(attemptId, workerId);
      if (claimed) return claimed;
      const outcome = await attempts.startRetry(attemptId);
      return outcome === 'settled' ? claimReady(attemptId, workerId) : null;
    },

    finish: (claimed, result, lines) =>
      settle(
        claimed,
        claimed.attempt.id,
        { kind: 'attemptSettled', result },
        { kind: 'held', attemptId: claimed.attempt.id, lease: claimed.lease },
        { lines, limitMs: SETTLE_LIMIT_MS },
      ),

    giveUp: ({ attemptId, lease, workerId }) =>
      settle(
        null,
        attemptId,
        { kind: 'attemptSettled', result: { kind: 'lost', workerId } },
        { kind: 'expired', attemptId, lease },
        { limitMs: SHORT_LIMIT_MS },
      ),

    startRetry: (attemptId) =>
      settle(
        null,
        attemptId,
        { kind: 'retryDue' },
        { kind: 'waiting', attemptId },
        { limitMs: SHORT_LIMIT_MS },
      ),
  };
  return attempts;
}

/** What followed cannot be before what it followed, whatever two processes think of the time. */
function later(now: Date, startedAt: Date | null): Date {
  return startedAt && startedAt > now ? startedAt : now;
}

function perWorker<T>(make: (workerId: string) => T): (workerId: string) => T {
  const made = new Map<string, T>();
  return (workerId) => {
    const known = made.get(workerId) ?? make(workerId);
    made.set(workerId, known);
    return known;
  };
}

function withoutTasks(namespace: string, id: string): Flow {
  return { id, namespace, disabled: false, labels: [], inputs: [], variables: {}, tasks: [], triggers: [] };
}
