import type { ZonedTime } from './moment';

/** How a region counts weeks (CLDR): the first day (from 1, Monday), and how many days the first week of a year has at least. */
interface WeekRule {
  readonly firstDay: number;
  readonly leastDays: number;
}

function regions(text: string): ReadonlySet<string> {
  return new Set(text.split(' '));
}

const FROM_SUNDAY = regions(
  'AG AS BD BR BS BT BW BZ CA CO DM DO ET GT GU HK HN ID IL IN JM JP KE KH KR LA MH MM MO MT MX MZ NI NP PA PE PH PK PR PT PY SA SG SV TH TT TW UM US VE VI WS YE ZA ZW',
);
const FROM_SATURDAY = regions('AF BH DJ DZ EG IQ IR JO KW LY OM QA SD SY');
const FROM_FRIDAY = regions('MV');
const WITH_FOUR_DAYS = regions(
  'AD AN AT AX BE BG CH CZ DE DK EE ES FI FJ FO FR GB GF GG GI GP GR HU IE IM IS IT JE LI LT LU MC MQ NL NO PL RE RU SE SJ SK SM VA',
);

function ruleOf(locale: string): WeekRule {
  const region = new Intl.Locale(locale).maximize().region ?? '001';
  const leastDays = WITH_FOUR_DAYS.has(region) ? 4 : 1;
  if (FROM_SUNDAY.has(region)) return { firstDay: 7, leastDays };
  if (FROM_SATURDAY.has(region)) return { firstDay: 6, leastDays };
  return { firstDay: FROM_FRIDAY.has(region) ? 5 : 1, leastDays };
}

/** The day of the week, from 1, as the language's region counts. */
export function localWeekday({ weekday }: ZonedTime, locale: string): number {
  return ((weekday - ruleOf(locale).firstDay + 7) % 7) + 1;
}

/** Where the weeks begin in a period, seen from one of its days (from 1). */
function offsetOf(day: number, weekday: number, { leastDays }: WeekRule): number {
  const start = (((day - weekday) % 7) + 7) % 7;
  return start + 1 > leastDays ? 7 - start : -start;
}

function weekAt(offset: number, day: number): number {
  return Math.floor((7 + offset + day - 1) / 7);
}

/** The week of the month; 0 for the days before the first one. */
export function localWeekOfMonth(time: ZonedTime, locale: string): number {
  return weekAt(offsetOf(time.day, localWeekday(time, locale), ruleOf(locale)), time.day);
}

function daysOf(year: number): number {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 366 : 365;
}

/** The week of the year, and the year that the week belongs to, as the language's region counts. */
export function localWeek(time: ZonedTime, locale: string): { readonly year: number; readonly week: number } {
  const rule = ruleOf(locale);
  const weekday = localWeekday(time, locale);
  const { year, dayOfYear } = time;
  const offset = offsetOf(dayOfYear, weekday, rule);
  const week = weekAt(offset, dayOfYear);
  if (week === 0) {
    const day = dayOfYear + daysOf(year - 1);
    return { year: year - 1, week: weekAt(offsetOf(day, weekday, rule), day) };
  }
  const next = weekAt(offset, daysOf(year) + rule.leastDays);
  return week >= next && week > 50 ? { year: year + 1, week: week - next + 1 } : { year, week };
}
