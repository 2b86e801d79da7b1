import type { Arguments } from '../arguments';
import { momentArgument } from '../dates';
import { parseIso, parseIsoLocal } from '../dates/iso';
import { type CalendarTime, inZone, utcSeconds } from '../dates/moment';
import { daysInMonth } from '../dates/unit';
import { offsetSeconds } from '../dates/zone';
import { Failure } from '../error';
import type { Call } from '../frame';
import type { FunctionTable, LanguageFunction } from '.';

const WEEKDAYS = ['SUNDAY', 'MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY'];
const WORKING_DAYS: ReadonlySet<string> = new Set(WEEKDAYS.slice(1, 6));
const POSITIONS = ['FIRST', 'SECOND', 'THIRD', 'FOURTH', 'LAST'];

function present(name: string, args: Arguments, parameter: string): unknown {
  const value = args.value(parameter);
  if (value === null) throw new Failure(`The '${name}()' function expects a '${parameter}' argument.`);
  return value;
}

/** What a date shows where it was written: the offset of a text moves nothing. */
function localTime(name: string, args: Arguments, call: Call): CalendarTime {
  const value = present(name, args, 'date');
  if (typeof value === 'string') return parseIsoLocal(value);
  const moment = momentArgument(value, args, call);
  return inZone(moment, call.timeZone, offsetSeconds(call.timeZone, moment.epochSeconds));
}

function weekday(time: CalendarTime): string {
  return WEEKDAYS[new Date(utcSeconds(time) * 1000).getUTCDay()] ?? '';
}

function dateFunction(
  name: string,
  read: (time: CalendarTime) => unknown,
): readonly [string, LanguageFunction] {
  return [
    name,
    { kind: 'fixed', parameters: ['date'], apply: (args, call) => read(localTime(name, args, call)) },
  ];
}

function weekdayNamed(name: string, parameter: string, value: string): string {
  const day = value.toUpperCase();
  if (WEEKDAYS.includes(day)) return day;
  throw new Failure(
    `The '${name}()' function received an invalid '${parameter}' value. Expected one of: MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY, SUNDAY.`,
  );
}

/** Whether a date is the first, second … last such weekday of its month. */
function isDayWeekInMonth(args: Arguments, call: Call): boolean {
  const name = 'isDayWeekInMonth';
  const time = localTime(name, args, call);
  present(name, args, 'dayOfWeek');
  present(name, args, 'position');
  const day = weekdayNamed(name, 'dayOfWeek', args.text('dayOfWeek'));
  const position = POSITIONS.indexOf(args.text('position').toUpperCase());
  if (position === -1) {
    throw new Failure(
      `The '${name}()' function received an invalid 'position' value. Expected one of: ${POSITIONS.join(', ')}.`,
    );
  }
  if (weekday(time) !== day) return false;
  const isLast = time.day + 7 > daysInMonth(time.year, time.month);
  return position === POSITIONS.length - 1 ? isLast : Math.floor((time.day - 1) / 7) === position;
}

function isLastWorkingDay(args: Arguments, call: Call): boolean {
  const name = 'isLastWorkingDay';
  const time = localTime(name, args, call);
  const names = args
    .textOr('workingDays', '')
    .split(/[,\s]+/)
    .filter((part) => part !== '');
  const days = names.map((part) => weekdayNamed(name, 'workingDays', part));
  const working = days.length === 0 ? WORKING_DAYS : new Set(days);
  for (let day = daysInMonth(time.year, time.month); day > 0; day -= 1) {
    if (working.has(weekday({ ...time, day }))) return day === time.day;
  }
  return false;
}

function nanoseconds(name: string, args: Arguments, parameter: string, call: Call): bigint {
  const value = present(name, args, parameter);
  const moment =
    typeof value === 'string' ? parseIso(value, call.timeZone) : momentArgument(value, args, call);
  return BigInt(moment.epochSeconds) * 1_000_000_000n + BigInt(moment.nanoseconds);
}

function comparison(
  name: string,
  hasAfter: boolean,
  hasBefore: boolean,
): readonly [string, LanguageFunction] {
  const apply = (args: Arguments, call: Call): boolean => {
    const date = nanoseconds(name, args, 'date', call);
    const isAfter = !hasAfter || date > nanoseconds(name, args, 'after', call);
    const isBefore = !hasBefore || date < nanoseconds(name, args, 'before', call);
    return isAfter && isBefore;
  };
  const parameters = ['date', ...(hasAfter ? ['after'] : []), ...(hasBefore ? ['before'] : [])];
  return [name, { kind: 'fixed', parameters, apply }];
}

export const calendarFunctions: FunctionTable = [
  dateFunction('dayOfWeek', weekday),
  dateFunction('dayOfMonth', (time) => time.day),
  dateFunction('monthOfYear', (time) => time.month),
  dateFunction('hourOfDay', (time) => time.hour),
  dateFunction('isWeekend', (time) => ['SATURDAY', 'SUNDAY'].includes(weekday(time))),
  [
    'isDayWeekInMonth',
    { kind: 'fixed', parameters: ['date', 'dayOfWeek', 'position'], apply: isDayWeekInMonth },
  ],
  ['isLastWorkingDay', { kind: 'fixed', parameters: ['date', 'workingDays'], apply: isLastWorkingDay }],
  comparison('isDateBefore', false, true),
  comparison('isDateAfter', true, false),
  comparison('isDateBetween', true, true),
];
