import { parseIso } from '../dates/iso';
import { inZone, isoWeek } from '../dates/moment';
import { formatPattern } from '../dates/pattern';
import { JqError } from './error';
import { type Machine, made, type NativeFunction } from './machine';
import type { Json } from './syntax';
import { floatOf, typeOf } from './value';

/** The directives of strftime as patterns of Java. */
const DIRECTIVES: Readonly<Record<string, string>> = {
  Y: 'yyyy',
  m: 'MM',
  d: 'dd',
  H: 'HH',
  I: 'hh',
  M: 'mm',
  S: 'ss',
  y: 'yy',
  j: 'DDD',
  B: 'MMMM',
  b: 'MMM',
  h: 'MMM',
  A: 'EEEE',
  a: 'EEE',
  p: 'a',
  F: 'yyyy-MM-dd',
  T: 'HH:mm:ss',
  R: 'HH:mm',
  D: 'MM/dd/yy',
};

function secondsOf(value: Json): number {
  const given = floatOf(value);
  if (given !== undefined) return given;
  if (Array.isArray(value)) {
    const [year = 1970, month = 0, day = 1, hour = 0, minute = 0, second = 0] = value.map(Number);
    return Date.UTC(year, month, day, hour, minute, second) / 1000;
  }
  throw new JqError(`${typeOf(value)} cannot be read as a time`);
}

function checkedDate(seconds: number): Date {
  const date = new Date(seconds * 1000);
  if (Number.isNaN(date.getTime())) throw new JqError('The time is out of range');
  return date;
}

function brokenDown(value: Json): Json {
  const seconds = secondsOf(value);
  const date = checkedDate(seconds);
  const newYear = Date.UTC(date.getUTCFullYear(), 0, 1);
  return [
    date.getUTCFullYear(),
    date.getUTCMonth(),
    date.getUTCDate(),
    date.getUTCHours(),
    date.getUTCMinutes(),
    date.getUTCSeconds() + (seconds - Math.floor(seconds)),
    date.getUTCDay(),
    Math.floor((date.getTime() - newYear) / 86_400_000),
  ];
}

function formatTime(value: Json, format: string): string {
  const seconds = Math.floor(secondsOf(value));
  checkedDate(seconds);
  const time = inZone({ epochSeconds: seconds, nanoseconds: 0 }, 'UTC', 0);
  return format.replace(/%(.)/gs, (_whole, letter: string) => {
    if (letter === 'Z') return 'UTC';
    if (letter === 'z') return '+0000';
    if (letter === '%') return '%';
    if (letter === 's') return String(seconds);
    if (letter === 'e') return String(time.day).padStart(2);
    if (letter === 'u') return String(time.weekday);
    if (letter === 'w') return String(time.weekday % 7);
    if (letter === 'V') return String(isoWeek(time).week).padStart(2, '0');
    if (letter === 'G') return String(isoWeek(time).year);
    const pattern = DIRECTIVES[letter];
    if (pattern === undefined) throw new JqError('The format of the time has an unknown directive');
    return formatPattern(time, pattern, 'en-US');
  });
}

function fromIso(value: Json): Json {
  if (typeof value !== 'string') throw new JqError(`${typeOf(value)} cannot be read as a date`);
  try {
    return parseIso(value, 'UTC').epochSeconds;
  } catch {
    throw new JqError('The text does not match the format "%Y-%m-%dT%H:%M:%SZ"');
  }
}

function unary(
  name: string,
  apply: (value: Json, machine: Machine) => Json,
): readonly [string, NativeFunction] {
  return [`${name}/0`, (machine, { value }) => [made(apply(value, machine))]];
}

export const timeNatives: readonly (readonly [string, NativeFunction])[] = [
  unary('fromdate', fromIso),
  unary('fromdateiso8601', fromIso),
  unary('mktime', (value) => Math.floor(secondsOf(value))),
  unary('gmtime', brokenDown),
  unary('localtime', brokenDown),
  [
    'strftime/1',
    function* (machine, { value }, [closure]) {
      if (closure === undefined) return;
      for (const format of machine.values(closure, value)) {
        if (typeof format !== 'string') throw new JqError('strftime/1 requires a string format');
        yield made(formatTime(value, format));
      }
    },
  ],
];
