import { compileTemplate } from './compile-template';
import type { Definitions, Execute } from './definitions';
import { locate } from './error';
import { collectReferences, type Reference } from './references';
import { Source } from './source';
import { parseTemplate } from './template-parser';

const MAX_TEMPLATES = 1000;
/** Longer templates are parsed each time, so that the cache stays small. */
const MAX_CACHED_CHARACTERS = 65_536;

/** A template that is ready to run. */
export interface Template {
  readonly execute: Execute;
  readonly definitions: Definitions;
  /** Levels of tags and expressions on the deepest way down. */
  readonly height: number;
  readonly references: () => readonly Reference[];
}

/** Keeps the templates used last; a Map remembers the order of insertion. */
const cache = new Map<string, Template>();

/** The compiled template of a text. Throws an ExpressionError of kind `syntax` when it cannot be read. */
export function templateOf(text: string): Template {
  const known = cache.get(text);
  if (known !== undefined) {
    cache.delete(text);
    cache.set(text, known);
    return known;
  }
  const template = compile(text);
  if (text.length <= MAX_CACHED_CHARACTERS) {
    cache.set(text, template);
    if (cache.size > MAX_TEMPLATES) {
      const oldest = cache.keys().next();
      if (!oldest.done) cache.delete(oldest.value);
    }
  }
  return template;
}

function compile(text: string): Template {
  try {
    return createTemplate(text);
  } catch (error) {
    throw locate(error, { source: new Source(text), at: 0 });
  }
}

function createTemplate(text: string): Template {
  const parsed = parseTemplate(text);
  let references: readonly Reference[] | undefined;
  return {
    ...compileTemplate(parsed),
    height: parsed.height,
    references: () => {
      references ??= collectReferences(parsed.nodes);
      return references;
    },
  };
}
