import { z } from 'zod';
import type { Log } from './log';

/** What a process of Headrace brings up. */
export interface Service {
  /** Where it can be reached, if it can. */
  readonly address?: string;
  /** Stops cleanly. Called once. */
  stop(): Promise<void>;
}

/** What the supervisor says to its children. */
const order = z.object({ kind: z.literal('stop') });

/**
 * Runs a service as a child of the supervisor (tools/supervisor.mjs) or by itself: tells `ready` or `failed`, stops on the
 * supervisor's word, on SIGTERM, or when the supervisor is gone. As a child it leaves the terminal's signals to the supervisor,
 * which would otherwise find everybody stopping at once.
 */
export async function runService(start: () => Promise<Service>, log: Log): Promise<void> {
  let stopping: Promise<void> | undefined;
  let service: Service | undefined;
  let isStopWanted = false;

  function stop(reason: string): void {
    isStopWanted = true;
    if (!service) return;
    stopping ??= service.stop().then(
      () => process.exit(0),
      (error: unknown) => {
        log.error({ error, reason }, 'did not stop cleanly');
        process.exit(1);
      },
    );
  }

  const isChild = process.send !== undefined;
  for (const signal of ['SIGINT', 'SIGHUP'] as const)
    process.on(signal, () => {
      if (!isChild) stop(signal);
    });
  process.on('SIGTERM', () => stop('SIGTERM'));
  process.on('disconnect', () => stop('the supervisor is gone'));
  process.on('message', (message) => {
    if (order.safeParse(message).success) stop('stop');
  });
  process.on('unhandledRejection', (error) => log.error({ error }, 'a rejection that nobody handled'));

  try {
    service = await start();
    tell({ kind: 'ready', address: service.address });
    if (isStopWanted) stop('asked to stop while starting');
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    log.error({ error }, message);
    tell({ kind: 'failed', message });
    process.exitCode = 1;
    // Handles that the failed start left open would keep the process up; the message above is on its way first.
    setTimeout(() => process.exit(1), 50);
  }
}

function tell(message: object): void {
  if (process.connected) process.send?.(message);
}
