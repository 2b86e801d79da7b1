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
    let line = 1;
    let lineStart = 0;
    for (
      let next = this.text.indexOf('\n');
      next !== -1 && next < offset;
      next = this.text.indexOf('\n', lineStart)
    ) {
      line += 1;
      lineStart = next + 1;
    }
    return { line, column: offset - lineStart + 1 };
  }

  /** The text of the tag that holds the offset; an unclosed one goes to the end of the text. */
  expressionAt(offset: number): string {
    const tag = this.#tags.find((range) => range.start <= offset && offset < range.end);
    return tag === undefined ? this.text.slice(offset) : this.text.slice(tag.start, tag.end);
  }
}

/** An offset in a source. */
export interface Place {
  readonly source: Source;
  readonly at: number;
}
