/** Counts changes and lets readers wait for the next one, without a queue per reader. */
export class News {
  #version = 0;
  readonly #waiting = new Set<() => void>();

  /** Hand it to `after` to wait for anything that is announced from now on. */
  get version(): number {
    return this.#version;
  }

  announce(): void {
    this.#version += 1;
    for (const wake of [...this.#waiting]) wake();
  }

  /** Resolves when something was announced after `version`, or the signal is aborted. */
  after(version: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      if (this.#version !== version || signal.aborted) return resolve();
      const finish = () => {
        this.#waiting.delete(finish);
        signal.removeEventListener('abort', finish);
        resolve();
      };
      this.#waiting.add(finish);
      signal.addEventListener('abort', finish);
    });
  }
}
