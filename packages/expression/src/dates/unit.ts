import { Failure } from '../error';
import { type CalendarTime, inZone, type Moment, utcSeconds } from './moment';
import { momentInZone, offsetSeconds } from './zone';

const NANOSECONDS_PER_SECOND = 1_000_000_000n;
const SECONDS_PER_DAY = 86_400;
const MONTHS_PER_YEAR = 12;

/** Units that are a part of the clock time, in nanoseconds. */
const NANOSECONDS: ReadonlyMap<string, bigint> = new Map([
  ['NANOS', 1n],
  ['MICROS', 1_000n],
  ['MILLIS', 1_000_000n],
  ['SECONDS', NANOSECONDS_PER_SECOND],
  ['MINUTES', 60n * NANOSECONDS_PER_SECOND],
  ['HOURS', 3_600n * NANOSECONDS_PER_SECOND],
  ['HALF_DAYS', 43_200n * NANOSECONDS_PER_SECOND],
]);

const DAYS: ReadonlyMap<string, number> = new Map([
  ['DAYS', 1],
  ['WEEKS', 7],
]);

const MONTHS: ReadonlyMap<string, number> = new Map([
  ['MONTHS', 1],
  ['YEARS', MONTHS_PER_YEAR],
  ['DECADES', 10 * MONTHS_PER_YEAR],
  ['CENTURIES', 100 * MONTHS_PER_YEAR],
  ['MILLENNIA', 1000 * MONTHS_PER_YEAR],
]);

const MAX_MONTHS = 12 * 300_000;
const MAX_DAYS = 100_000_000;

/**
 * The moment that is an amount of a Java ChronoUnit later. Days and longer units keep what the clock in the zone
 * shows, shorter units are time that passes.
 */
export function plus(moment: Moment, amount: number, unit: string, zone: string): Moment {
  const nanoseconds = NANOSECONDS.get(unit);
  if (nanoseconds !== undefined) return plusNanoseconds(moment, nanoseconds * BigInt(amount));
  const local = inZone(moment, zone, offsetSeconds(zone, moment.epochSeconds));
  const days = DAYS.get(unit);
  if (days !== undefined) return momentInZone(plusDays(local, days * amount), zone);
  const months = MONTHS.get(unit);
  if (months !== undefined) return momentInZone(plusMonths(local, months * amount), zone);
  const known = [...NANOSECONDS.keys(), ...DAYS.keys(), ...MONTHS.keys()].join(', ');
  throw new Failure(`The argument [unit] must be one of ${known}.`);
}

function plusNanoseconds(moment: Moment, amount: bigint): Moment {
  const total = BigInt(moment.epochSeconds) * NANOSECONDS_PER_SECOND + BigInt(moment.nanoseconds) + amount;
  const nanoseconds = ((total % NANOSECONDS_PER_SECOND) + NANOSECONDS_PER_SECOND) % NANOSECONDS_PER_SECOND;
  return {
    epochSeconds: Number((total - nanoseconds) / NANOSECONDS_PER_SECOND),
    nanoseconds: Number(nanoseconds),
  };
}

function plusDays(time: CalendarTime, days: number): CalendarTime {
  if (Math.abs(days) > MAX_DAYS) throw new Failure('The date is out of range.');
  const date = new Date((utcSeconds(time) + days * SECONDS_PER_DAY) * 1000);
  return {
    ...time,
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
  };
}

/** A day that the month does not have becomes its last one. */
function plusMonths(time: CalendarTime, months: number): CalendarTime {
  if (Math.abs(months) > MAX_MONTHS) throw new Failure('The date is out of range.');
  const total = time.year * MONTHS_PER_YEAR + time.month - 1 + months;
  const year = Math.floor(total / MONTHS_PER_YEAR);
  const month = total - year * MONTHS_PER_YEAR + 1;
  return { ...time, year, month, day: Math.min(time.day, daysInMonth(year, month)) };
}

/** How many days a month (from 1) has. */
export function daysInMonth(year: number, month: number): number {
  const date = new Date(0);
  date.setUTCFullYear(year, month, 0);
  return date.getUTCDate();
}
