import { Failure } from '../error';
import { formatterOf } from './formatter';
import { parseIso } from './iso';
import { isoWeek, type Moment, type ZonedTime } from './moment';
import { formatPattern } from './pattern';
import { readPattern } from './read-pattern';

const PATTERNS: ReadonlyMap<string, string> = new Map([
  ['iso', "yyyy-MM-dd'T'HH:mm:ss.SSSSSSXXX"],
  ['iso_sec', "yyyy-MM-dd'T'HH:mm:ssXXX"],
  ['sql', 'yyyy-MM-dd HH:mm:ss.SSSSSS'],
  ['sql_seq', 'yyyy-MM-dd HH:mm:ss'],
  ['iso_date', 'yyyy-MM-ddXXX'],
  ['iso_local_date', 'yyyy-MM-dd'],
  ['iso_ordinal_date', 'yyyy-DDDXXX'],
]);

/** How the other named formats are written in a text that is read. */
const READ_PATTERNS: ReadonlyMap<string, string> = new Map([
  ['iso', "yyyy-MM-dd'T'HH:mm:ss[.SSSSSS][.SSS]XXX"],
  ['iso_ordinal_date', 'yyyy-DDD[XXX]'],
  ['iso_date', 'yyyy-MM-dd[XXX]'],
  ['rfc_1123_date_time', 'EEE, d MMM yyyy HH:mm:ss z'],
]);

/** Formats that are read as any ISO 8601 text is. */
const READ_AS_ISO: ReadonlySet<string> = new Set([
  'iso_date_time',
  'iso_instant',
  'iso_local_date_time',
  'iso_zoned_date_time',
  'iso_offset_date_time',
]);

/** Reads a text after a named format or a Java pattern. */
export function parseFormat(text: string, format: string, zone: string, locale: string): Moment {
  if (READ_AS_ISO.has(format)) return parseIso(text, zone);
  if (isStyle(format)) throw new Failure(`A text cannot be read by the style [${format}].`);
  return readPattern(text, READ_PATTERNS.get(format) ?? PATTERNS.get(format) ?? format, zone, locale);
}

type Style = 'full' | 'long' | 'medium' | 'short';

function isStyle(format: string): format is Style {
  return format === 'full' || format === 'long' || format === 'medium' || format === 'short';
}

/** Writes a time after a named format, a style of the locale, or a Java pattern. */
export function formatTime(time: ZonedTime, format: string, locale: string): string {
  if (isStyle(format)) return styled(time, format, locale);
  switch (format) {
    case 'iso_local_time':
      return localTime(time);
    case 'iso_time':
    case 'iso_offset_time':
      return localTime(time) + formatPattern(time, 'XXX', locale);
    case 'iso_local_date_time':
      return `${formatPattern(time, 'yyyy-MM-dd', locale)}T${localTime(time)}`;
    case 'iso_instant':
      return instantText(time);
    case 'iso_week_date': {
      const { year, week } = isoWeek(time);
      const number = String(week).padStart(2, '0');
      return `${year}-W${number}-${time.weekday}${formatPattern(time, 'XXX', locale)}`;
    }
    case 'iso_date_time':
    case 'iso_zoned_date_time': {
      const text = `${formatPattern(time, "yyyy-MM-dd'T'", locale)}${localTime(time)}${formatPattern(time, 'XXX', locale)}`;
      return /^(?:Z$|[+-])/.test(time.zone) ? text : `${text}[${time.zone}]`;
    }
    case 'rfc_1123_date_time': {
      const offset = time.offsetSeconds === 0 ? "'GMT'" : 'xx';
      return formatPattern(time, `EEE, d MMM yyyy HH:mm:ss ${offset}`, 'en-US');
    }
    default:
      return formatPattern(time, PATTERNS.get(format) ?? format, locale);
  }
}

/** Date and time in a style of the language, joined as Java joins them: by what stands between them in shorter styles. */
function styled(time: ZonedTime, style: Style, locale: string): string {
  const timeZone = /^[A-Za-z]/.test(time.zone) && time.zone !== 'Z' ? time.zone : 'UTC';
  const date = new Date(shownSeconds(time) * 1000);
  const dateText = formatterOf(locale, { dateStyle: style, timeZone }).format(date);
  const timeText = formatterOf(locale, { timeStyle: style, timeZone }).format(date);
  const both = formatterOf(locale, { dateStyle: 'medium', timeStyle: 'medium', timeZone }).format(date);
  const shortDate = formatterOf(locale, { dateStyle: 'medium', timeZone }).format(date);
  const shortTime = formatterOf(locale, { timeStyle: 'medium', timeZone }).format(date);
  const isJoined = both.startsWith(shortDate) && both.endsWith(shortTime);
  const between = isJoined ? both.slice(shortDate.length, both.length - shortTime.length) : ' ';
  return dateText + between + (locale.startsWith('en') ? timeText.replace(/ (?=[AP]M)/, '\u202f') : timeText);
}

/** A fixed offset is no zone for Intl: its times are shown as if they were UTC. */
function shownSeconds(time: ZonedTime): number {
  const isNamed = /^[A-Za-z]/.test(time.zone) && time.zone !== 'Z';
  return time.moment.epochSeconds + (isNamed ? 0 : time.offsetSeconds);
}

/** The clock time with as many decimals as it needs. */
function localTime(time: ZonedTime): string {
  const fraction = String(time.nanosecond).padStart(9, '0').replace(/0+$/, '');
  return formatPattern(time, 'HH:mm:ss', 'en-US') + (fraction === '' ? '' : `.${fraction}`);
}

/** UTC with 0, 3, 6 or 9 decimals. */
function instantText(time: ZonedTime): string {
  const seconds = new Date(time.moment.epochSeconds * 1000).toISOString().slice(0, -'.000Z'.length);
  const digits = String(time.nanosecond)
    .padStart(9, '0')
    .replace(/(?:000){1,3}$/, '');
  return `${seconds}${digits === '' ? '' : `.${digits}`}Z`;
}
