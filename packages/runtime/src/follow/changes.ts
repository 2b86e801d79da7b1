import {
  type ChangePosition,
  executionsChangedAfter,
  type ExecutionRow,
  settledPosition,
} from '@headrace/db';
import type pg from 'pg';
import type { Wake } from '@headrace/bus';
import { ChangeScan } from './change-scan';
import { CursorUnknown } from './errors';
import { belongsTo, type ExecutionFilter } from './filter';
import { backoffMs, isHopeless, type Looker, type LookOutcome, pause, startLooking } from './looker';
import { News } from './news';
import type { FeedTiming } from './numbered';
import { type ChangeBatch, RecentLooks } from './recent-looks';

export type { ChangeBatch } from './recent-looks';

const PAGE_ROWS = 500;
/** After so many looks without a row for a follower it gets an empty batch, so that its cursor does not grow old. */
const LOOKS_WITHOUT_BATCH = 200;

/** All changes of the list of executions: one loop for everybody in this process who follows any part of it. */
export class ChangesFeed {
  readonly #pool: pg.Pool;
  readonly #timing: FeedTiming;
  readonly #news = new News();
  readonly #looker: Looker;
  readonly #looks = new RecentLooks();
  #scan: ChangeScan | undefined;
  /** The database was away, and may have crashed. */
  #inDoubt = false;
  #failure: { readonly error: unknown } | undefined;

  constructor(pool: pg.Pool, timing: FeedTiming) {
    this.#pool = pool;
    this.#timing = timing;
    this.#looker = startLooking({
      look: () => this.#look(),
      onHopeless: (error) => {
        this.#failure = { error };
        this.#news.announce();
      },
      ...timing,
    });
  }

  /** The list of executions never ends, unless it cannot be read: whoever follows then begins anew. */
  get finished(): boolean {
    return this.#failure !== undefined;
  }

  /** What is kept for those who follow; for tests and status pages. */
  get held(): RecentLooks['held'] {
    return this.#looks.held;
  }

  nudge({ kind }: Wake): void {
    this.#inDoubt ||= kind === 'reconnected';
    this.#looker.nudge();
  }

  stop(): void {
    this.#looker.stop();
  }

  /**
   * What changed after the cursor (without one: from now on), then what changes. The first batch comes at once, even an empty one.
   * Never ends by itself.
   * @throws CursorUnknown the cursor is of another database
   * @throws whatever the store says when it cannot be read and trying again does not help
   */
  async *follow(
    filter: ExecutionFilter,
    after: ChangePosition | undefined,
    signal: AbortSignal,
  ): AsyncGenerator<ChangeBatch, void> {
    while (!this.#scan && !signal.aborted) {
      this.#mustBeReadable();
      await this.#news.after(this.#news.version, signal);
    }
    let cursor = after ?? (await this.#retried(() => settledPosition(this.#pool), signal));
    let first = true;
    while (!signal.aborted && cursor) {
      // Joined before the store is read: what this process reads later comes as a look, what it read before is in the store.
      const joined = this.#looks.next;
      for await (const batch of this.#stored(filter, cursor, first, signal)) {
        cursor = batch.cursor;
        first = false;
        yield batch;
      }
      for await (const batch of this.#live(filter, joined, signal)) {
        cursor = batch.cursor;
        yield batch;
      }
    }
  }

  #mustBeReadable(): void {
    if (this.#failure) throw this.#failure.error;
  }

  async #look(): Promise<LookOutcome> {
    if (!this.#scan) {
      this.#scan = new ChangeScan(await settledPosition(this.#pool));
      this.#news.announce();
      return 'more';
    }
    const scan = this.#scan;
    const { rows, more } = await this.#read(scan);
    if (rows.length > 0) {
      this.#looks.push({ executions: rows, cursor: scan.cursor });
      this.#news.announce();
    }
    return more ? 'more' : 'wait';
  }

  async #read(scan: ChangeScan): Promise<ReturnType<ChangeScan['take']>> {
    if (this.#inDoubt) scan.doubt();
    this.#inDoubt = false;
    try {
      const page = await executionsChangedAfter(this.#pool, { after: scan.place, limit: PAGE_ROWS });
      return scan.take(page, PAGE_ROWS);
    } catch (error) {
      this.#inDoubt = true;
      // The database was replaced by one that has counted fewer transactions: begin again where it is now.
      if (error instanceof CursorUnknown) this.#scan = undefined;
      throw error;
    }
  }

  /** Reads the store from a cursor to its present end. Batches without a row are left out, except the first of all. */
  async *#stored(
    filter: ExecutionFilter,
    after: ChangePosition,
    first: boolean,
    signal: AbortSignal,
  ): AsyncGenerator<ChangeBatch, void> {
    const scan = new ChangeScan(after);
    for (let more = true, any = !first; more; ) {
      const query = { after: scan.place, limit: PAGE_ROWS };
      const page = await this.#retried(() => executionsChangedAfter(this.#pool, query), signal);
      if (!page) return;
      const taken = scan.take(page, PAGE_ROWS);
      const executions = taken.rows.filter((row) => belongsTo(filter, row));
      more = taken.more;
      if (executions.length > 0 || (!more && !any)) {
        any = true;
        yield { executions, cursor: scan.cursor };
      }
    }
  }

  /** Hands on the looks of this process from number `from`. Ends when the reader fell behind what is kept. */
  async *#live(
    filter: ExecutionFilter,
    from: number,
    signal: AbortSignal,
  ): AsyncGenerator<ChangeBatch, void> {
    let idle = 0;
    for (let number = from; !signal.aborted; ) {
      this.#mustBeReadable();
      const { version } = this.#news;
      const looks = this.#looks.from(number);
      if (!looks) return;
      const last = looks.at(-1);
      if (!last) {
        await this.#news.after(version, signal);
        continue;
      }
      number = this.#looks.next;
      const executions = newest(looks.flatMap((look) => look.executions)).filter((row) =>
        belongsTo(filter, row),
      );
      idle = executions.length > 0 ? 0 : idle + looks.length;
      if (executions.length > 0 || idle >= LOOKS_WITHOUT_BATCH) {
        idle = 0;
        yield { executions, cursor: last.cursor };
      }
    }
  }

  async #retried<Result>(read: () => Promise<Result>, signal: AbortSignal): Promise<Result | undefined> {
    for (let failures = 1; !signal.aborted; failures += 1) {
      try {
        return await read();
      } catch (error) {
        if (signal.aborted) return undefined;
        if (isHopeless(error, failures)) throw error;
        this.#timing.onTrouble(error);
        await pause(backoffMs(failures), signal);
      }
    }
    return undefined;
  }
}

/** Of several rows of the same execution only the one with the most events. */
function newest(rows: readonly ExecutionRow[]): ExecutionRow[] {
  const byId = new Map<string, ExecutionRow>();
  for (const row of rows) if (row.seq >= (byId.get(row.id)?.seq ?? 0)) byId.set(row.id, row);
  return [...byId.values()];
}
