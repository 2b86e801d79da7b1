import type { Line } from './attempt-log';
import { type Gap, gapLine } from './log-gap';

/** So many lines and bytes are stored at once; one line alone may have more bytes. */
const BATCH_LINES = 500;
const BATCH_BYTES = 1024 * 1024;
/** What a line takes in memory beside its text. */
const LINE_OVERHEAD_BYTES = 100;

/** A line, or a gap, which grows until it is taken. */
type Waiting = { readonly bytes: number } & ({ readonly line: Line } | { readonly gap: Gap });

/** Lines that wait to be stored, in order, with the gaps between them. */
export class WaitingLines {
  private items: Waiting[] = [];
  /** What they take in memory, about. */
  bytes = 0;

  get isEmpty(): boolean {
    return this.items.length === 0;
  }

  /** There are enough to be stored without waiting for more. */
  get isBatch(): boolean {
    return this.items.length >= BATCH_LINES || this.bytes >= BATCH_BYTES;
  }

  push(line: Line): void {
    const bytes = Buffer.byteLength(line.message) + LINE_OVERHEAD_BYTES;
    this.items.push({ line, bytes });
    this.bytes += bytes;
  }

  /** The gap at the end; `open` makes one where there is none. */
  lastGap(open: () => Gap): Gap {
    const last = this.items.at(-1);
    if (last && 'gap' in last) return last.gap;
    const gap = open();
    this.items.push({ gap, bytes: 0 });
    return gap;
  }

  /** Takes the first ones, as many as are stored at once. */
  takeBatch(): { readonly lines: readonly Line[]; readonly bytes: number } {
    let bytes = 0;
    const end = this.items.findIndex((item, index) => {
      const isOver = index > 0 && (index >= BATCH_LINES || bytes + item.bytes > BATCH_BYTES);
      if (!isOver) bytes += item.bytes;
      return isOver;
    });
    const taken = this.items.splice(0, end < 0 ? this.items.length : end);
    this.bytes -= bytes;
    return { lines: taken.map(asLine), bytes };
  }

  clear(): void {
    this.items = [];
    this.bytes = 0;
  }
}

function asLine(item: Waiting): Line {
  return 'line' in item ? item.line : gapLine(item.gap);
}
