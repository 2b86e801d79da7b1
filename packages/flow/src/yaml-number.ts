import { type JsonNumber, readNumber } from '@headrace/json';

/** More than anybody writes; a number of a million digits takes seconds to read. */
const MAX_DIGITS = 1000;
const MAX_EXPONENT = 1000;

/**
 * A number of YAML's core schema with every digit: `+5`, `.5`, `1.`, `1.5e3`, a whole number of any size.
 * @returns undefined for what should stay a text
 */
export function yamlNumber(written: string): JsonNumber | undefined {
  const match = /^([-+]?)(\d*)(?:(\.)(\d*))?(?:e([-+]?\d+))?$/i.exec(written);
  if (match === null) return undefined;
  const [, sign = '', whole = '', point, fraction = '', exponent] = match;
  if (whole === '' && fraction === '') return undefined;
  if (whole.length + fraction.length > MAX_DIGITS || Math.abs(Number(exponent ?? 0)) > MAX_EXPONENT)
    return undefined;
  const tail = point === undefined ? '' : `.${fraction || '0'}`;
  const power = exponent === undefined ? '' : `e${exponent}`;
  return readNumber(`${sign === '-' ? '-' : ''}${whole.replace(/^0+(?=\d)/, '') || '0'}${tail}${power}`);
}
