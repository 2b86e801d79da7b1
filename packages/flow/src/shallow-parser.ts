import { type CST, Parser } from 'yaml';

/** How many levels may be open at once; a little more than `tree.ts` takes, since not every level becomes one. */
const MAX_OPEN_LEVELS = 500;

/**
 * How many marks and words a document may have. A megabyte of ordinary YAML has a quarter of that; a megabyte of `1,1,1`
 * has twice as many, and would keep the reader busy for seconds.
 */
const MAX_TOKENS = 500_000;

export class TooDense extends Error {
  constructor(readonly offset: number) {
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

  /** @throws TooDeep and TooDense while the tokens are taken from it */
  override next(source: string): Generator<CST.Token, void> {
    if (this.stack.length > MAX_OPEN_LEVELS) throw new TooDeep(this.offset);
    this.tokens += 1;
    if (this.tokens > MAX_TOKENS) throw new TooDense(this.offset);
    return super.next(source);
  }
}
