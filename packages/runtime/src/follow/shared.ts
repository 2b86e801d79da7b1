interface Opened<Feed> {
  readonly feed: Feed;
  close(): void;
}

interface Holding<Feed> extends Opened<Feed> {
  users: number;
}

/** Feeds by key, opened for the first who follows and closed after the last. */
export class Shared<Feed extends { readonly finished: boolean }> {
  readonly #open: (key: string) => Opened<Feed>;
  readonly #byKey = new Map<string, Holding<Feed>>();
  #size = 0;

  constructor(open: (key: string) => Opened<Feed>) {
    this.#open = open;
  }

  /** Open feeds, also those that are finished and still being read. */
  get size(): number {
    return this.#size;
  }

  async *using<Item>(
    key: string,
    follow: (feed: Feed) => AsyncGenerator<Item, void>,
  ): AsyncGenerator<Item, void> {
    const holding = this.#acquire(key);
    try {
      yield* follow(holding.feed);
    } finally {
      this.#release(key, holding);
    }
  }

  #acquire(key: string): Holding<Feed> {
    const known = this.#byKey.get(key);
    const holding = known && !known.feed.finished ? known : this.#opened(key);
    holding.users += 1;
    return holding;
  }

  #opened(key: string): Holding<Feed> {
    const holding = { ...this.#open(key), users: 0 };
    this.#byKey.set(key, holding);
    this.#size += 1;
    return holding;
  }

  #release(key: string, holding: Holding<Feed>): void {
    holding.users -= 1;
    if (holding.users > 0) return;
    holding.close();
    this.#size -= 1;
    if (this.#byKey.get(key) === holding) this.#byKey.delete(key);
  }
}
