import type { Log } from './log';

/** A background service: `runOnce` plus a loop. Tests call `runOnce`; only processes loop. */
export interface Loop {
  /** There is something to do sooner than was thought: the next round starts at once. */
  wake(): void;
  /** Safe to call twice. Resolves when the round under way has ended. */
  stop(): Promise<void>;
}

export interface LoopOptions {
  readonly name: string;
  /** From the end of one round to the start of the next, at most. */
  readonly everyMs: number;
  /** One round; answers after how many milliseconds there is more to do, 0 = at once, null = nothing is known. */
  readonly runOnce: () => Promise<number | null>;
  readonly log: Log;
}

/** A failed round is logged and the loop goes on: the next one finds the same rows again. */
export function startLoop({ name, everyMs, runOnce, log }: LoopOptions): Loop {
  let timer: NodeJS.Timeout | undefined;
  let round: Promise<void> | undefined;
  let isWoken = false;
  let isStopped = false;

  async function run(): Promise<void> {
    isWoken = false;
    let inMs: number | null = null;
    try {
      inMs = await runOnce();
    } catch (error) {
      log.warn({ error, loop: name }, 'a round failed, the next one follows');
    }
    round = undefined;
    if (isStopped) return;
    const waitMs = isWoken ? 0 : Math.min(inMs ?? everyMs, everyMs);
    timer = setTimeout(next, waitMs);
  }

  function next(): void {
    round = run();
  }

  next();
  return {
    wake() {
      isWoken = true;
      if (round || isStopped) return;
      clearTimeout(timer);
      timer = setTimeout(next, 0);
    },
    async stop() {
      isStopped = true;
      clearTimeout(timer);
      await round;
    },
  };
}
