import { startLeaseKeeper, withRetry } from '@headrace/db';
import type { Ports } from './ports';

/** A worker that is known to the others and keeps its lease. */
export interface Membership {
  readonly workerId: string;
  /** The worker holds nothing any more and is forgotten. Never rejects: its lease runs out by itself. */
  leave(): Promise<void>;
}

const JOIN_LIMIT_MS = 30_000;
const LEAVE_LIMIT_MS = 2_000;

/** Makes a worker known and keeps its lease, in a thread of its own. `onLost` = it was given up, and may write nothing any more. */
export async function joinWorkers(
  { journal, connection, log }: Ports,
  workerId: string,
  { leaseMs, onLost }: { readonly leaseMs: number; readonly onLost: (reason: string) => void },
): Promise<Membership> {
  await withRetry(() => journal.registerWorker({ workerId, leaseMs }), { limitMs: JOIN_LIMIT_MS });
  const keeper = await startLeaseKeeper({
    connection,
    workerId,
    leaseMs,
    onLost: (reason) => {
      void keeper.stop();
      onLost(reason);
    },
    onError: (error) => log.warn({ error, workerId }, 'trouble with keeping the lease'),
  });
  return {
    workerId,
    leave: async () => {
      await keeper.stop();
      await withRetry(() => journal.retireWorker(workerId), { limitMs: LEAVE_LIMIT_MS }).catch(
        (error: unknown) => log.debug({ error }, 'could not say goodbye'),
      );
    },
  };
}
