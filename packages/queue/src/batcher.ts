/** The time that sends are spaced by. Tests hand in one that stands still. */
export interface Timer {
  nowMs(): number;
  wait(delayMs: number): Promise<void>;
}

const systemTimer: Timer = {
  nowMs: () => performance.now(),
  wait: (delayMs) => new Promise((resolve) => setTimeout(resolve, delayMs)),
};

/** The most ids of one batch. A woken worker looks at the table anyway: more hints would wake nobody else. */
export const MOST_IDS = 256;

interface Batch {
  readonly ids: Set<string>;
  readonly sent: Promise<void>;
}

/**
 * Gathers ids into batches and sends one batch at a time. The first one after a quiet time goes out at the end of its tick,
 * without a timer; the next ones go out when the one before has arrived, and not sooner than `gapMs` after it went out.
 */
export class Batcher {
  private gathering: Batch | undefined;
  private last: Promise<void> = Promise.resolve();
  private wentOutAtMs = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly send: (ids: readonly string[]) => Promise<void>,
    private readonly gapMs: number,
    private readonly timer: Timer = systemTimer,
  ) {}

  /** Resolves when the batch with these ids was sent; rejects with its error. What does not fit into the batch is left out. */
  async add(ids: readonly string[]): Promise<void> {
    if (ids.length === 0) return;
    this.gathering ??= this.open();
    const batch = this.gathering;
    let isAboard = false;
    for (const id of ids) {
      if (batch.ids.size < MOST_IDS) batch.ids.add(id);
      isAboard ||= batch.ids.has(id);
    }
    if (isAboard) await batch.sent;
  }

  /** Resolves when nothing is waiting or under way. */
  async idle(): Promise<void> {
    for (let last; last !== this.last; ) {
      last = this.last;
      await last;
    }
  }

  private open(): Batch {
    const ids = new Set<string>();
    const sent = this.sendInTurn(ids, this.last);
    // Its callers hear of a failure; the next batch only waits for its end.
    this.last = sent.catch(() => undefined);
    return { ids, sent };
  }

  private async sendInTurn(ids: ReadonlySet<string>, previous: Promise<void>): Promise<void> {
    await previous;
    // At its end the tick has brought all that it brings.
    await new Promise<void>((resolve) => process.nextTick(resolve));
    const waitMs = this.wentOutAtMs + this.gapMs - this.timer.nowMs();
    if (waitMs > 0) await this.timer.wait(waitMs);
    this.gathering = undefined;
    this.wentOutAtMs = this.timer.nowMs();
    await this.send([...ids]);
  }
}
