import type { Arguments } from '../arguments';
import type { Meter } from '../budget';
import { Failure } from '../error';
import type { Call } from '../frame';
import { asTextFilter, type FilterTable } from './filter';

/** What a text that has several ends its lines with, for Kestra: the first of these that is in it. */
const NEW_LINES = ['\r\n', '\n', '\r'];

function newLineOf(text: string): string {
  return NEW_LINES.find((newLine) => text.includes(newLine)) ?? '\n';
}

function prefixOf(args: Arguments, meter: Meter): string {
  if (args.value('amount') === null) throw new Failure('The argument [amount] is missing.');
  const amount = args.wholeOr('amount', 0);
  if (amount < 0) throw new Failure('The argument [amount] must not be negative.');
  const prefix = args.textOr('prefix', ' ');
  meter.text(amount * prefix.length);
  return prefix.repeat(amount);
}

/** Puts the prefix behind every new line. */
function indented(text: string, newLine: string, prefix: string, meter: Meter): string {
  const lines = text.split(newLine);
  meter.step(lines.length);
  meter.text(text.length + lines.length * prefix.length);
  return lines.join(newLine + prefix);
}

function indent(text: string, args: Arguments, { meter }: Call): string {
  return indented(text, newLineOf(text), prefixOf(args, meter), meter);
}

/** Like `indent`, with a new line and the prefix before the first line; the new line is the one the text uses. */
function nindent(text: string, args: Arguments, { meter }: Call): string {
  const prefix = prefixOf(args, meter);
  if (text === '') return text;
  const newLine = newLineOf(text);
  return newLine + prefix + indented(text, newLine, prefix, meter);
}

export const indentFilters: FilterTable = [
  ['indent', asTextFilter(['amount', 'prefix'], indent)],
  ['nindent', asTextFilter(['amount', 'prefix'], nindent)],
];
