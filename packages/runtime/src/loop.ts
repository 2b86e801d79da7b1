import type { Log } from './log';

/** A background service: `runOnce` plus a loop. Tests call `runOnce`; only processes loop. */
export interface Loop {
  /** Safe to call twice. Resolves when the round under way has ended. */
  stop(): Promise<void>;
}

export interface LoopOptions {
  readonly name: string;
  /** From the end of one round to the start of the next. */
  readonly everyMs: number;
  /** One round; answers true when there is more to do at once. */
  readonly runOnce: () => Promise<boolean>;
  readonly log: Log;
}

/** A failed round is logged and the loop goes on: the next one finds the same rows again. */
export function startLoop({ name, everyMs, runOnce, log }: LoopOptions): Loop {
  let timer: NodeJS.Timeout | undefined;
  let round: Promise<void> = Promise.resolve();
  let isStopped = false;

  async function run(): Promise<void> {
    let hasMore = false;
    try {
      hasMore = await runOnce();
    } catch (error) {
      log.warn({ error, loop: name }, 'a round failed, the next one follows');
    }
    if (!isStopped) timer = setTimeout(next, hasMore ? 0 : everyMs);
  }

  function next(): void {
    round = run();
  }

  next();
  return {
    async stop() {
      isStopped = true;
      clearTimeout(timer);
      await round;
    },
  };
}
