import { CST, Parser } from 'yaml';

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

/** What the parser calls private: the state between two tokens. `parse-hostile.test.ts` fails if an upgrade renames it. */
interface ParserState {
  atNewLine: boolean;
  atScalar: boolean;
  indent: number;
  offset: number;
  onNewLine?: (offset: number) => void;
  source: string;
  type: CST.TokenType | null;
  step(): Generator<CST.Token, void>;
  pop(error: CST.ErrorToken): Generator<CST.Token, void>;
}

/** The `yaml` parser, stopping where nesting or numbers get out of hand: going on costs seconds, for nothing. */
export class ShallowParser extends Parser {
  private tokens = 0;
  private aliases = 0;

  /**
   * As `Parser` does it, but that one asks the environment at every token whether to log it, which takes a fifth of all
   * the time.
   * @throws TooDeep and TooDense while the tokens are taken from it
   */
  override *next(source: string): Generator<CST.Token, void> {
    this.bound(source);
    const state = this as unknown as ParserState;
    state.source = source;
    if (state.atScalar) {
      state.atScalar = false;
      yield* state.step();
      state.offset += source.length;
      return;
    }
    const type = CST.tokenType(source);
    if (type === null) {
      const message = `Not a YAML token: ${source}`;
      yield* state.pop({ type: 'error', offset: state.offset, message, source });
      state.offset += source.length;
      return;
    }
    state.type = type;
    if (type === 'scalar') {
      state.atNewLine = false;
      state.atScalar = true;
      return;
    }
    yield* state.step();
    switch (type) {
      case 'newline':
        state.atNewLine = true;
        state.indent = 0;
        state.onNewLine?.(state.offset + source.length);
        break;
      case 'space':
        if (state.atNewLine && source.startsWith(' ')) state.indent += source.length;
        break;
      case 'explicit-key-ind':
      case 'map-value-ind':
      case 'seq-item-ind':
        if (state.atNewLine) state.indent += source.length;
        break;
      case 'doc-mode':
      case 'flow-error-end':
        return;
      default:
        state.atNewLine = false;
    }
    state.offset += source.length;
  }

  private bound(source: string): void {
    if (this.stack.length > MAX_OPEN_LEVELS) throw new TooDeep(this.offset);
    this.tokens += source === '[' || source === '{' ? TOKENS_OF_BRACKET : 1;
    if (this.tokens > MAX_TOKENS) throw new TooDense(this.offset, 'values');
    if (source.startsWith('*')) this.aliases += 1;
    if (this.aliases > MAX_ALIASES) throw new TooDense(this.offset, 'aliases');
  }
}
