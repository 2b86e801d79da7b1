import { syncBuiltinESMExports } from 'node:module';
import timersPromises from 'node:timers/promises';
import type { Random } from './random.testing';
import { BEGIN_MS, type Entry, type Schedule } from './schedule.testing';

/** Node's timers are objects. */
class Timer {
  constructor(readonly entry: Entry) {}
  ref(): this {
    return this;
  }
  unref(): this {
    return this;
  }
  hasRef(): boolean {
    return true;
  }
}

type Callback = (...values: unknown[]) => void;

/**
 * Gives code that runs in the schedule its time, its timers and its chance, instead of those of the machine. Code outside of it (the
 * test runner) keeps the real timers. Answers what puts everything back.
 */
export function patchGlobals(schedule: Schedule, random: Random): () => void {
  const real = { setTimeout, clearTimeout, setImmediate, clearImmediate, setInterval };
  const realNow = Date.now;
  const realPerformanceNow = performance.now;
  const realRandom = Math.random;
  const realSleep = timersPromises.setTimeout;

  const plan = (callback: Callback, ms: number, values: unknown[]): Timer | undefined => {
    const owner = schedule.current;
    return owner && new Timer(schedule.at(owner, ms, () => callback(...values)));
  };
  const cancel = (timer: unknown, otherwise: (timer: never) => void) => {
    if (timer instanceof Timer) timer.entry.isCancelled = true;
    else otherwise(timer as never);
  };
  const sleep = (ms = 1, value?: unknown, { signal }: { signal?: AbortSignal } = {}): Promise<unknown> =>
    new Promise((resolve, reject) => {
      const gone = () => new DOMException('The operation was aborted', 'AbortError');
      if (signal?.aborted) return reject(gone());
      const abort = () => {
        clearTimeout(timer);
        reject(gone());
      };
      const timer = setTimeout(() => {
        signal?.removeEventListener('abort', abort);
        resolve(value);
      }, ms);
      signal?.addEventListener('abort', abort);
    });

  Object.assign(globalThis, {
    setTimeout: (callback: Callback, ms = 1, ...values: unknown[]) =>
      // Node's shortest time is a millisecond.
      plan(callback, Math.max(1, ms), values) ?? real.setTimeout(callback, ms, ...values),
    setImmediate: (callback: Callback, ...values: unknown[]) =>
      plan(callback, 0, values) ?? real.setImmediate(callback, ...values),
    clearTimeout: (timer: unknown) => cancel(timer, real.clearTimeout),
    clearImmediate: (timer: unknown) => cancel(timer, real.clearImmediate),
    setInterval: (...values: Parameters<typeof setInterval>) => {
      if (schedule.current) throw new Error('the simulator has no intervals yet');
      return real.setInterval(...values);
    },
  });
  Date.now = () => (schedule.current ? Math.floor(schedule.nowMs) : realNow());
  performance.now = () =>
    schedule.current ? schedule.nowMs - BEGIN_MS : realPerformanceNow.call(performance);
  Math.random = () => (schedule.current ? random.next() : realRandom());
  timersPromises.setTimeout = sleep as typeof timersPromises.setTimeout;
  syncBuiltinESMExports();

  return () => {
    Object.assign(globalThis, real);
    Date.now = realNow;
    performance.now = realPerformanceNow;
    Math.random = realRandom;
    timersPromises.setTimeout = realSleep;
    syncBuiltinESMExports();
  };
}
