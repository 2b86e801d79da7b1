import { Failure } from '../error';
import { type CalendarTime, isValidTime, type Moment, utcSeconds } from './moment';
import { momentInZone, offsetSeconds } from './zone';

const ISO =
  /^(\d{4})-(\d{2})-(\d{2})(?:T(\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?(Z|[+-]\d{2}(?::?\d{2}(?::?\d{2})?)?)?(?:\[([^\]]{1,64})\])?)?$/;

/** Reads an ISO 8601 text: with a zone, without one (then it is in `zone`), or a date only (its start in `zone`). */
export function parseIso(text: string, zone: string): Moment {
  const { time, offset, region } = partsOf(text);
  if (offset === undefined) return momentInZone(time, region ?? zone);
  const epochSeconds = utcSeconds(time) - offsetSeconds(offset, 0);
  return { epochSeconds, nanoseconds: time.nanosecond };
}

/** What an ISO 8601 text shows, whatever its zone. */
export function parseIsoLocal(text: string): CalendarTime {
  return partsOf(text).time;
}

interface IsoParts {
  readonly time: CalendarTime;
  readonly offset: string | undefined;
  readonly region: string | undefined;
}

function partsOf(text: string): IsoParts {
  const match = ISO.exec(text.trim());
  if (match === null) throw new Failure('The text is not an ISO 8601 date.');
  const [, year, month, day, hour = '0', minute = '0', second = '0', fraction = '', offset, region] = match;
  const time: CalendarTime = {
    year: Number(year),
    month: Number(month),
    day: Number(day),
    hour: Number(hour),
    minute: Number(minute),
    second: Number(second),
    nanosecond: Number(fraction.padEnd(9, '0')),
  };
  if (!isValidTime(time)) throw new Failure('The date does not exist.');
  return { time, offset, region };
}
