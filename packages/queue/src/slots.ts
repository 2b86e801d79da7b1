/** Places for handlers that run at the same time. */
export class Slots {
  private used = 0;
  private waiters: (() => void)[] = [];

  constructor(private readonly limit: number) {}

  /** Takes a place if one is free; says whether it did. */
  tryTake(): boolean {
    if (this.used >= this.limit) return false;
    this.used += 1;
    return true;
  }

  /** Gives a place back. */
  release(): void {
    this.used -= 1;
    for (const wake of this.waiters.splice(0)) wake();
  }

  /** Resolves when no place is in use. */
  async drained(): Promise<void> {
    while (this.used > 0) await this.changed();
  }

  /** Resolves when a place was given back. */
  changed(): Promise<void> {
    return new Promise((resolve) => this.waiters.push(resolve));
  }
}
