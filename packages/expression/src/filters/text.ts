import type { Arguments } from '../arguments';
import type { Call } from '../frame';
import { javaClass } from '../java-class';
import { printedText } from '../value';
import { anyFilter, asText, type FilterTable, textFilter, valueFilter } from './filter';

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

/** Java's `\w` is ASCII: what is left of other letters when their accents are gone is dropped. */
function slugify(text: string, _args: Arguments, call: Call): string {
  call.meter.step(text.length >> 3);
  return text
    .replace(/\s/g, '-')
    .normalize('NFD')
    .replace(/[^\w-]/g, '')
    .replaceAll('_', '-')
    .replace(/-+/g, '-')
    .toLowerCase();
}

export const textFilters: FilterTable = [
  ['upper', textFilter([], (text) => text.toUpperCase())],
  ['lower', textFilter([], (text) => text.toLowerCase())],
  ['trim', textFilter([], (text) => text.trim())],
  ['capitalize', textFilter([], (text) => text.replace(FIRST_LETTER, (letter) => letter.toUpperCase()))],
  ['title', textFilter([], (text) => text.replace(WORD_STARTS, (letter) => letter.toUpperCase()))],
  ['abbreviate', textFilter(['length'], abbreviate)],
  ['startsWith', anyFilter(['value'], (input, args) => asText(input).startsWith(args.text('value')))],
  ['endsWith', anyFilter(['value'], (input, args) => asText(input).endsWith(args.text('value')))],
  ['substringBefore', textFilter(['separator'], substringBefore)],
  ['substringBeforeLast', textFilter(['separator'], substringBeforeLast)],
  ['substringAfter', textFilter(['separator'], substringAfter)],
  ['substringAfterLast', textFilter(['separator'], substringAfterLast)],
  ['slugify', textFilter([], slugify)],
  ['className', valueFilter([], (input) => javaClass(input))],
  ['string', valueFilter([], (input, _args, call) => printedText(input, call.meter))],
];
