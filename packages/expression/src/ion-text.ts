import { writeJson } from '@headrace/json';
import type { Meter } from './budget';
import { Failure } from './error';
import { Decimal, isExact, isNumber, numberText } from './number';
import { dateText, describeKind, entriesOf, isList, isMap } from './value';

const SYMBOL = /^[A-Za-z_$][A-Za-z0-9_$]*$/;
const KEYWORD = /^(?:null|true|false|nan|\$[0-9]+)$/;

/** The value as text of the Ion format, as Kestra writes it: decimals with an exponent, dates with their class. */
export function ionText(value: unknown, meter: Meter): string {
  meter.step();
  if (value === null || value === undefined) return 'null';
  if (typeof value === 'string') {
    meter.text(value.length);
    return writeJson(value);
  }
  if (typeof value === 'boolean') return String(value);
  if (value instanceof Decimal && !isExact(value)) return value.text.replace('E', 'd');
  if (value instanceof Decimal || typeof value === 'number') return floatText(numberText(value));
  if (isNumber(value)) return numberText(value);
  if (value instanceof Date) return `Instant::"${dateText(value)}"`;
  if (!isList(value) && !isMap(value)) throw new Failure(`Cannot print ${describeKind(value)}.`);
  meter.enter();
  const text = isList(value)
    ? `[${value.map((item) => ionText(item, meter)).join(',')}]`
    : `{${entriesOf(value)
        .map(([key, item]) => `${fieldName(key)}:${ionText(item, meter)}`)
        .join(',')}}`;
  meter.leave();
  meter.text(text.length);
  return text;
}

function floatText(text: string): string {
  if (text === 'NaN') return 'nan';
  if (text.endsWith('Infinity')) return text.startsWith('-') ? '-inf' : '+inf';
  if (text.includes('E')) return text;
  return text.includes('.') ? `${text.replace(/\.0$/, '')}e0` : text;
}

function fieldName(key: string): string {
  if (SYMBOL.test(key) && !KEYWORD.test(key)) return key;
  const escaped = writeJson(key).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'");
  return `'${escaped}'`;
}
