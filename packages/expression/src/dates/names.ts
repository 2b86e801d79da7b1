import { formatterOf, partOf } from './formatter';

export type NameWidth = 'short' | 'long' | 'narrow';

/** The width that so many letters of a pattern ask for. */
export function nameWidth(letters: number): NameWidth {
  if (letters <= 3) return 'short';
  return letters === 4 ? 'long' : 'narrow';
}

/**
 * The name of a month (from 1) as it stands in a date: Polish `stycznia` and German `Jan.`, not `styczeń` and `Jan`.
 * A language that writes such dates with numbers gives the name as it stands alone.
 */
export function monthName(month: number, width: NameWidth, locale: string): string {
  const date = new Date(Date.UTC(2024, month - 1, 15));
  const inDate = partOf(date, locale, { day: 'numeric', month: width, timeZone: 'UTC' }, 'month');
  return inDate === undefined || /^\d/.test(inDate) ? monthAlone(month, width, locale) : inDate;
}

/** The name of a month (from 1) as it stands alone, such as over a calendar. */
export function monthAlone(month: number, width: NameWidth, locale: string): string {
  return formatterOf(locale, { month: width, timeZone: 'UTC' }).format(
    new Date(Date.UTC(2024, month - 1, 15)),
  );
}

/** The name of a weekday (from 1, Monday) as it stands in a date. */
export function weekdayName(weekday: number, width: NameWidth, locale: string): string {
  const date = new Date(Date.UTC(2024, 0, weekday));
  const inDate = partOf(date, locale, { day: 'numeric', weekday: width, timeZone: 'UTC' }, 'weekday');
  return inDate ?? weekdayAlone(weekday, width, locale);
}

export function weekdayAlone(weekday: number, width: NameWidth, locale: string): string {
  return formatterOf(locale, { weekday: width, timeZone: 'UTC' }).format(
    new Date(Date.UTC(2024, 0, weekday)),
  );
}

/** What the language calls the half of the day: `PM`. */
export function halfOfDay(hour: number, locale: string): string {
  const date = new Date(Date.UTC(2024, 0, 1, hour < 12 ? 6 : 18));
  const part = partOf(date, locale, { hour: 'numeric', hour12: true, timeZone: 'UTC' }, 'dayPeriod');
  return part ?? (hour < 12 ? 'AM' : 'PM');
}
