import type { Meter } from '../budget';
import { isNumber, numberText } from '../number';
import { JqError } from './error';
import type { Json } from './syntax';
import { toText, typeOf } from './value';

const HTML: Readonly<Record<string, string>> = {
  '<': '&lt;',
  '>': '&gt;',
  '&': '&amp;',
  "'": '&#39;',
  '"': '&quot;',
};
const CHUNK = 8_192;

export function asText(value: Json, meter: Meter): string {
  return typeof value === 'string' ? value : toText(value, meter);
}

/** What `@name` makes of a value. */
export function formatted(name: string, value: Json, meter: Meter): string {
  const text = (): string => {
    const shown = asText(value, meter);
    meter.text(shown.length);
    return shown;
  };
  switch (name) {
    case 'text':
      return text();
    case 'json':
      return toText(value, meter);
    case 'html':
      return text().replace(/[<>&'"]/g, (character) => HTML[character] ?? character);
    case 'uri':
      return encodeURIComponent(text().toWellFormed()).replace(
        /[!'()*]/g,
        (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
      );
    case 'csv':
      return cells(value, 'csv')
        .map((cell) => csvCell(cell))
        .join(',');
    case 'tsv':
      return cells(value, 'tsv')
        .map((cell) => tsvCell(cell))
        .join('\t');
    case 'sh':
      return (Array.isArray(value) ? value : [value]).map((item) => shellWord(item, meter)).join(' ');
    case 'base64':
      return base64(text());
    case 'base64d':
      return fromBase64(text());
    default:
      throw new JqError(`${name} is not a valid format`);
  }
}

function cells(value: Json, format: string): readonly Json[] {
  if (!Array.isArray(value))
    throw new JqError(`${typeOf(value)} cannot be ${format}-formatted, only an array can be`);
  return value;
}

function csvCell(cell: Json): string {
  if (typeof cell === 'string') return `"${cell.replaceAll('"', '""')}"`;
  return plainCell(cell, 'csv');
}

function tsvCell(cell: Json): string {
  if (typeof cell !== 'string') return plainCell(cell, 'tsv');
  return cell
    .replaceAll('\\', '\\\\')
    .replaceAll('\t', '\\t')
    .replaceAll('\n', '\\n')
    .replaceAll('\r', '\\r');
}

function plainCell(cell: Json, format: string): string {
  if (cell === null) return '';
  if (isNumber(cell)) return numberText(cell);
  if (typeof cell === 'object') throw new JqError(`${typeOf(cell)} is not valid in a ${format} row`);
  return String(cell);
}

function shellWord(item: Json, meter: Meter): string {
  if (typeof item === 'object' && item !== null && !isNumber(item))
    throw new JqError(`${typeOf(item)} can not be escaped for shell`);
  return typeof item === 'string' ? `'${item.replaceAll("'", "'\\''")}'` : toText(item, meter);
}

function base64(text: string): string {
  const bytes = new TextEncoder().encode(text);
  let binary = '';
  for (let at = 0; at < bytes.length; at += CHUNK)
    binary += String.fromCharCode(...bytes.subarray(at, at + CHUNK));
  return btoa(binary);
}

function fromBase64(text: string): string {
  try {
    const binary = atob(text.replaceAll('=', ''));
    return new TextDecoder().decode(Uint8Array.from(binary, (character) => character.charCodeAt(0)));
  } catch {
    throw new JqError(`string is not valid base64 data`);
  }
}
