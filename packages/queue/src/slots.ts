/** Counts running handlers against a limit, and tells when one is free or all are. */
export class Slots {
  private taken = 0;
  private waiters: (() => void)[] = [];

  constructor(private readonly limit: number) {}

  /** Slots free now. */
  get free(): number {
    return this.limit - this.taken;
  }

  /** Occupies one slot until the work has ended. The work must not reject. */
  run(work: () => Promise<void>): void {
    this.taken += 1;
    void work().finally(() => {
      this.taken -= 1;
      for (const wake of this.waiters.splice(0)) wake();
    });
  }

  /** Resolves when a slot is free. */
  async available(): Promise<void> {
    while (this.free <= 0) await this.change();
  }

  /** Resolves when no work is running. */
  async drained(): Promise<void> {
    while (this.taken > 0) await this.change();
  }

  private change(): Promise<void> {
    return new Promise((resolve) => this.waiters.push(resolve));
  }
}
