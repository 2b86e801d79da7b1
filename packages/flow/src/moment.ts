import { text } from './scalar';

const DATE = /^(\d{4})-(\d{2})-(\d{2})$/;
const TIME = /^([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d)(?:\.\d{1,9})?)?$/;
const OFFSET = /(?:Z|[+-](?:0\d|1[0-8])(?::?[0-5]\d)?)$/i;

/** Whether a text is a date of the calendar: `2024-02-29`. */
export function isDate(written: string): boolean {
  const match = DATE.exec(written);
  if (match === null) return false;
  const [, year, month, day] = match.map(Number);
  const date = new Date(0);
  date.setUTCFullYear(year ?? 0, (month ?? 0) - 1, day ?? 0);
  return date.getUTCFullYear() === year && date.getUTCMonth() + 1 === month && date.getUTCDate() === day;
}

/** Whether a text is a time of day: `13:05`, `13:05:59.5`. */
export function isTime(written: string): boolean {
  return TIME.test(written);
}

/** Reads an instant with `Z` or an offset (`2024-02-29T13:05:00+01:00`) as milliseconds since the epoch. */
export function parseInstant(written: string): number | undefined {
  if (written.length > 60) return undefined;
  // Java writes the zone's name behind the offset
  const plain = written.replace(/\[[A-Za-z0-9_+/-]+\]$/, '');
  const offset = OFFSET.exec(plain)?.[0];
  const [date = '', time = ''] = plain.slice(0, plain.length - (offset?.length ?? 0)).split(/T/i, 2);
  if (offset === undefined || !isDate(date) || !isTime(time)) return undefined;
  const [, hours = '', minutes = '', rest = ''] = /^(\d\d):(\d\d)(.*)$/.exec(time) ?? [];
  const local = Date.parse(`${date}T${hours}:${minutes}${rest === '' ? ':00' : rest.slice(0, 7)}Z`);
  const instant = local - offsetMs(offset);
  return Number.isFinite(instant) ? instant : undefined;
}

/**
 * An instant in UTC, without a fraction of zero, otherwise with six digits (microseconds), or nine where the last three say something.
 * @returns undefined if the text is not an instant
 */
export function instantText(written: string): string | undefined {
  const instant = parseInstant(written);
  if (instant === undefined) return undefined;
  const fraction = /T\d\d:\d\d:\d\d\.(\d+)/i.exec(written)?.[1] ?? '';
  const nanos = fraction.padEnd(9, '0');
  const seconds = new Date(Math.floor(instant / 1000) * 1000).toISOString().replace(/\.000Z$/, '');
  if (/^0*$/.test(nanos)) return `${seconds}Z`;
  return `${seconds}.${nanos.endsWith('000') ? nanos.slice(0, 6) : nanos}Z`;
}

function offsetMs(offset: string): number {
  if (offset.toUpperCase() === 'Z') return 0;
  const digits = offset.replace(/\D/g, '').padEnd(4, '0');
  const sizeMs = (Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2))) * 60_000;
  return offset.startsWith('-') ? -sizeMs : sizeMs;
}

/** An instant with `Z` or an offset, kept as written. */
export function instant() {
  return text().superRefine((written, context) => {
    if (parseInstant(written) === undefined)
      context.addIssue({
        code: 'custom',
        message: `Invalid date \`${shown(written)}\`, expected such as \`2024-01-31T09:30:00Z\``,
      });
  });
}

/** A date of the calendar, kept as written. */
export function localDate() {
  return text().superRefine((written, context) => {
    if (!isDate(written))
      context.addIssue({
        code: 'custom',
        message: `Invalid date \`${shown(written)}\`, expected such as \`2024-01-31\``,
      });
  });
}

/** A time of day, kept as written. */
export function localTime() {
  return text().superRefine((written, context) => {
    if (!isTime(written))
      context.addIssue({
        code: 'custom',
        message: `Invalid time \`${shown(written)}\`, expected such as \`09:30:00\``,
      });
  });
}

/** A time of day with `Z` or an offset, kept as written. */
export function offsetTime() {
  return text().superRefine((written, context) => {
    const offset = OFFSET.exec(written)?.[0];
    if (offset === undefined || !isTime(written.slice(0, -offset.length)))
      context.addIssue({
        code: 'custom',
        message: `Invalid time \`${shown(written)}\`, expected such as \`09:30:00+02:00\``,
      });
  });
}

function shown(written: string): string {
  return written.length > 100 ? `${written.slice(0, 99)}…` : written;
}
