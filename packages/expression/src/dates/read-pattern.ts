import { Failure } from '../error';
import { type CalendarTime, isValidTime, type Moment, utcSeconds } from './moment';
import { halfOfDay, monthAlone, monthName, nameWidth, weekdayAlone, weekdayName } from './names';
import { MAX_PATTERN_CHARACTERS } from './pattern';
import { momentInZone, offsetSeconds } from './zone';

const TOKEN = /'((?:[^']|'')*)'|([A-Za-z])\2*|[^A-Za-z'[\]]+/y;
const MAX_ALTERNATIVES = 32;
const MONTHS = Array.from({ length: 12 }, (_, index) => index + 1);
const WEEKDAYS = Array.from({ length: 7 }, (_, index) => index + 1);
const NUMERIC = /[yuMLdDHkKhmsSnN]/;

/** What has been read so far. */
interface Fields {
  year?: number;
  month?: number;
  day?: number;
  dayOfYear?: number;
  hour?: number;
  /** From 0 to 11. */
  hourOfHalf?: number;
  isAfternoon?: boolean;
  minute?: number;
  second?: number;
  nanosecond?: number;
  /** An offset or the name of a zone. */
  zone?: string;
}

/**
 * Reads a text after a pattern of Java's DateTimeFormatter: with a zone, without one (then it is in `zone`), or a date
 * only (its start in `zone`).
 */
export function readPattern(text: string, pattern: string, zone: string, locale: string): Moment {
  if (pattern.length > MAX_PATTERN_CHARACTERS) throw new Failure('The date format is too long.');
  for (const alternative of alternativesOf(pattern)) {
    const fields = readFields(text, alternative, locale);
    if (fields !== null) return momentOfFields(fields, zone);
  }
  throw new Failure('The text does not have the format of [existingFormat].');
}

/** A pattern without its optional sections, each once with and once without what is in it; longest first. */
function alternativesOf(pattern: string): string[] {
  const open = pattern.lastIndexOf('[');
  if (open === -1) return [pattern];
  const close = pattern.indexOf(']', open);
  if (close === -1) throw new Failure('The date format has a bracket that is not closed.');
  const before = pattern.slice(0, open);
  const after = pattern.slice(close + 1);
  const all = [
    ...alternativesOf(before + pattern.slice(open + 1, close) + after),
    ...alternativesOf(before + after),
  ];
  if (all.length > MAX_ALTERNATIVES) throw new Failure('The date format has too many optional sections.');
  return all;
}

function readFields(text: string, pattern: string, locale: string): Fields | null {
  const fields: Fields = {};
  let at = 0;
  let patternAt = 0;
  while (patternAt < pattern.length) {
    TOKEN.lastIndex = patternAt;
    const token = TOKEN.exec(pattern);
    if (token === null) throw new Failure('The date format has a quote that is not closed.');
    const [whole, quoted, letter] = token;
    patternAt += whole.length;
    if (letter === undefined) {
      const literal = quoted === undefined ? whole : quoted === '' ? "'" : quoted.replaceAll("''", "'");
      if (!text.startsWith(literal, at)) return null;
      at += literal.length;
      continue;
    }
    const isTight = NUMERIC.test(pattern.charAt(patternAt));
    const length = readField(fields, text.slice(at), letter, whole.length, isTight, locale);
    if (length === null) return null;
    at += length;
  }
  return at === text.length ? fields : null;
}

/** Reads one field at the start of a text; gives how many characters it has, or null when it is not there. */
function readField(
  fields: Fields,
  text: string,
  letter: string,
  width: number,
  isTight: boolean,
  locale: string,
): number | null {
  const number = (store: (value: number) => void, digits = numberPattern(width, isTight)): number | null => {
    const found = digits.exec(text)?.[0];
    if (found === undefined) return null;
    store(Number(found));
    return found.length;
  };
  switch (letter) {
    case 'y':
    case 'u':
      return number((value) => {
        fields.year = width === 2 ? 2000 + value : value;
      });
    case 'M':
    case 'L':
      if (width >= 3)
        return named(
          text,
          monthNames(width, locale),
          (index) => (fields.month = (index % MONTHS.length) + 1),
        );
      return number((value) => (fields.month = value));
    case 'd':
      return number((value) => (fields.day = value));
    case 'D':
      return number((value) => (fields.dayOfYear = value));
    case 'E':
      return named(text, weekdayNames(width, locale), () => undefined);
    case 'a':
      return named(text, halves(locale), (index) => (fields.isAfternoon = index % 2 === 1));
    case 'H':
    case 'k':
      return number((value) => (fields.hour = letter === 'k' ? value % 24 : value));
    case 'h':
    case 'K':
      return number((value) => (fields.hourOfHalf = letter === 'h' ? value % 12 : value));
    case 'm':
      return number((value) => (fields.minute = value));
    case 's':
      return number((value) => (fields.second = value));
    case 'S':
      return number(
        (value) => (fields.nanosecond = value * 10 ** (9 - Math.min(9, width))),
        new RegExp(`^\\d{${Math.min(9, width)}}`),
      );
    case 'n':
      return number((value) => (fields.nanosecond = value), /^\d{1,9}/);
    case 'X':
    case 'x':
    case 'Z':
    case 'O':
    case 'V':
    case 'z':
    case 'v':
      return readZone(fields, text);
    default:
      throw new Failure(`The date format has the letter [${letter}], which cannot be read.`);
  }
}

function numberPattern(width: number, isTight: boolean): RegExp {
  if (width > 1) return new RegExp(`^\\d{${width}}`);
  return isTight ? /^\d/ : /^\d{1,9}/;
}

function readZone(fields: Fields, text: string): number | null {
  const found = /^(?:Z(?![A-Za-z])|(?:GMT|UTC)?[+-]\d{1,2}(?::?\d{2}){0,2}|[A-Za-z][A-Za-z0-9_+\-/]*)/.exec(
    text,
  )?.[0];
  if (found === undefined) return null;
  fields.zone = found;
  return found.length;
}

function named(text: string, names: readonly string[], store: (index: number) => void): number | null {
  // A name may begin like another one: the longest that fits is meant.
  let best = -1;
  for (const [index, name] of names.entries()) {
    if (text.startsWith(name) && name.length > (names[best]?.length ?? 0)) best = index;
  }
  if (best === -1) return null;
  store(best);
  return names[best]?.length ?? null;
}

function halves(locale: string): string[] {
  return [halfOfDay(0, locale), halfOfDay(12, locale), 'AM', 'PM', 'am', 'pm'];
}

/** The names of months as they stand in dates, then as they stand alone. */
function monthNames(width: number, locale: string): string[] {
  return [monthName, monthAlone].flatMap((nameOf) =>
    MONTHS.map((month) => nameOf(month, nameWidth(width), locale)),
  );
}

function weekdayNames(width: number, locale: string): string[] {
  return [weekdayName, weekdayAlone].flatMap((nameOf) =>
    WEEKDAYS.map((weekday) => nameOf(weekday, nameWidth(width), locale)),
  );
}

function momentOfFields(fields: Fields, zone: string): Moment {
  const { year, dayOfYear } = fields;
  if (year === undefined) throw new Failure('The format [existingFormat] has no year.');
  const isOrdinal = dayOfYear !== undefined;
  const month = isOrdinal ? 1 : fields.month;
  const day = isOrdinal ? 1 : fields.day;
  if (month === undefined || day === undefined) {
    throw new Failure('The format [existingFormat] has no month or no day.');
  }
  const hour = fields.hour ?? (fields.hourOfHalf ?? 0) + (fields.isAfternoon === true ? 12 : 0);
  const { minute = 0, second = 0, nanosecond = 0 } = fields;
  const time: CalendarTime = { year, month, day, hour, minute, second, nanosecond };
  if (!isValidTime(time)) throw new Failure('The date does not exist.');
  const moved = isOrdinal ? ordinal(time, dayOfYear) : time;
  if (fields.zone !== undefined && /^[Z+-]/.test(fields.zone)) {
    return { epochSeconds: utcSeconds(moved) - offsetSeconds(fields.zone, 0), nanoseconds: nanosecond };
  }
  return momentInZone(moved, fields.zone ?? zone);
}

function ordinal(time: CalendarTime, dayOfYear: number): CalendarTime {
  const date = new Date((utcSeconds(time) + (dayOfYear - 1) * 86_400) * 1000);
  if (date.getUTCFullYear() !== time.year) throw new Failure('The date does not exist.');
  return { ...time, month: date.getUTCMonth() + 1, day: date.getUTCDate() };
}
