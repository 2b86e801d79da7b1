import { type CST, Parser } from 'yaml';

/** How many levels may be open at once; a little more than `tree.ts` takes, since not every level becomes one. */
const MAX_OPEN_LEVELS = 500;

export class TooDeep extends Error {
  constructor(readonly offset: number) {
    super();
  }
}

/** The `yaml` parser, stopping where nesting gets out of hand: going on costs seconds a megabyte, for nothing. */
export class ShallowParser extends Parser {
  /** @throws TooDeep while the tokens are taken from it */
  override next(source: string): Generator<CST.Token, void> {
    if (this.stack.length > MAX_OPEN_LEVELS) throw new TooDeep(this.offset);
    return super.next(source);
  }
}
