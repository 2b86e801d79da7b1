import type { ChangePage, ChangePosition } from '@headrace/db';
import { CursorUnknown } from './errors';

type ChangedRow = ChangePage['rows'][number];

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
    if (BigInt(this.cursor.xid) > settled) throw new CursorUnknown();
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
