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

/**
 * Keeps the templates used last, in two generations: what is used goes to the young one; when that is full it becomes
 * the old one, and what nobody asked for since is forgotten. Most look-ups so change nothing.
 */
let young = new Map<string, Template>();
let old = new Map<string, Template>();

/** The compiled template of a text. Throws an ExpressionError of kind `syntax` when it cannot be read. */
export function templateOf(text: string): Template {
  const known = young.get(text);
  if (known !== undefined) return known;
  const template = old.get(text) ?? compile(text);
  if (text.length <= MAX_CACHED_CHARACTERS) {
    young.set(text, template);
    if (young.size >= MAX_TEMPLATES) {
      old = young;
      young = new Map();
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
