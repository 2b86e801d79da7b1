import { type CST, Parser } from 'yaml';

/** How many levels may be open at once; a little more than `tree.ts` takes, since not every level becomes one. */
const MAX_OPEN_LEVELS = 500;

/**
 * How many marks and words a document may have. A megabyte of tasks has 350,000; one of JSON rows has 490,000 and one of `1,1,1`
 * a million, which would keep the reader busy for seconds.
 */
const MAX_TOKENS = 400_000;

/** A bracket is one mark, but what it opens costs as much to build as several. */
const TOKENS_OF_BRACKET = 3;

/** Each alias stands for at least one value, so with more `tree.ts` would refuse them; the reader is slow with them. */
const MAX_ALIASES = 20_000;

export class TooDense extends Error {
  constructor(
    readonly offset: number,
    readonly of: 'values' | 'aliases',
  ) {
    super();
  }
}

export class TooDeep extends Error {
  constructor(readonly offset: number) {
    super();
  }
}

/** The `yaml` parser, stopping where nesting or numbers get out of hand: going on costs seconds, for nothing. */
export class ShallowParser extends Parser {
  private tokens = 0;
  private aliases = 0;

  /** @throws TooDeep and TooDense while the tokens are taken from it */
  override next(source: string): Generator<CST.Token, void> {
    this.bound(source);
    return super.next(source);
  }

  private bound(source: string): void {
    if (this.stack.length > MAX_OPEN_LEVELS) throw new TooDeep(this.offset);
    this.tokens += source === '[' || source === '{' ? TOKENS_OF_BRACKET : 1;
    if (this.tokens > MAX_TOKENS) throw new TooDense(this.offset, 'values');
    if (source.startsWith('*')) this.aliases += 1;
    if (this.aliases > MAX_ALIASES) throw new TooDense(this.offset, 'aliases');
  }
}
