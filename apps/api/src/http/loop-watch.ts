import { monitorEventLoopDelay } from 'node:perf_hooks';

/** The event loop was held up: nobody was answered for so long. */
export interface HeldUp {
  readonly ms: number;
  /** `performance.now()` when it was found. */
  readonly atMs: number;
}

export interface LoopWatch {
  /** The longest time that the loop was held up since a time of `performance.now()`, as far as it is remembered: a minute. */
  heldSince(ms: number): number;
  stop(): void;
}

const LOOK_MS = 1_000;
const REMEMBERED = 60;
/** The monitor's own step, which it counts as delay. */
const RESOLUTION_MS = 10;

/** Looks every second whether the event loop was held up for longer than `thresholdMs`, and tells. */
export function watchLoop(thresholdMs: number, tell: (held: HeldUp) => void): LoopWatch {
  const monitor = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  monitor.enable();
  const held: HeldUp[] = [];
  const look = () => {
    const ms = Math.max(0, Math.round(monitor.max / 1e6) - RESOLUTION_MS);
    monitor.reset();
    const found = { ms, atMs: performance.now() };
    held.push(found);
    if (held.length > REMEMBERED) held.shift();
    if (ms > thresholdMs) tell(found);
  };
  const timer = setInterval(look, LOOK_MS);
  timer.unref();
  return {
    heldSince: (ms) => Math.max(0, ...held.filter(({ atMs }) => atMs > ms).map((found) => found.ms)),
    stop: () => {
      clearInterval(timer);
      monitor.disable();
    },
  };
}
