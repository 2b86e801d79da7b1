/** A point in time: whole seconds since 1970 and the nanoseconds of the second. */
export interface Moment {
  readonly epochSeconds: number;
  readonly nanoseconds: number;
}

/** What a calendar and a clock show. */
export interface CalendarTime {
  readonly year: number;
  /** From 1. */
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly nanosecond: number;
}

/** A calendar time in a zone, with what can be computed from it. */
export interface ZonedTime extends CalendarTime {
  readonly moment: Moment;
  readonly zone: string;
  readonly offsetSeconds: number;
  /** From 1 (Monday) to 7 (Sunday). */
  readonly weekday: number;
  /** From 1. */
  readonly dayOfYear: number;
}

const SECONDS_PER_DAY = 86_400;

/** Seconds since 1970 as if the calendar time were in UTC. */
export function utcSeconds(time: Omit<CalendarTime, 'nanosecond'>): number {
  const date = new Date(0);
  date.setUTCFullYear(time.year, time.month - 1, time.day);
  date.setUTCHours(time.hour, time.minute, time.second);
  return date.getTime() / 1000;
}

/** Whether the day and the clock time exist. */
export function isValidTime(time: CalendarTime): boolean {
  const date = new Date(utcSeconds(time) * 1000);
  return (
    date.getUTCFullYear() === time.year &&
    date.getUTCMonth() + 1 === time.month &&
    date.getUTCDate() === time.day &&
    time.hour < 24 &&
    time.minute < 60 &&
    time.second < 60
  );
}

export function momentOf(date: Date): Moment {
  const milliseconds = date.getTime();
  const epochSeconds = Math.floor(milliseconds / 1000);
  return { epochSeconds, nanoseconds: (milliseconds - epochSeconds * 1000) * 1_000_000 };
}

/** What calendars and clocks in a zone show at this moment. */
export function inZone(moment: Moment, zone: string, offsetSeconds: number): ZonedTime {
  const local = new Date((moment.epochSeconds + offsetSeconds) * 1000);
  const year = local.getUTCFullYear();
  const month = local.getUTCMonth() + 1;
  const day = local.getUTCDate();
  const midnight = { year, month, day, hour: 0, minute: 0, second: 0 };
  const newYear = { ...midnight, month: 1, day: 1 };
  return {
    moment,
    zone,
    offsetSeconds,
    year,
    month,
    day,
    hour: local.getUTCHours(),
    minute: local.getUTCMinutes(),
    second: local.getUTCSeconds(),
    nanosecond: moment.nanoseconds,
    weekday: local.getUTCDay() === 0 ? 7 : local.getUTCDay(),
    dayOfYear: (utcSeconds(midnight) - utcSeconds(newYear)) / SECONDS_PER_DAY + 1,
  };
}

/** The ISO week and the year that it belongs to. */
export function isoWeek(time: ZonedTime): { readonly year: number; readonly week: number } {
  const week = Math.floor((time.dayOfYear - time.weekday + 10) / 7);
  if (week < 1) return { year: time.year - 1, week: weeksIn(time.year - 1) };
  if (week > weeksIn(time.year)) return { year: time.year + 1, week: 1 };
  return { year: time.year, week };
}

function weeksIn(year: number): number {
  const weekdayOf = (month: number, day: number): number =>
    new Date(utcSeconds({ year, month, day, hour: 0, minute: 0, second: 0 }) * 1000).getUTCDay();
  const thursday = 4;
  return weekdayOf(1, 1) === thursday || weekdayOf(12, 31) === thursday ? 53 : 52;
}
