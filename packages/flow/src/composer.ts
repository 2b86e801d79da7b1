import { Composer, type CST, type Document, type ErrorCode, LineCounter, Scalar, type ScalarTag } from 'yaml';
import { ShallowParser, TooDeep, TooDense } from './shallow-parser';
import { yamlNumber } from './yaml-number';

/** What the YAML reader has to say about a place in the text. */
export interface YamlProblem {
  readonly offset: number;
  readonly severity: 'error' | 'warning';
  readonly message: string;
}

/** A YAML text, taken apart. */
export interface ComposedDocument {
  /** The first document; undefined if reading had to stop before its end. */
  readonly document: Document.Parsed | undefined;
  /** In the order found; reading stops at the hundredth. */
  readonly problems: readonly YamlProblem[];
  readonly lines: LineCounter;
}

const MAX_PROBLEMS = 100;
const TOO_DENSE = { values: 'The flow holds too many values', aliases: 'The flow holds too many aliases' };
export const TOO_DEEP = 'The YAML is nested too deeply';

/** Takes a YAML text apart. Never throws, whatever the text. */
export function composeDocument(source: string): ComposedDocument {
  const lines = new LineCounter();
  const composer = new BoundedComposer(MAX_PROBLEMS);
  let document: Document.Parsed | undefined;
  try {
    const tokens = composer.watch(new ShallowParser(lines.addNewLine).parse(source));
    for (const next of composer.compose(tokens, true, source.length)) {
      if (document !== undefined) {
        composer.report(next.range[0], 'A flow is one YAML document, found a second one');
        break;
      }
      document = next;
    }
  } catch (error) {
    document = undefined;
    if (error instanceof TooDense)
      composer.problems.push({ offset: error.offset, severity: 'error', message: TOO_DENSE[error.of] });
    else if (error instanceof TooDeep || error instanceof RangeError) {
      const offset = error instanceof TooDeep ? error.offset : 0;
      composer.problems.push({ offset, severity: 'error', message: TOO_DEEP });
    } else if (!(error instanceof TooManyErrors)) throw error;
  }
  return { document, problems: composer.problems, lines };
}

/** Thrown to stop reading: the rest would only say more of the same, slowly. */
class TooManyErrors extends Error {}

/**
 * The `yaml` composer with a limit. A megabyte of `]` is a million errors, and building them takes seconds, so the
 * handler that the composer gives to its parts is replaced by one that stops it. The handler is private upstream;
 * `parse-hostile.test.ts` fails if an upgrade no longer calls it.
 */
class BoundedComposer extends Composer {
  readonly problems: YamlProblem[] = [];
  private stopped = false;

  constructor(private readonly maxErrors: number) {
    super({
      schema: 'core',
      // Found by `tree.ts`, which needs one pass where this option compares every key with every other
      uniqueKeys: false,
      prettyErrors: false,
      strict: true,
      customTags: (tags) =>
        tags.map((tag) => (typeof tag === 'string' ? tag : wordOrNumber(tag as ScalarTag))),
    });
    const onError = (where: ErrorPlace, code: ErrorCode, message: string, warning?: boolean): void => {
      const offset = typeof where === 'number' ? where : Array.isArray(where) ? where[0] : where.offset;
      this.report(offset, explain(code, message), warning ? 'warning' : 'error');
      // What follows too deep a place is noise
      if (code === 'RESOURCE_EXHAUSTION') this.stop();
    };
    Object.assign(this, { onError });
  }

  report(offset: number, message: string, severity: YamlProblem['severity'] = 'error'): void {
    // On the way out, each level that is left reports once more
    if (this.stopped) this.stop();
    this.problems.push({ offset, severity, message });
    if (this.problems.length >= this.maxErrors) this.stop();
  }

  /** Reports what the parser could not read; the composer keeps that to itself until the document's end. */
  *watch(tokens: Iterable<CST.Token>): Generator<CST.Token> {
    for (const token of tokens) {
      if (token.type === 'error') this.report(token.offset, clip(token.message));
      yield token;
    }
  }

  private stop(): never {
    this.stopped = true;
    throw new TooManyErrors();
  }
}

type ErrorPlace = number | [number, number, ...number[]] | { offset: number };

/** As Kestra's YAML reads them. Where a text belongs, the word that was written counts. */
const BOOLEAN = /^(?:true|True|TRUE|yes|Yes|YES|on|On|ON|false|False|FALSE|no|No|NO|off|Off|OFF)$/;

function wordOrNumber(tag: ScalarTag): ScalarTag {
  if (tag.tag !== 'tag:yaml.org,2002:bool') return cautiousNumber(tag);
  return { ...tag, test: BOOLEAN, resolve: (written) => new Scalar(/^(?:t|y|on)/i.test(written)) };
}

/**
 * Reads numbers with every digit, and leaves as text what YAML would read as a number but nobody meant as one: `007`, `12e4567` (the
 * start of a commit's hash).
 */
function cautiousNumber(tag: ScalarTag): ScalarTag {
  if (tag.tag === 'tag:yaml.org,2002:int') {
    const resolve = (written: string, onError: (message: string) => void, options: object): unknown => {
      if (/^[-+]?0\d/.test(written)) return written;
      if (/^[-+]?\d/.test(written) && !/^[-+]?0[ox]/.test(written)) return yamlNumber(written) ?? written;
      const value = tag.resolve(written, onError, options as never);
      return Number.isSafeInteger(value) ? value : written;
    };
    return { ...tag, resolve };
  }
  if (tag.tag === 'tag:yaml.org,2002:float' && tag.format === 'EXP') {
    const resolve = (written: string): unknown =>
      (written.includes('.') ? yamlNumber(written) : undefined) ?? written;
    return { ...tag, resolve };
  }
  if (tag.tag === 'tag:yaml.org,2002:float') {
    const resolve = (written: string, onError: (message: string) => void, options: object): unknown =>
      yamlNumber(written) ?? tag.resolve(written, onError, options as never);
    return { ...tag, resolve };
  }
  return tag;
}

function explain(code: ErrorCode, message: string): string {
  if (code === 'TAB_AS_INDENT') return 'Tabs cannot be used for indentation in YAML, use spaces';
  if (code === 'RESOURCE_EXHAUSTION') return TOO_DEEP;
  return clip(message);
}

function clip(message: string): string {
  return message.length > 200 ? `${message.slice(0, 199)}…` : message;
}
