import { type AttemptLines, CLAIM_CAME_LATE, withRetry } from '@headrace/db';
import { type AttemptResult, isTerminal, type Snapshot } from '@headrace/engine';
import { asStored, type HeldBack, holdBack } from './chain';
import { type Desk, STORE_LIMIT_MS, type Told } from './desk';
import type { Facts } from './facts';
import { failpoint } from './failpoint';
import type { Flows } from './flows';
import type { Ports } from './ports';

/** A lease is renewed long before it ends; a worker that is gone is noticed after it (docs/what-if.md). */
export const DEFAULT_LEASE_MS = 10_000;

/** Claims are repeated by whoever looks next, so they do not wait as long as results for a database that is away. */
const CLAIM_LIMIT_MS = 10_000;

/** An attempt in the hands of a worker, with the rows around it. */
export interface Held {
  readonly attemptId: string;
  readonly workerId: string;
  readonly snapshot: Snapshot;
  /** Decisions that led to it and are not stored yet: then nobody but this worker knows of it. */
  readonly heldBack: HeldBack | null;
}

/** What a worker does after an attempt. */
export type Finished =
  /** Stored; `next` is held already. */
  | { readonly kind: 'settled'; readonly next: Held | null }
  /** Somebody else settled it; what was held back is void, and `next` starts anew. */
  | { readonly kind: 'alreadySettled' };

/** The verbs over attempts. Each carries its own guard, so any number of workers may call any of them at any time. */
export interface Attempts {
  /** Takes READY attempts for this worker: these, or any, oldest first. Those not to be had are left out. */
  claim(workerId: string, attemptIds: readonly string[] | 'any', limit: number): Promise<readonly Held[]>;
  /**
   * Tells how an attempt ended. The worker may go on with what follows: where nobody could have seen it yet, the attempt that follows
   * is answered without having been stored.
   */
  finish(held: Held, result: AttemptResult, lines: readonly AttemptLines[]): Promise<Finished>;
  /** Stores what was held back; the attempt goes on. null = it is not this worker's any more. */
  land(held: Held): Promise<Held | null>;
  /** A worker that stops hands back an attempt that it does not finish. */
  handBack(attempt: { executionId: string; attemptId: string; workerId: string }): Promise<void>;
  /** A worker cannot run an attempt: another one may be newer. */
  refuse(held: Held, message: string): Promise<void>;
  /** Gives up an attempt whose worker is gone. False = it was settled. */
  giveUp(attempt: { executionId: string; attemptId: string; workerId: string }): Promise<boolean>;
}

export interface AttemptsOptions {
  readonly ports: Ports;
  readonly flows: Flows;
  readonly facts: Facts;
  readonly desk: Desk;
}

export function createAttempts({ ports, flows, facts, desk }: AttemptsOptions): Attempts {
  const { journal, clock, newId, bus, log } = ports;

  async function claim(
    workerId: string,
    attemptIds: readonly string[] | 'any',
    limit: number,
  ): Promise<readonly Held[]> {
    const claimId = newId();
    let tries = 0;
    failpoint('claim.beforeStore');
    const { claimed, unreadable } = await withRetry(
      () => {
        tries += 1;
        const at = clock.now();
        return journal.claim({
          workerId,
          claimId,
          attemptIds,
          limit,
          at,
          isRepeated: tries > 1,
          askedAt: at,
        });
      },
      {
        limitMs: CLAIM_LIMIT_MS,
        // It was held up, or our idea of the database's time is wrong.
        onRetry: (error) => {
          if ('code' in error && error.code === CLAIM_CAME_LATE) clock.synchronize().catch(() => undefined);
        },
      },
    );
    failpoint('claim.afterStore');
    for (const { executionId, attemptId } of unreadable) {
      log.error({ executionId, attemptId }, 'the rows of an attempt cannot be read');
      // Whoever decides upon it finds the same and ends the execution with its cause.
      void attempts.handBack({ executionId, attemptId, workerId }).catch(() => undefined);
    }
    bus.publish(
      claimed.map(({ snapshot, seq }) => ({
        topic: 'execution' as const,
        executionId: snapshot.execution.id,
        seq,
      })),
    );
    return claimed.map(({ attemptId, snapshot, facts: small }) => {
      if (small) facts.remember(snapshot.execution.id, small);
      return { attemptId, workerId, snapshot, heldBack: null };
    });
  }

  /** The first attempt of what was held back, by itself: as if nothing had been held back. */
  function firstOf(held: Held, result: AttemptResult, lines: readonly AttemptLines[]) {
    if (!held.heldBack) return { snapshot: held.snapshot, attemptId: held.attemptId, result, lines };
    const { base, first } = held.heldBack;
    return { snapshot: base, ...first };
  }

  const attempts: Attempts = {
    claim,

    async finish(held, result, lines) {
      failpoint('attempt.afterRun');
      const { execution } = held.snapshot;
      const { namespace, flowId, flowRevision: revision } = execution;
      const flow = await withRetry(() => flows.ofExecution({ namespace, flowId, revision }), {
        limitMs: STORE_LIMIT_MS,
      });
      const step = flow ? holdBack({ flow, held, result, lines, now: clock.now(), newId }) : null;
      if (step?.kind === 'heldBack') {
        failpoint('chain.heldBack');
        return { kind: 'settled', next: step.held };
      }
      if (!step && held.heldBack) {
        // What follows needs the desk, and the desk needs stored rows.
        const landed = await attempts.land(held);
        return landed ? attempts.finish(landed, result, lines) : { kind: 'alreadySettled' };
      }
      const { workerId } = held;
      const first = firstOf(held, result, lines);
      const told = await desk.tell(execution.id, {
        input: { kind: 'attemptSettled', attemptId: first.attemptId, workerId, result: first.result },
        snapshot: first.snapshot,
        lines: first.lines,
        goOnAs: workerId,
        ...(step && { prepared: step.prepared }),
      });
      if (told.outcome.kind === 'ignored') return { kind: 'alreadySettled' };
      if (told.isPreparedStored && step) return { kind: 'settled', next: step.next };
      return { kind: 'settled', next: nextOf(told, workerId) };
    },

    async land(held) {
      if (!held.heldBack) return held;
      const { base, first, decision, lines } = held.heldBack;
      const { workerId } = held;
      const told = await desk.tell(base.execution.id, {
        input: { kind: 'attemptSettled', attemptId: first.attemptId, workerId, result: first.result },
        snapshot: base,
        lines: first.lines,
        prepared: { decision, lines },
      });
      return told.isPreparedStored ? asStored(held, base) : null;
    },

    async handBack({ executionId, attemptId, workerId }) {
      failpoint('release.beforeStore');
      await desk.tell(executionId, { input: { kind: 'attemptHandedBack', attemptId, workerId } });
      failpoint('release.afterStore');
    },

    async refuse(held, message) {
      const landed = await attempts.land(held);
      if (!landed) return;
      const { attemptId, workerId, snapshot } = landed;
      await desk.tell(snapshot.execution.id, {
        input: { kind: 'attemptRefused', attemptId, workerId, message },
        snapshot,
      });
    },

    async giveUp({ executionId, attemptId, workerId }) {
      const { outcome } = await desk.tell(executionId, {
        input: { kind: 'attemptLost', attemptId, workerId },
      });
      return outcome.kind === 'accepted';
    },
  };
  return attempts;
}

function nextOf({ next }: Told, workerId: string): Held | null {
  if (!next || isTerminal(next.snapshot.execution.state)) return null;
  return { ...next, workerId, heldBack: null };
}

/** So that a worker can say what it holds without knowing rows. */
export function taskRunOf({ snapshot, attemptId }: Pick<Held, 'snapshot' | 'attemptId'>) {
  const attempt = snapshot.attempts.find(({ id }) => id === attemptId);
  const taskRun = snapshot.taskRuns.find(({ id }) => id === attempt?.taskRunId);
  if (!attempt || !taskRun) throw new Error(`the rows around attempt ${attemptId} are not complete`);
  return { attempt, taskRun };
}
