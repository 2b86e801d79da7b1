import { Failure } from '../error';
import type { ZonedTime } from './moment';
import { halfOfDay, monthAlone, monthName, nameWidth, weekdayAlone, weekdayName } from './names';
import { localWeek, localWeekday, localWeekOfMonth } from './week';
import { zoneName } from './zone-name';

const TOKEN = /'((?:[^']|'')*)'|([A-Za-z])\2*|[[\]]|[^A-Za-z'[\]]+/y;
export const MAX_PATTERN_CHARACTERS = 200;
const QUARTERS = ['1st quarter', '2nd quarter', '3rd quarter', '4th quarter'];

/** Writes a time after a pattern of Java's DateTimeFormatter. */
export function formatPattern(time: ZonedTime, pattern: string, locale: string): string {
  if (pattern.length > MAX_PATTERN_CHARACTERS) throw new Failure('The date format is too long.');
  let result = '';
  let at = 0;
  while (at < pattern.length) {
    TOKEN.lastIndex = at;
    const token = TOKEN.exec(pattern);
    if (token === null) throw new Failure('The date format has a quote that is not closed.');
    const [text, quoted, letter] = token;
    if (letter !== undefined) result += field(time, letter, text.length, locale);
    else if (quoted !== undefined) result += quoted === '' ? "'" : quoted.replaceAll("''", "'");
    else if (text !== '[' && text !== ']') result += text;
    at += text.length;
  }
  return result;
}

function padded(value: number, width: number): string {
  const digits = String(Math.abs(value)).padStart(width, '0');
  return value < 0 ? `-${digits}` : digits;
}

/** A year of more digits than the pattern has letters, four or more, has a sign. */
function year(value: number, width: number): string {
  if (width >= 4 && value >= 10 ** width) return `+${value}`;
  return width === 2 ? padded(((value % 100) + 100) % 100, 2) : padded(value, width);
}

function field(time: ZonedTime, letter: string, width: number, locale: string): string {
  switch (letter) {
    case 'y':
    case 'u':
      return year(time.year, width);
    case 'Y':
      return year(localWeek(time, locale).year, width);
    case 'M':
      return width <= 2 ? padded(time.month, width) : monthName(time.month, nameWidth(width), locale);
    case 'L':
      return width <= 2 ? padded(time.month, width) : monthAlone(time.month, nameWidth(width), locale);
    case 'G':
      return width === 4 ? 'Anno Domini' : width === 5 ? 'A' : 'AD';
    case 'Q':
    case 'q': {
      const quarter = Math.ceil(time.month / 3);
      return width <= 2
        ? padded(quarter, width)
        : width === 4
          ? (QUARTERS[quarter - 1] ?? '')
          : `Q${quarter}`;
    }
    case 'w':
      return padded(localWeek(time, locale).week, width);
    case 'W':
      return padded(localWeekOfMonth(time, locale), width);
    case 'F':
      return padded(Math.floor((time.day - 1) / 7) + 1, width);
    case 'd':
      return padded(time.day, width);
    case 'D':
      return padded(time.dayOfYear, width);
    case 'E':
      return weekdayName(time.weekday, nameWidth(width), locale);
    case 'e':
      return width <= 2
        ? padded(localWeekday(time, locale), width)
        : weekdayName(time.weekday, nameWidth(width), locale);
    case 'c':
      return width <= 2
        ? padded(localWeekday(time, locale), width)
        : weekdayAlone(time.weekday, nameWidth(width), locale);
    case 'a':
      return halfOfDay(time.hour, locale);
    case 'H':
      return padded(time.hour, width);
    case 'k':
      return padded(time.hour === 0 ? 24 : time.hour, width);
    case 'K':
      return padded(time.hour % 12, width);
    case 'h':
      return padded(time.hour % 12 === 0 ? 12 : time.hour % 12, width);
    case 'm':
      return padded(time.minute, width);
    case 's':
      return padded(time.second, width);
    case 'S':
      return padded(time.nanosecond, 9).slice(0, width).padEnd(width, '0');
    case 'n':
    case 'N':
    case 'A':
      return padded(smallUnits(time, letter), width);
    case 'X':
      return time.offsetSeconds === 0 ? 'Z' : offsetText(time.offsetSeconds, width);
    case 'x':
      return offsetText(time.offsetSeconds, width);
    case 'Z':
      return zoneOffset(time.offsetSeconds, width);
    case 'O':
      return gmtText(time.offsetSeconds, width);
    case 'V':
      return time.zone;
    case 'z':
    case 'v':
      return zoneName(time, width === 4, locale);
    default:
      throw new Failure(`The date format has the unknown letter [${letter}].`);
  }
}

function smallUnits(time: ZonedTime, letter: 'n' | 'N' | 'A'): number {
  if (letter === 'n') return time.nanosecond;
  const seconds = (time.hour * 60 + time.minute) * 60 + time.second;
  return letter === 'A'
    ? seconds * 1000 + Math.floor(time.nanosecond / 1_000_000)
    : seconds * 1_000_000_000 + time.nanosecond;
}

function offsetText(offset: number, width: number): string {
  const size = Math.abs(offset);
  const hours = padded(Math.floor(size / 3600), 2);
  const minutes = padded(Math.floor(size / 60) % 60, 2);
  const seconds = size % 60;
  const colon = width === 3 || width === 5 ? ':' : '';
  let text = `${offset < 0 ? '-' : '+'}${hours}`;
  if (width > 1 || minutes !== '00') text += `${colon}${minutes}`;
  if (width > 3 && seconds !== 0) text += `${colon}${padded(seconds, 2)}`;
  return text;
}

function zoneOffset(offset: number, width: number): string {
  if (width === 5) return offset === 0 ? 'Z' : offsetText(offset, 5);
  return width === 4 ? gmtText(offset, 4) : offsetText(offset, 2);
}

function gmtText(offset: number, width: number): string {
  if (offset === 0) return 'GMT';
  if (width === 4) return `GMT${offsetText(offset, 3)}`;
  const text = offsetText(offset, 3).replace(/^([+-])0/, '$1');
  return `GMT${text.replace(':00', '')}`;
}
