import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import { startThread } from './thread';

/** Whose lease is renewed, where, and for how long. It goes to another thread, so it must be plain data. */
export interface Lease {
  readonly connection: pg.ClientConfig;
  readonly workerId: string;
  /** From each renewal on, by the database's clock. */
  readonly leaseMs: number;
}

export interface LeaseKeeperOptions extends Lease {
  /** The worker was given up. Told once; nothing is renewed from then on. */
  readonly onLost: (reason: string) => void;
  /** The first of a series of failures, whatever they are, or the death of the thread: trying goes on for ever. */
  readonly onError: (error: Error) => void;
}

export interface LeaseKeeper {
  /** Renews no more; the lease runs out by itself. Takes some two seconds at most. Safe to call twice. */
  stop(): Promise<void>;
}

const STOP_LIMIT_MS = 2_000;

/**
 * Renews a worker's lease every third of its time, in a thread and on a connection of its own: neither a busy event loop nor a
 * pool whose connections are taken or silent can lose it. The first renewal comes at once. A thread that dies is replaced. It does
 * not keep the process up, and ends with it.
 * @throws when the thread cannot be started. A database that cannot be reached is told to `onError`.
 */
export async function startLeaseKeeper(options: LeaseKeeperOptions): Promise<LeaseKeeper> {
  const { onLost, onError, ...lease } = options;
  let isOver = false;
  const begin = () =>
    startThread(lease, {
      onError,
      onLost: (reason) => {
        isOver = true;
        onLost(reason);
      },
    });

  let thread = begin();
  await thread.started;

  async function replace(): Promise<void> {
    for (;;) {
      const error = await thread.ended;
      if (isOver) return;
      onError(error);
      await sleep(250 + Math.random() * 250, undefined, { ref: false });
      if (isOver) return;
      thread = begin();
      // It tells by its end what is wrong.
      thread.started.catch(() => undefined);
    }
  }
  void replace();

  let stopping: Promise<void> | undefined;
  const stop = async () => {
    isOver = true;
    const { worker, ended } = thread;
    worker.ref();
    worker.postMessage('stop');
    await Promise.race([ended, sleep(STOP_LIMIT_MS, undefined, { ref: false })]);
    await worker.terminate();
  };
  return {
    stop: () => {
      stopping ??= stop();
      return stopping;
    },
  };
}
