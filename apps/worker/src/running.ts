import { type Held, LONGEST_HOLD_MS, type Runtime } from '@headrace/runtime';

/** Why the signal of an attempt was aborted: it is not this worker's any more, so nothing may be written. */
export class AttemptGone extends Error {
  override readonly name = 'AttemptGone';
}

/** One attempt while this worker runs it. */
export class Running {
  readonly abort = new AbortController();
  private landing: Promise<boolean> | undefined;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly runtime: Pick<Runtime, 'attempts' | 'clock' | 'log'>,
    private current: Held,
  ) {
    const { heldBack } = current;
    if (!heldBack) return;
    const heldMs = runtime.clock.now().getTime() - heldBack.sinceMs;
    this.timer = setTimeout(() => void this.land(), Math.max(0, LONGEST_HOLD_MS - heldMs));
  }

  get held(): Held {
    return this.current;
  }

  get attemptId(): string {
    return this.current.attemptId;
  }

  /** Nobody but this worker knows of it yet. */
  get isHeldBack(): boolean {
    return this.current.heldBack !== null;
  }

  get isGone(): boolean {
    return this.abort.signal.reason instanceof AttemptGone;
  }

  /** Stores what was held back, once. False = the attempt is gone. */
  land(): Promise<boolean> {
    clearTimeout(this.timer);
    this.landing ??= this.landed();
    return this.landing;
  }

  /** Nothing is stored by itself from here on; what was begun is waited for. */
  async settle(): Promise<void> {
    clearTimeout(this.timer);
    await this.landing;
  }

  leave(reason: string): void {
    clearTimeout(this.timer);
    this.abort.abort(new AttemptGone(reason));
  }

  private async landed(): Promise<boolean> {
    if (!this.isHeldBack) return !this.isGone;
    try {
      const stored = await this.runtime.attempts.land(this.current);
      if (stored) this.current = stored;
      else this.leave('something else was decided meanwhile');
    } catch (error) {
      this.runtime.log.error({ error, attemptId: this.attemptId }, 'could not store what was held back');
      this.leave('it could not be stored');
    }
    return !this.isGone;
  }
}
