interface Waiting<Item, Answer> {
  readonly item: Item;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: unknown) => void;
}

export interface BatchOptions {
  /** Items in one call at most. */
  readonly size: number;
  /** Calls under way at the same time; items that arrive meanwhile travel together in the next call. */
  readonly lanes: number;
}

/**
 * Group commit: one call a transaction, many items a call under load, and no added delay without load.
 * If a call with several items fails, each of them is tried alone, so that one bad item does not fail its neighbours.
 */
export function batched<Item, Answer>(
  call: (items: readonly Item[]) => Promise<readonly Answer[]>,
  { size, lanes }: BatchOptions,
): (item: Item) => Promise<Answer> {
  const waiting: Waiting<Item, Answer>[] = [];
  let busyLanes = 0;

  async function run(batch: readonly Waiting<Item, Answer>[]): Promise<void> {
    try {
      const answers = await call(batch.map(({ item }) => item));
      batch.forEach(({ resolve }, index) => resolve(answers[index] as Answer));
    } catch (error) {
      const [only] = batch;
      if (batch.length === 1 && only) only.reject(error);
      else for (const one of batch) await run([one]);
    }
  }

  async function lane(): Promise<void> {
    busyLanes += 1;
    while (waiting.length > 0) await run(waiting.splice(0, size));
    busyLanes -= 1;
  }

  return (item) =>
    new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject });
      if (busyLanes < lanes) void lane();
    });
}
