import { isTransient } from './transient';

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
 *
 * A call that fails for a transient reason rejects all its items: with the database away, a second call would only wait as long
 * again, and the callers try again themselves. For any other reason it is repeated in halves, so that one bad item fails alone: of
 * n items, after at most 2 log2(n) more calls.
 */
export function batched<Item, Answer>(
  call: (items: readonly Item[]) => Promise<readonly Answer[]>,
  { size, lanes }: BatchOptions,
): (item: Item) => Promise<Answer> {
  const waiting: Waiting<Item, Answer>[] = [];
  let busyLanes = 0;

  async function run(batch: readonly Waiting<Item, Answer>[]): Promise<void> {
    const parts = [batch];
    for (let part = parts.pop(); part; part = parts.pop()) {
      try {
        const answers = await call(part.map(({ item }) => item));
        part.forEach(({ resolve }, index) => resolve(answers[index] as Answer));
      } catch (error) {
        const failed = isTransient(error) ? [part, ...parts.splice(0)].flat() : halved(part, parts);
        for (const { reject } of failed) reject(error);
      }
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

/** Puts the halves of a part on the pile, the first on top; answers what cannot be halved. */
function halved<T>(part: readonly T[], pile: (readonly T[])[]): readonly T[] {
  if (part.length === 1) return part;
  const middle = Math.ceil(part.length / 2);
  pile.push(part.slice(middle), part.slice(0, middle));
  return [];
}
