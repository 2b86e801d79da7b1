/** Limits of what one process keeps of a feed that somebody follows. */
const MAX_ROWS = 2000;
const MAX_SIZE = 4_000_000;

/**
 * The newest rows of a numbered feed: everything after `start` up to `end`. Readers that are further behind read from the store,
 * so that a slow one costs no memory.
 */
export class Tail<Row> {
  readonly #numberOf: (row: Row) => number;
  readonly #sizeOf: (row: Row) => number;
  #rows: Row[] = [];
  #size = 0;
  start: number;
  end: number;

  constructor(at: number, numberOf: (row: Row) => number, sizeOf: (row: Row) => number) {
    this.start = at;
    this.end = at;
    this.#numberOf = numberOf;
    this.#sizeOf = sizeOf;
  }

  push(rows: readonly Row[], end: number): void {
    for (const row of rows) {
      this.#rows.push(row);
      this.#size += this.#sizeOf(row);
    }
    this.end = end;
    this.#forget();
  }

  /** Rows after `position`, which must not lie before `start`. */
  after(position: number): readonly Row[] {
    const from = this.#rows.findIndex((row) => this.#numberOf(row) > position);
    return from < 0 ? [] : this.#rows.slice(from);
  }

  #forget(): void {
    let count = 0;
    while (this.#rows.length - count > MAX_ROWS || this.#size > MAX_SIZE) {
      const row = this.#rows[count];
      if (row === undefined) break;
      this.#size -= this.#sizeOf(row);
      this.start = this.#numberOf(row);
      count += 1;
    }
    if (count > 0) this.#rows = this.#rows.slice(count);
  }
}
