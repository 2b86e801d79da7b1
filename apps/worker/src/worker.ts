import { hostname } from 'node:os';
import { type Runtime, startLoop } from '@headrace/runtime';
import { runners } from '@headrace/tasks/runners';
import { Held } from './held';
import { runAttempt } from './run-attempt';

export interface WorkerOptions {
  readonly runtime: Runtime;
  /** Attempts at the same time. */
  readonly concurrency: number;
}

export interface Worker {
  readonly id: string;
  /** Takes no more attempts, and resolves when those under way have been settled. */
  stop(): Promise<void>;
}

/** Takes attempts from the queue and runs them, renews their leases, and runs the loops that keep lost hints and workers harmless. */
export async function startWorker({ runtime, concurrency }: WorkerOptions): Promise<Worker> {
  const { log, queue } = runtime;
  const id = `${hostname()}-${process.pid}-${runtime.newId().slice(-4)}`;
  const held = new Held();
  const renewal = startLoop({
    name: 'leases',
    everyMs: runtime.leaseMs / 3,
    runOnce: () => held.renewOnce((claimed) => runtime.renewLeases(claimed)),
    log,
  });
  const consumer = queue.consume(
    async (attemptId) => {
      try {
        const claimed = await runtime.attempts.claim(attemptId, id);
        if (claimed) await held.while(claimed, (abort) => runAttempt({ runtime, runners, claimed, abort }));
      } catch (error) {
        // The row is the truth: it stays READY for the redispatch, or RUNNING until its lease has run out.
        log.error({ error, attemptId }, 'could not take care of an attempt, it will be tried again');
      }
    },
    { concurrency, onError: (error) => log.warn({ error }, 'trouble with the queue') },
  );
  await consumer.ready();
  const loops = runtime.startLoops();
  return {
    id,
    stop: async () => {
      await Promise.all([consumer.close(), loops.stop()]);
      await renewal.stop();
    },
  };
}
