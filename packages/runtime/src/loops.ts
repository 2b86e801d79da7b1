import type { Attempts } from './attempts';
import type { Desk } from './desk';
import { hearSignalsOnce } from './inbox';
import { type Loop, startLoop } from './loop';
import type { Ports } from './ports';
import { Contact, rescueOnce } from './rescue';

/** Looks further apart say nothing about what was between them. */
const GAPS = 3;
const EVERY_MS = { inbox: 1_000, rescue: 1_000, clock: 60_000 };
/** A timer that fires a little early finds that its signal is not due. */
const TIMER_MARGIN_MS = 2;

export interface Loops {
  /** A signal was stored by this process: the inbox may have to be looked at sooner. */
  wakeInbox(): void;
  stop(): Promise<void>;
}

/** The loops that every worker process runs, all safe to run many times at once: the inbox, the rescue, and asking for the time. */
export function startLoops(
  ports: Ports,
  { attempts, desk, leaseMs }: { attempts: Attempts; desk: Desk; leaseMs: number },
): Loops {
  const { log, clock } = ports;
  const inbox = startLoop({
    name: 'inbox',
    everyMs: EVERY_MS.inbox,
    runOnce: async () => {
      const { hasMore, nextInMs } = await hearSignalsOnce(ports, desk);
      if (hasMore) return 0;
      return nextInMs === null ? null : nextInMs + TIMER_MARGIN_MS;
    },
    log,
  });
  const contact = new Contact(leaseMs, GAPS * EVERY_MS.rescue + leaseMs / GAPS);
  const rescue = startLoop({
    name: 'rescue',
    everyMs: EVERY_MS.rescue,
    runOnce: async () => {
      const nowMs = performance.now();
      if (!contact.isLongEnough(nowMs)) {
        await lookAround(ports, contact);
        return null;
      }
      try {
        const count = await rescueOnce(ports, attempts, leaseMs);
        contact.reached(performance.now());
        return count > 0 ? 0 : null;
      } catch (error) {
        contact.lost();
        throw error;
      }
    },
    log,
  });
  const time = startLoop({
    name: 'clock',
    everyMs: EVERY_MS.clock,
    runOnce: async () => {
      await clock.synchronize();
      return null;
    },
    log,
  });
  const loops: Loop[] = [inbox, rescue, time];
  return {
    wakeInbox: () => inbox.wake(),
    stop: async () => {
      await Promise.all(loops.map((loop) => loop.stop()));
    },
  };
}

/** Finds out whether the database can be reached, without saying anything about others. */
async function lookAround({ database }: Ports, contact: Contact): Promise<void> {
  try {
    await database.pool.query('SELECT 1');
    contact.reached(performance.now());
  } catch (error) {
    contact.lost();
    throw error;
  }
}
