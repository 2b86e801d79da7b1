import type { FeedPage } from '@headrace/db';
import { CursorUnknown, ExecutionNotFound } from './errors';
import { backoffMs, isHopeless, type Looker, type LookOutcome, pause, startLooking } from './looker';
import { News } from './news';
import { Tail } from './tail';

/** Rows that a viewer gets in one message at most, and their size, which one row alone may exceed. */
const BATCH_ROWS = 500;
const BATCH_SIZE = 1_000_000;
/** Asks for what is behind the end: only for how far the feed is. */
const BEHIND_EVERYTHING = 2 ** 31 - 1;

/** Stored rows of one execution, numbered from 1 without gaps. */
export interface NumberedSource<Row, Filter> {
  read(after: number, limit: number, filter: Filter): Promise<FeedPage<Row> | null>;
  /** Lets everything pass: what the shared tail holds. */
  readonly everything: Filter;
  matches(row: Row, filter: Filter): boolean;
  numberOf(row: Row): number;
  sizeOf(row: Row): number;
}

/** A piece of a feed. Ask for what follows `position` to go on; after a piece with `sealedAt` nothing follows. */
export interface NumberedBatch<Row> {
  readonly rows: readonly Row[];
  readonly position: number;
  readonly sealedAt: number | null;
}

export interface FeedTiming {
  readonly tickMs: number;
  readonly safetyMs: number;
  readonly onTrouble: (error: unknown) => void;
}

/** One execution's events or log as followed by this process: one loop and one short tail for all who follow it. */
export class NumberedFeed<Row, Filter> {
  readonly #executionId: string;
  readonly #source: NumberedSource<Row, Filter>;
  readonly #timing: FeedTiming;
  readonly #news = new News();
  readonly #looker: Looker;
  #tail: Tail<Row> | undefined;
  #sealed = false;
  #gone = false;
  #failure: { readonly error: unknown } | undefined;

  constructor(executionId: string, source: NumberedSource<Row, Filter>, timing: FeedTiming) {
    this.#executionId = executionId;
    this.#source = source;
    this.#timing = timing;
    this.#looker = startLooking({
      look: () => this.#look(),
      onHopeless: (error) => this.#fail(error),
      ...timing,
    });
  }

  /** Nothing will be added any more, so a later follower needs a loop of its own: the execution may have been restarted. */
  get finished(): boolean {
    return this.#sealed || this.#gone || this.#failure !== undefined;
  }

  nudge(): void {
    this.#looker.nudge();
  }

  stop(): void {
    this.#looker.stop();
  }

  /**
   * What is stored after `after`, then what comes, once each, in order; the first batch comes at once, even an empty one. Ends after
   * the batch with `sealedAt`. A reader that is not fast enough gets later, larger batches.
   * @throws ExecutionNotFound there is no such execution, or it was deleted meanwhile
   * @throws CursorUnknown `after` is not a place in this feed
   * @throws whatever the store says when it cannot be read and trying again does not help
   */
  async *follow(
    after: number,
    filter: Filter,
    signal: AbortSignal,
  ): AsyncGenerator<NumberedBatch<Row>, void> {
    let position = after;
    let first = true;
    while (!signal.aborted) {
      const { version } = this.#news;
      const page = await this.#next(position, filter, first, signal);
      if (signal.aborted) return;
      if (this.#failure) throw this.#failure.error;
      if (!page) throw new ExecutionNotFound(this.#executionId);
      if (first && page.head < after) throw new CursorUnknown();
      const sealed = page.ended && page.scannedTo >= page.head;
      position = Math.max(position, page.scannedTo);
      if (first || sealed || page.rows.length > 0)
        yield { rows: page.rows, position, sealedAt: sealed ? page.head : null };
      if (sealed) return;
      first = false;
      if (position >= page.head) await this.#news.after(version, signal);
    }
  }

  #fail(error: unknown): void {
    this.#failure = { error };
    this.#news.announce();
  }

  async #look(): Promise<LookOutcome> {
    const tail = this.#tail;
    const after = tail ? tail.end : BEHIND_EVERYTHING;
    const page = await this.#source.read(after, BATCH_ROWS, this.#source.everything);
    if (!page) {
      this.#gone = true;
      this.#news.announce();
      return 'done';
    }
    if (tail) tail.push(page.rows, Math.max(tail.end, page.scannedTo));
    else this.#tail = new Tail(page.head, this.#source.numberOf, this.#source.sizeOf);
    this.#sealed = page.ended && page.scannedTo >= page.head;
    if (!tail || page.rows.length > 0 || this.#sealed) this.#news.announce();
    if (this.#sealed) return 'done';
    return page.scannedTo < page.head ? 'more' : 'wait';
  }

  async #next(
    position: number,
    filter: Filter,
    first: boolean,
    signal: AbortSignal,
  ): Promise<FeedPage<Row> | null> {
    const page =
      (first ? undefined : this.#fromTail(position, filter)) ??
      (await this.#fromStore(position, filter, signal));
    return page && shortened(page, this.#source);
  }

  #fromTail(position: number, filter: Filter): FeedPage<Row> | null | undefined {
    const tail = this.#tail;
    if (this.#gone) return null;
    if (!tail || position < tail.start) return undefined;
    const rows = tail.after(position);
    const passed = rows.filter((row) => this.#source.matches(row, filter));
    return { rows: passed, scannedTo: tail.end, head: tail.end, ended: this.#sealed };
  }

  async #fromStore(position: number, filter: Filter, signal: AbortSignal): Promise<FeedPage<Row> | null> {
    for (let failures = 1; ; failures += 1) {
      try {
        return await this.#source.read(position, BATCH_ROWS, filter);
      } catch (error) {
        if (signal.aborted) return null;
        if (isHopeless(error, failures)) throw error;
        this.#timing.onTrouble(error);
        await pause(backoffMs(failures), signal);
        if (signal.aborted) return null;
      }
    }
  }
}

/** The page, cut where a message would become too large. */
function shortened<Row, Filter>(page: FeedPage<Row>, source: NumberedSource<Row, Filter>): FeedPage<Row> {
  let size = 0;
  const cut = page.rows.findIndex((row, index) => {
    size += source.sizeOf(row);
    return index > 0 && (size > BATCH_SIZE || index >= BATCH_ROWS);
  });
  const last = cut > 0 ? page.rows[cut - 1] : undefined;
  if (last === undefined) return page;
  return { ...page, rows: page.rows.slice(0, cut), scannedTo: source.numberOf(last) };
}
