import type { ChangePage, ChangePosition } from '@headrace/db';
import { CursorUnknown } from './errors';

type ChangedRow = ChangePage['rows'][number];

/**
 * Transaction ids that a crash of the database may give out again: those of transactions that were undone right before it. As many
 * are read again after every trouble.
 */
const REPEATED_IDS = 64n;
/** A cursor further ahead than this was not overtaken by a crash: it belongs to another database. */
const CRASH_DISTANCE = 10_000n;

/**
 * Where a reader of the list of changes stands (docs/decisions/live-list-cursor.md). Pure: it is told what a look found and says
 * from where to look next, which cursor is safe to give away, and which rows are new.
 */
export class ChangeScan {
  /** Everything before it was seen: a reader that starts here misses nothing. */
  cursor: ChangePosition;
  /** Where the next look starts: inside a long look further than `cursor`. */
  place: ChangePosition;
  /** Oldest transaction that was running at the first page of this look. */
  #settled: bigint | undefined;
  /** What was sent and will be read again, because it lies at or behind the cursor. */
  readonly #sent = new Map<string, { seq: number; xid: bigint }>();

  constructor(after: ChangePosition) {
    this.cursor = after;
    this.place = after;
  }

  /** @throws CursorUnknown when the cursor lies in the future of this database */
  take(page: ChangePage, limit: number): { rows: ChangedRow[]; more: boolean } {
    const settled = this.#settled ?? BigInt(page.settledXid);
    const ahead = BigInt(this.cursor.xid) - settled;
    if (ahead > CRASH_DISTANCE) throw new CursorUnknown();
    if (ahead > 0n) {
      this.#goBackTo(settled - REPEATED_IDS);
      return { rows: [], more: true };
    }
    const rows = page.rows.filter((row) => this.#isNew(row));
    const last = page.rows.at(-1);
    if (!last || page.rows.length < limit) this.#finishLook(settled);
    else if (BigInt(last.changedXid) < settled) this.#restartAt({ xid: last.changedXid, id: last.id });
    else {
      this.#settled = settled;
      this.cursor = later(this.cursor, settled);
      this.place = { xid: last.changedXid, id: last.id };
    }
    return { rows, more: page.rows.length >= limit };
  }

  /** After trouble with the database: what a crash may have numbered again is read again. */
  doubt(): void {
    this.#goBackTo(BigInt(this.cursor.xid) - REPEATED_IDS);
  }

  #goBackTo(xid: bigint): void {
    this.#restartAt({ xid: (xid > 0n ? xid : 0n).toString(), id: '' });
  }

  #isNew(row: ChangedRow): boolean {
    if (this.#sent.get(row.id)?.seq === row.seq) return false;
    this.#sent.set(row.id, { seq: row.seq, xid: BigInt(row.changedXid) });
    return true;
  }

  #finishLook(settled: bigint): void {
    this.#restartAt(later(this.cursor, settled));
  }

  #restartAt(position: ChangePosition): void {
    this.cursor = position;
    this.place = position;
    this.#settled = undefined;
    const xid = BigInt(position.xid);
    for (const [id, sent] of this.#sent) if (sent.xid < xid) this.#sent.delete(id);
  }
}

function later(position: ChangePosition, settled: bigint): ChangePosition {
  return BigInt(position.xid) < settled ? { xid: settled.toString(), id: '' } : position;
}
