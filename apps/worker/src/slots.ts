/** Places for attempts that run at the same time. */
export class Slots {
  private used = 0;
  private waiters: (() => void)[] = [];

  constructor(readonly limit: number) {}

  get free(): number {
    return this.limit - this.used;
  }

  /** Takes up to `most` places; answers how many. */
  take(most: number): number {
    const taken = Math.max(0, Math.min(most, this.free));
    this.used += taken;
    return taken;
  }

  release(count = 1): void {
    this.used -= count;
    for (const wake of this.waiters.splice(0)) wake();
  }

  /** Resolves when a place was given back, or after `limitMs`. */
  released(limitMs: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, limitMs);
      this.waiters.push(() => {
        clearTimeout(timer);
        resolve();
      });
    });
  }
}
