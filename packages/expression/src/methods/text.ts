import { Failure } from '../error';
import type { Call } from '../frame';
import { replacedLiterally, patternReplacement } from '../filters/replace';
import { splitText } from '../filters/split';
import { chain } from '../maybe-promise';
import { patternOf } from '../pattern';
import { method, type MethodTable, placeAt, plainMethod, textAt, wholeAt } from './method';

function compare(left: string, right: string): number {
  return left === right ? 0 : left < right ? -1 : 1;
}

function part(text: string, args: readonly unknown[]): string {
  const from = placeAt(args, 0, text.length);
  const to = args.length > 1 ? placeAt(args, 1, text.length) : text.length;
  if (to < from) throw new Failure('The end of a substring must not be before its start.');
  return text.slice(from, to);
}

function repeated(text: string, args: readonly unknown[], call: Call): string {
  const count = placeAt(args, 0, call.meter.budget.outputCharacters);
  call.meter.text(text.length * count);
  return text.repeat(count);
}

/** Methods of a text: those of Java's String that only read it. */
export const textMethods: MethodTable<string> = [
  plainMethod('length', (text) => text.length),
  plainMethod('isEmpty', (text) => text === ''),
  plainMethod('isBlank', (text) => text.trim() === ''),
  plainMethod('toUpperCase', (text) => text.toUpperCase()),
  plainMethod('toLowerCase', (text) => text.toLowerCase()),
  plainMethod('trim', (text) => text.trim()),
  plainMethod('strip', (text) => text.trim()),
  plainMethod('stripLeading', (text) => text.trimStart()),
  plainMethod('stripTrailing', (text) => text.trimEnd()),
  method('substring', [1, 2], part),
  method('charAt', [1, 1], (text, args) => text.charAt(placeAt(args, 0, text.length - 1))),
  method('contains', [1, 1], (text, args) => text.includes(textAt(args, 0))),
  method('startsWith', [1, 1], (text, args) => text.startsWith(textAt(args, 0))),
  method('endsWith', [1, 1], (text, args) => text.endsWith(textAt(args, 0))),
  method('indexOf', [1, 2], (text, args) =>
    text.indexOf(textAt(args, 0), args.length > 1 ? wholeAt(args, 1) : 0),
  ),
  method('lastIndexOf', [1, 1], (text, args) => text.lastIndexOf(textAt(args, 0))),
  method('equalsIgnoreCase', [1, 1], (text, args) => text.toLowerCase() === textAt(args, 0).toLowerCase()),
  method('compareTo', [1, 1], (text, args) => compare(text, textAt(args, 0))),
  method('concat', [1, 1], (text, args, { meter }) => {
    meter.text(text.length + textAt(args, 0).length);
    return text + textAt(args, 0);
  }),
  method('repeat', [1, 1], repeated),
  method('replace', [2, 2], (text, args, { meter }) =>
    replacedLiterally(text, textAt(args, 0), textAt(args, 1), meter),
  ),
  method('replaceAll', [2, 2], (text, args, { meter }) =>
    chain(patternOf(textAt(args, 0), meter), (pattern) =>
      patternReplacement(pattern, textAt(args, 1), meter)(text),
    ),
  ),
  method('matches', [1, 1], (text, args, { meter }) =>
    chain(patternOf(`^(?:${textAt(args, 0)})$`, meter), (pattern) => pattern.find(text, meter) !== null),
  ),
  method('split', [1, 2], (text, args, call) =>
    splitText(text, textAt(args, 0), args.length > 1 ? wholeAt(args, 1) : 0, call),
  ),
];
