import { afterEach } from 'vitest';

/** Things that happened, to be waited for. For tests. */
export class Sightings<T> {
  readonly all: T[] = [];
  private waiters: (() => void)[] = [];

  /** Notes that something happened. */
  see(item: T): void {
    this.all.push(item);
    for (const wake of this.waiters.splice(0)) wake();
  }

  /** Resolves when the condition over everything seen so far holds. */
  async until(condition: (all: readonly T[]) => boolean): Promise<readonly T[]> {
    while (!condition(this.all)) await new Promise<void>((resolve) => this.waiters.push(resolve));
    return this.all;
  }

  /** Resolves when at least so many were seen. */
  count(least: number): Promise<readonly T[]> {
    return this.until((all) => all.length >= least);
  }
}

/** Something to wait at until it is opened. */
export class Gate {
  open!: () => void;
  readonly opened = new Promise<void>((resolve) => {
    this.open = resolve;
  });
}

/** Runs what was registered after each test, the last first. */
export function cleanups(): (clean: () => Promise<unknown>) => void {
  const registered: (() => Promise<unknown>)[] = [];
  afterEach(async () => {
    for (const clean of registered.splice(0).reverse()) await clean();
  });
  return (clean) => registered.push(clean);
}
