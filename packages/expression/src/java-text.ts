import type { Meter } from './budget';
import { entriesOf, isList, isMap, printedText } from './value';

/**
 * The value as Java makes a text of it, which is what filters of texts see of a list or a map: `[1, a]`, `{k=v}`.
 * Printing shows JSON instead. A null is the word.
 */
export function javaText(value: unknown, meter: Meter): string {
  if (typeof value === 'string') return value;
  if (value === null || value === undefined) return 'null';
  if (isList(value)) return structure(value, '[', ']', meter, (item) => javaText(item, meter));
  if (isMap(value)) {
    return structure(entriesOf(value), '{', '}', meter, ([key, item]) => `${key}=${javaText(item, meter)}`);
  }
  return printedText(value, meter);
}

function structure<Part>(
  parts: readonly Part[],
  open: string,
  close: string,
  meter: Meter,
  textOf: (part: Part) => string,
): string {
  meter.enter();
  let text = open;
  for (const [index, part] of parts.entries()) {
    meter.step();
    text += `${index === 0 ? '' : ', '}${textOf(part)}`;
    if (text.length > meter.budget.outputCharacters) meter.text(text.length);
  }
  meter.leave();
  meter.text(text.length);
  return text + close;
}
