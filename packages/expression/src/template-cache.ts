import { checkLength, MAX_TEMPLATE_CHARACTERS, type Meter } from './budget';
import { type CompiledTemplate, compileTemplate } from './compile-template';
import { locate } from './error';
import { collectReferences, type Reference } from './references';
import { Source } from './source';
import type { ParsedTemplate } from './syntax';
import { parseTemplate } from './template-parser';

const MAX_TEMPLATES = 1000;
/** Longer templates are parsed each time, so that the cache stays small. */
const MAX_CACHED_CHARACTERS = 65_536;

/** A template that has been read. It is compiled when it runs for the first time: what is only checked never is. */
export class Template {
  readonly #parsed: ParsedTemplate;
  #references: readonly Reference[] | null = null;
  /** Null until it is compiled. */
  ready: CompiledTemplate | null = null;

  constructor(parsed: ParsedTemplate) {
    this.#parsed = parsed;
  }

  compiled(): CompiledTemplate {
    this.ready ??= compileTemplate(this.#parsed);
    return this.ready;
  }

  get references(): readonly Reference[] {
    this.#references ??= collectReferences(this.#parsed.nodes);
    return this.#references;
  }
}

/**
 * Keeps the templates used last, in two generations: what is used goes to the young one; when that is full it becomes
 * the old one, and what nobody asked for since is forgotten. Most look-ups so change nothing.
 */
let young = new Map<string, Template>();
let old = new Map<string, Template>();

/**
 * The compiled template of a text; the meter counts what reading it costs. Throws an ExpressionError: of kind `syntax`
 * when it cannot be read, of kind `budget` when it is too long or costs too much.
 */
export function templateOf(text: string, meter: Meter): Template {
  const known = young.get(text);
  if (known !== undefined) return known;
  const template = old.get(text) ?? compile(text, meter);
  if (text.length <= MAX_CACHED_CHARACTERS) {
    young.set(text, template);
    if (young.size >= MAX_TEMPLATES) {
      old = young;
      young = new Map();
    }
  }
  return template;
}

function compile(text: string, meter: Meter): Template {
  try {
    checkLength(text, MAX_TEMPLATE_CHARACTERS);
    return new Template(parseTemplate(text, meter));
  } catch (error) {
    throw locate(error, { source: new Source(text), at: 0 });
  }
}
