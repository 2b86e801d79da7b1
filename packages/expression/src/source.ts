/** Where a tag (`{{ }}`, `{% %}`, `{# #}`) begins and ends in a template. */
export interface TagRange {
  readonly start: number;
  readonly end: number;
}

/** A place in a text, for people: both numbers begin at 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** The text of a template together with where its tags are, so that an offset can be told as line, column and tag. */
export class Source {
  readonly text: string;
  readonly #tags: TagRange[] = [];
  /** Where the lines begin; made when the first place is told, because most templates have no faults. */
  #lines: readonly number[] | undefined;

  constructor(text: string) {
    this.text = text;
  }

  /** Tags must be opened in the order in which they stand. */
  openTag(start: number): void {
    this.#tags.push({ start, end: this.text.length });
  }

  closeTag(end: number): void {
    const open = this.#tags.pop();
    if (open !== undefined) this.#tags.push({ start: open.start, end });
  }

  positionOf(offset: number): Position {
    this.#lines ??= lineStarts(this.text);
    const line = lastUpTo(this.#lines, offset, (start) => start);
    return { line: line + 1, column: offset - (this.#lines[line] ?? 0) + 1 };
  }

  /** The text of the tag that holds the offset; an unclosed one goes to the end of the text. */
  expressionAt(offset: number): string {
    const tag = this.#tags[lastUpTo(this.#tags, offset, ({ start }) => start)];
    if (tag === undefined || offset >= tag.end) return this.text.slice(offset);
    return this.text.slice(tag.start, tag.end);
  }
}

function lineStarts(text: string): number[] {
  const starts = [0];
  for (let next = text.indexOf('\n'); next !== -1; next = text.indexOf('\n', next + 1)) starts.push(next + 1);
  return starts;
}

/** The index of the last part that begins at the offset or before it; -1 when there is none. */
function lastUpTo<Part>(parts: readonly Part[], offset: number, startOf: (part: Part) => number): number {
  let low = 0;
  let high = parts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const part = parts[middle];
    if (part !== undefined && startOf(part) <= offset) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** An offset in a source. */
export interface Place {
  readonly source: Source;
  readonly at: number;
}
