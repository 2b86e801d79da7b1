import type { Arguments } from '../arguments';
import type { Meter } from '../budget';
import { Failure } from '../error';
import type { Call } from '../frame';
import { printedText } from '../value';
import { type FilterTable, valueFilter } from './filter';

const NEW_LINE = /\r\n|\r|\n/g;
const FIRST_NEW_LINE = /\r\n|\r|\n/;

function prefixOf(args: Arguments, meter: Meter): string {
  if (args.value('amount') === null) throw new Failure('The argument [amount] is missing.');
  const amount = args.wholeOr('amount', 0);
  if (amount < 0) throw new Failure('The argument [amount] must not be negative.');
  const prefix = args.textOr('prefix', ' ');
  meter.text(amount * prefix.length);
  return prefix.repeat(amount);
}

/** Puts the prefix behind every new line. */
function indented(text: string, prefix: string, meter: Meter): string {
  const lines = text.split(NEW_LINE).length;
  meter.step(lines);
  meter.text(text.length + lines * prefix.length);
  return text.replace(NEW_LINE, (newLine) => newLine + prefix);
}

function indent(input: unknown, args: Arguments, { meter }: Call): string {
  return indented(printedText(input, meter), prefixOf(args, meter), meter);
}

/** Like `indent`, with a new line and the prefix before the first line; the new line is the one the text uses. */
function nindent(input: unknown, args: Arguments, { meter }: Call): string {
  const text = printedText(input, meter);
  const prefix = prefixOf(args, meter);
  if (text === '') return text;
  const newLine = FIRST_NEW_LINE.exec(text)?.[0] ?? '\n';
  return newLine + prefix + indented(text, prefix, meter);
}

export const indentFilters: FilterTable = [
  ['indent', valueFilter(['amount', 'prefix'], indent)],
  ['nindent', valueFilter(['amount', 'prefix'], nindent)],
];
