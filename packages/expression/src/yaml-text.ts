import { writeJson } from '@headrace/json';
import type { Meter } from './budget';
import { Failure } from './error';
import { isNumber, numberText } from './number';
import { dateText, describeKind, entriesOf, isList, isMap } from './value';

const INDENT = 2;
/** Words that Kestra quotes because they would be read as something else; it does not quote numbers and dates. */
const RESERVED =
  /^(?:|~.*|[nN]|[yY]|no|No|NO|on|On|ON|off|Off|OFF|yes|Yes|YES|null|Null|NULL|true|True|TRUE|false|False|FALSE)$/;
const QUOTED_VALUE = /[[\]{},]|[ \t]#|:[ \t]/;
/** A key that begins like a number is quoted, unlike a value. */
const QUOTED_KEY = /^[-+.0-9]/;
/** What cannot stand without quotes although nothing above asks for them. */
const NOT_PLAIN = /^[#,[\]{}&*!|>'"%@`]|^[-?:](?:\s|$)|^(?:---|\.\.\.)|^ | $|:(?:\s|$)|\s#/;
const UNPRINTABLE = /[^\x20-\x7e\u00a0-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u;
const PRINTABLE_LINES = /^[\t\n\x20-\x7e\u00a0-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]*$/u;

/** The value as YAML, as Kestra writes it: few quotes, no mark before the document, dashes moved in by one space. */
export function yamlText(value: unknown, meter: Meter): string {
  return `${nodeText(value, 0, meter)}\n`;
}

function nodeText(value: unknown, indent: number, meter: Meter): string {
  meter.step();
  if (value === null || value === undefined) return 'null';
  if (typeof value === 'string') return stringText(value, indent, meter);
  if (typeof value === 'boolean') return String(value);
  if (isNumber(value)) return numberText(value);
  if (value instanceof Date) return dateText(value);
  if (!isList(value) && !isMap(value)) throw new Failure(`Cannot print ${describeKind(value)}.`);
  meter.enter();
  const text = isList(value) ? listText(value, indent, meter) : mapText(entriesOf(value), indent, meter);
  meter.leave();
  meter.text(text.length);
  return text;
}

/** Lists and maps inside a list begin on a line of their own. */
function listText(list: readonly unknown[], indent: number, meter: Meter): string {
  if (list.length === 0) return '[]';
  const dash = `${' '.repeat(indent + 1)}-`;
  const lines = list.map((item) => {
    const inner = indent + INDENT;
    const text = nodeText(item, isBlock(item) ? inner : indent, meter);
    if (!isBlock(item)) return `${dash} ${text}`;
    return `${dash}\n${isList(item) ? '' : ' '.repeat(inner)}${text}`;
  });
  return lines.join('\n');
}

function mapText(entries: readonly (readonly [string, unknown])[], indent: number, meter: Meter): string {
  const lines = entries.map(([key, item]) => {
    const name = stringText(key, indent, meter, true);
    if (!isBlock(item)) return `${name}: ${nodeText(item, indent, meter)}`;
    if (isList(item)) return `${name}:\n${nodeText(item, indent, meter)}`;
    const inner = indent + INDENT;
    return `${name}:\n${' '.repeat(inner)}${nodeText(item, inner, meter)}`;
  });
  return lines.length === 0 ? '{}' : lines.join(`\n${' '.repeat(indent)}`);
}

function isBlock(value: unknown): boolean {
  if (isList(value)) return value.length > 0;
  return isMap(value) && entriesOf(value).length > 0;
}

function stringText(text: string, indent: number, meter: Meter, isKey = false): string {
  meter.text(text.length);
  if (text.includes('\n') && !isKey && PRINTABLE_LINES.test(text) && !/^\s|[ \t]\n/.test(text)) {
    return literalText(text, indent);
  }
  const quoted = isKey ? QUOTED_KEY : QUOTED_VALUE;
  if (RESERVED.test(text) || quoted.test(text) || UNPRINTABLE.test(text)) return writeJson(text);
  return NOT_PLAIN.test(text) ? `'${text.replaceAll("'", "''")}'` : text;
}

function literalText(text: string, indent: number): string {
  const body = text.endsWith('\n') ? text.slice(0, -1) : text;
  const marker = !text.endsWith('\n') ? '|-' : text.endsWith('\n\n') ? '|+' : '|';
  const margin = ' '.repeat(indent + INDENT);
  const lines = body.split('\n').map((line) => (line === '' ? '' : margin + line));
  return `${marker}\n${lines.join('\n')}`;
}
