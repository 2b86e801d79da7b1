/**
 * Something that happens once. Unlike a promise that everybody races against for months, it forgets those who no longer
 * wait.
 */
export class Once {
  private happened = false;
  private readonly waiters = new Set<() => void>();

  /** True after `fire`. */
  get fired(): boolean {
    return this.happened;
  }

  fire(): void {
    this.happened = true;
    for (const wake of [...this.waiters]) wake();
    this.waiters.clear();
  }

  /** Resolves or rejects like the promise, or resolves to undefined when this happens before. */
  race<T>(promise: Promise<T>): Promise<T | undefined> {
    return new Promise((resolve, reject) => {
      const give = () => resolve(undefined);
      if (this.happened) give();
      else this.waiters.add(give);
      promise.then(resolve, reject).finally(() => this.waiters.delete(give));
    });
  }

  /** Resolves after so many milliseconds, or when this happens. */
  async sleep(durationMs: number): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const slept = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, durationMs);
    });
    await this.race(slept);
    clearTimeout(timer);
  }
}
