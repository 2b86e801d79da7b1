import { Failure } from '../error';
import { type CalendarTime, type Moment, utcSeconds } from './moment';

const OFFSET = /^(?:UTC|GMT|UT)?([+-])(\d{1,2})(?::?(\d{2})(?::?(\d{2}))?)?$/;
const UTC_NAMES: ReadonlySet<string> = new Set(['Z', 'UTC', 'GMT', 'UT']);
const MAX_OFFSET_SECONDS = 18 * 3600;
const MAX_CACHED_ZONES = 100;
const SECONDS_PER_DAY = 86_400;

const formatters = new Map<string, Intl.DateTimeFormat>();

/** How far the clocks of a zone (an IANA name or an offset such as `+02:00`) are ahead of UTC at a moment. */
export function offsetSeconds(zone: string, epochSeconds: number): number {
  if (UTC_NAMES.has(zone)) return 0;
  const fixed = OFFSET.exec(zone);
  if (fixed !== null) {
    const seconds = Number(fixed[2]) * 3600 + Number(fixed[3] ?? 0) * 60 + Number(fixed[4] ?? 0);
    if (seconds > MAX_OFFSET_SECONDS) throw new Failure('This time zone does not exist.');
    return fixed[1] === '-' ? -seconds : seconds;
  }
  const parts: Record<string, number> = {};
  for (const part of formatterOf(zone).formatToParts(new Date(epochSeconds * 1000))) {
    if (part.type !== 'literal' && part.type !== 'era') parts[part.type] = Number(part.value);
  }
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
  return utcSeconds({ year, month, day, hour, minute, second }) - epochSeconds;
}

function formatterOf(zone: string): Intl.DateTimeFormat {
  const known = formatters.get(zone);
  if (known !== undefined) return known;
  const formatter = createFormatter(zone);
  if (formatters.size >= MAX_CACHED_ZONES) formatters.clear();
  formatters.set(zone, formatter);
  return formatter;
}

function createFormatter(zone: string): Intl.DateTimeFormat {
  try {
    return new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      calendar: 'iso8601',
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
  } catch {
    throw new Failure('This time zone does not exist.');
  }
}

/**
 * The moment at which the clocks of a zone show a time. Of two such moments (clocks put back) the earlier; when there
 * is none (clocks put forward) the time is moved by the gap.
 */
export function momentInZone(time: CalendarTime, zone: string): Moment {
  const seconds = utcSeconds(time);
  const before = offsetSeconds(zone, seconds - SECONDS_PER_DAY);
  const after = offsetSeconds(zone, seconds + SECONDS_PER_DAY);
  const isAfter =
    offsetSeconds(zone, seconds - before) !== before && offsetSeconds(zone, seconds - after) === after;
  return { epochSeconds: seconds - (isAfter ? after : before), nanoseconds: time.nanosecond };
}
