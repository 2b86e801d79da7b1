import { hostname } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Held, IDS_PER_JOB, type Membership, type Runtime, startLoop } from '@headrace/runtime';
import { runners as allRunners, type TaskRunner } from '@headrace/tasks/runners';
import { runAttempt } from './run-attempt';
import { Running } from './running';
import { Slots } from './slots';

export interface WorkerOptions {
  readonly runtime: Runtime;
  /** Attempts at the same time. */
  readonly concurrency: number;
  /** How long attempts may go on after `stop`; then they are handed back. */
  readonly drainMs?: number;
  /** Instead of all that there are; for tests. */
  readonly runners?: ReadonlyMap<string, TaskRunner>;
}

export interface Worker {
  /** Changes when the worker was given up for lost and came back. */
  readonly id: string;
  /** Takes no more attempts, lets those under way end, and hands back what takes longer. */
  stop(): Promise<void>;
}

/** Long tasks go to another worker after this; the supervisor's patience is longer (tools/child.mjs). */
const DRAIN_MS = 5_000;
/** Hints that arrive while no place is free wait this long, then they are for another worker. */
const HINT_HOLD_MS = 250;
/** Attempts that one look takes: other workers look at the same time, and should find some too. */
const MOST_AT_ONCE = 32;
/** Jobs that carry hints are taken over quickly, one after another: a second one under way costs more statements than it saves time. */
const HINT_CONCURRENCY = 1;
/** An idle worker looks for READY attempts by itself: a hint may be lost. */
const LOOK_EVERY_MS = 2_000;
/** What the rows say is held, and what really is, are compared this often. */
const RECONCILE_EVERY_MS = 3_000;
/** In two looks in a row, so that what is on its way is not taken for lost. */
const LOOKS_TO_BE_SURE = 2;

/** Takes attempts, runs them, keeps its lease, and runs the loops that keep lost hints and workers harmless. */
export async function startWorker(options: WorkerOptions): Promise<Worker> {
  const { runtime, concurrency, drainMs = DRAIN_MS, runners = allRunners } = options;
  const { log, queue, attempts } = runtime;
  const slots = new Slots(concurrency);
  const running = new Map<string, Running>();
  const strays = new Map<string, number>();
  /** Attempts that are handed back because nobody runs them, with the number of the newest claim when that was begun. */
  const handedBack = new Map<string, number>();
  let claims = 0;
  /** Claims whose answer has not come yet. */
  const asked = new Set<number>();
  let membership = await join();
  let isStopping = false;
  /** The last look ended for want of places, so there may be more to take. */
  let mayBeMore = false;
  let looking: Promise<void> | undefined;

  function join(): Promise<Membership> {
    const id = `${hostname()}-${process.pid}-${runtime.newId().slice(-4)}`;
    return runtime.joinWorkers(id, {
      onLost: (reason) =>
        void rejoin(id, reason).catch((error: unknown) => log.error({ error }, 'cannot come back')),
    });
  }

  /** What this worker held was given to others: nothing of it may go on, and nothing new is taken under the old name. */
  async function rejoin(id: string, reason: string): Promise<void> {
    log.warn({ workerId: id, reason }, 'this worker was given up for lost; it begins anew');
    for (const one of running.values()) if (one.held.workerId === id) one.leave('the worker was given up');
    while (!isStopping) {
      try {
        membership = await join();
        return;
      } catch (error) {
        log.warn({ error }, 'cannot come back yet');
        await sleep(1_000);
      }
    }
  }

  async function run(first: Held): Promise<void> {
    try {
      for (let held: Held | null = first; held; ) {
        if (isStopping) {
          await handBack(held);
          break;
        }
        const one = new Running(runtime, held);
        running.get(one.attemptId)?.leave('it was taken anew');
        running.set(one.attemptId, one);
        try {
          held = await runAttempt({ runtime, runners, running: one });
        } finally {
          if (running.get(one.attemptId) === one) running.delete(one.attemptId);
        }
      }
    } catch (error) {
      // The row is the truth: it stays RUNNING until a look finds that nobody runs it.
      log.error({ error }, 'could not take care of an attempt, it will be tried again');
    } finally {
      slots.release();
      // One that stops would only hand back what it takes.
      if (mayBeMore && !isStopping) void look();
    }
  }

  async function handBack(held: Held): Promise<void> {
    const stored = await attempts.land(held);
    if (!stored) return;
    const { attemptId, workerId, snapshot } = stored;
    await attempts.handBack({ executionId: snapshot.execution.id, attemptId, workerId });
  }

  /** Takes attempts for free places. True = it got as many as it asked for. */
  async function take(wanted: readonly string[] | 'any'): Promise<boolean> {
    if (isStopping) return false;
    const most = wanted === 'any' ? MOST_AT_ONCE : wanted.length;
    const places = slots.take(most);
    if (places === 0) return true;
    claims += 1;
    const claim = claims;
    asked.add(claim);
    let claimed: readonly Held[] = [];
    let held: readonly Held[] = [];
    try {
      claimed = await attempts.claim(membership.workerId, wanted, places);
      // An answer that took so long that its attempts were taken for lost: what is on its way back must not be begun.
      held = claimed.filter(({ attemptId }) => (handedBack.get(attemptId) ?? 0) < claim);
    } finally {
      asked.delete(claim);
      slots.release(places - held.length);
    }
    for (const one of held) void run(one);
    return claimed.length === places;
  }

  /** Takes whatever is READY until nothing is left or no place is free. */
  function look(): Promise<void> {
    looking ??= (async () => {
      try {
        do mayBeMore = await take('any');
        while (mayBeMore && slots.free > 0 && !isStopping);
      } catch (error) {
        log.warn({ error }, 'could not look for attempts, the next look follows');
      } finally {
        looking = undefined;
      }
    })();
    return looking;
  }

  async function hint(attemptIds: readonly string[]): Promise<void> {
    if (isStopping) return;
    if (slots.free === 0) {
      mayBeMore = true;
      await slots.released(HINT_HOLD_MS);
      if (slots.free === 0) {
        // Another worker may have room. If there is none they come back here.
        await queue.dispatch(attemptIds);
        return;
      }
    }
    // Of very many attempts only some are hinted at, in full jobs.
    if (slots.free < attemptIds.length || attemptIds.length >= IDS_PER_JOB) mayBeMore = true;
    try {
      await take(attemptIds);
      if (mayBeMore && slots.free > 0) void look();
    } catch (error) {
      // The rows stay READY, and the next look finds them.
      log.warn({ error }, 'could not claim attempts');
    }
  }

  /**
   * Compares the rows with what is running here. An attempt that is held in the rows and not run by anybody (the answer of its claim
   * got lost) is handed back; one that is run and not held any more is left.
   */
  async function reconcile(): Promise<null> {
    const { workerId } = membership;
    for (const [id, claim] of handedBack) if ([...asked].every((one) => one > claim)) handedBack.delete(id);
    const before = [...running.values()].filter((one) => one.held.workerId === workerId && !one.isHeldBack);
    const held = await runtime.journal.heldBy(workerId, slots.limit + 1_000);
    const heldIds = new Set(held.map(({ attemptId }) => attemptId));
    const stray = held.filter(({ attemptId }) => !running.has(attemptId));
    const gone = before.filter(({ attemptId }) => !heldIds.has(attemptId) && running.has(attemptId));
    const suspects = new Set([
      ...stray.map(({ attemptId }) => attemptId),
      ...gone.map(({ attemptId }) => attemptId),
    ]);
    for (const id of strays.keys()) if (!suspects.has(id)) strays.delete(id);
    for (const id of suspects) strays.set(id, (strays.get(id) ?? 0) + 1);
    const isSure = (id: string) => (strays.get(id) ?? 0) >= LOOKS_TO_BE_SURE;
    for (const one of gone) if (isSure(one.attemptId)) one.leave('the rows say that it is not ours');
    for (const one of stray) {
      // Others were handed back since the look, and the answer of a claim may have come meanwhile.
      if (!isSure(one.attemptId) || running.has(one.attemptId)) continue;
      log.warn({ attemptId: one.attemptId }, 'an attempt is held by nobody who runs it, handing it back');
      handedBack.set(one.attemptId, claims);
      await attempts.handBack({ ...one, workerId });
    }
    return null;
  }

  const consumer = queue.consume(hint, {
    concurrency: HINT_CONCURRENCY,
    onError: (error) => log.warn({ error }, 'trouble with the queue'),
  });
  await consumer.ready();
  const loops = runtime.startLoops();
  const looks = startLoop({
    name: 'look',
    everyMs: LOOK_EVERY_MS,
    runOnce: async () => {
      if (slots.free > 0) await look();
      return null;
    },
    log,
  });
  const reconciliation = startLoop({
    name: 'reconcile',
    everyMs: RECONCILE_EVERY_MS,
    runOnce: reconcile,
    log,
  });

  async function drain(): Promise<void> {
    const deadlineMs = performance.now() + drainMs;
    while (slots.free < slots.limit && performance.now() < deadlineMs)
      await slots.released(deadlineMs - performance.now());
    const left = [...running.values()];
    for (const one of left) one.leave('the worker stops');
    await Promise.allSettled(left.filter((one) => !one.isHeldBack).map((one) => handBack(one.held)));
  }

  let stopped: Promise<void> | undefined;
  async function stop(): Promise<void> {
    isStopping = true;
    await Promise.all([consumer.close(), looks.stop(), reconciliation.stop()]);
    await looking;
    await drain();
    await loops.stop();
    await membership.leave();
  }

  return {
    get id() {
      return membership.workerId;
    },
    stop: () => {
      stopped ??= stop();
      return stopped;
    },
  };
}
