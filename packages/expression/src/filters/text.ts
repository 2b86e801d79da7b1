import type { Arguments } from '../arguments';
import type { Call } from '../frame';
import { javaClass } from '../java-class';
import { javaText } from '../java-text';
import { anyFilter, asTextFilter, type FilterTable, textFilter, valueFilter, wrongInput } from './filter';

const FIRST_LETTER = /\S/u;
const WORD_STARTS = /(?<=^|\s)\S/gu;
const MAX_DOTLESS_LENGTH = 3;

function abbreviate(text: string, args: Arguments): string {
  const length = args.wholeOr('length', text.length);
  if (text.length <= length) return text;
  if (length <= MAX_DOTLESS_LENGTH) return text.slice(0, Math.max(0, length));
  return `${text.slice(0, length - MAX_DOTLESS_LENGTH)}...`;
}

function substringBefore(text: string, args: Arguments): string {
  const index = text.indexOf(args.text('separator'));
  return index === -1 ? text : text.slice(0, index);
}

function substringBeforeLast(text: string, args: Arguments): string {
  const index = text.lastIndexOf(args.text('separator'));
  return index === -1 ? text : text.slice(0, index);
}

function substringAfter(text: string, args: Arguments): string {
  const separator = args.text('separator');
  const index = text.indexOf(separator);
  return index === -1 ? '' : text.slice(index + separator.length);
}

function substringAfterLast(text: string, args: Arguments): string {
  const separator = args.text('separator');
  const index = text.lastIndexOf(separator);
  return index === -1 ? '' : text.slice(index + separator.length);
}

/** Java raises one character to one character: `ß` stays as it is. */
function titleCase(letter: string): string {
  const raised = letter.toUpperCase();
  return raised.length > letter.length ? letter : raised;
}

function isAtEnd(
  input: unknown,
  args: Arguments,
  call: Call,
  holds: (text: string, part: string) => boolean,
): boolean {
  if (input === null) throw wrongInput('a text', input);
  const text = javaText(input, call.meter);
  return holds(text, args.text('value'));
}

/** Java's `\w` is ASCII: what is left of other letters when their accents are gone is dropped. */
function slugify(text: string, _args: Arguments, call: Call): string {
  call.meter.step(text.length >> 3);
  return text
    .replace(/\s/g, '-')
    .normalize('NFD')
    .replace(/[^\w-]/g, '')
    .replaceAll('_', '-')
    .replace(/-+/g, '-')
    .replace(/^-|-$/g, '')
    .toLowerCase();
}

export const textFilters: FilterTable = [
  ['upper', asTextFilter([], (text) => text.toUpperCase())],
  ['lower', asTextFilter([], (text) => text.toLowerCase())],
  ['trim', textFilter([], (text) => text.trim())],
  ['capitalize', textFilter([], (text) => text.replace(FIRST_LETTER, titleCase))],
  ['title', textFilter([], (text) => text.replace(WORD_STARTS, titleCase))],
  ['abbreviate', textFilter(['length'], abbreviate)],
  [
    'startsWith',
    anyFilter(['value'], (input, args, call) =>
      isAtEnd(input, args, call, (text, part) => text.startsWith(part)),
    ),
  ],
  [
    'endsWith',
    anyFilter(['value'], (input, args, call) =>
      isAtEnd(input, args, call, (text, part) => text.endsWith(part)),
    ),
  ],
  ['substringBefore', asTextFilter(['separator'], substringBefore)],
  ['substringBeforeLast', asTextFilter(['separator'], substringBeforeLast)],
  ['substringAfter', asTextFilter(['separator'], substringAfter)],
  ['substringAfterLast', asTextFilter(['separator'], substringAfterLast)],
  ['slugify', asTextFilter([], slugify)],
  ['className', valueFilter([], (input) => javaClass(input))],
  ['string', asTextFilter([], (text) => text)],
];
