import type { Arguments } from '../arguments';
import { Failure } from '../error';
import type { Call } from '../frame';
import { isNumber, type NumberValue, toFloat } from '../number';
import { describeKind } from '../value';
import { parseIso } from './iso';
import { inZone, type Moment, momentOf } from './moment';
import { formatTime, parseFormat } from './named-format';
import { plus } from './unit';
import { offsetSeconds } from './zone';

/** Parameters of everything that writes a date. */
export const DATE_PARAMETERS = ['format', 'timeZone', 'existingFormat', 'locale'] as const;

/** Dates beyond these years are not handled by JavaScript. */
const MAX_EPOCH_SECONDS = 8_640_000_000_000 - 86_400 * 2;

/** Writes a date, a number (seconds since 1970, or milli-, micro- or nanoseconds) or a text in the wanted format and zone. */
export function formatDate(input: unknown, args: Arguments, call: Call): string {
  return formatMoment(momentArgument(input, args, call), args, call);
}

/** Writes the date that is some days, months, hours … later. */
export function formatDateAdd(input: unknown, args: Arguments, call: Call): string {
  const moment = momentArgument(input, args, call);
  args.required('amount');
  const amount = args.wholeOr('amount', 0);
  return formatMoment(plus(moment, amount, args.text('unit'), zoneOf(args, call)), args, call);
}

/** The moment that a date, a number (see `momentOfNumber`) or a text (ISO 8601, or `existingFormat`) stands for. */
export function momentArgument(input: unknown, args: Arguments, call: Call): Moment {
  const zone = zoneOf(args, call);
  const moment = toMoment(input, zone, args.textOr('existingFormat', undefined), localeOf(args));
  refuseOutOfRange(moment);
  return moment;
}

function formatMoment(moment: Moment, args: Arguments, call: Call): string {
  refuseOutOfRange(moment);
  const zone = zoneOf(args, call);
  const time = inZone(moment, zone, offsetSeconds(zone, moment.epochSeconds));
  return formatTime(time, args.textOr('format', 'iso'), localeOf(args));
}

function refuseOutOfRange({ epochSeconds }: Moment): void {
  if (!(Math.abs(epochSeconds) <= MAX_EPOCH_SECONDS)) throw new Failure('The date is out of range.');
}

function zoneOf(args: Arguments, call: Call): string {
  return args.textOr('timeZone', call.timeZone);
}

function toMoment(input: unknown, zone: string, format: string | undefined, locale: string): Moment {
  if (input instanceof Date) return momentOf(input);
  if (typeof input === 'string') {
    return format === undefined ? parseIso(input, zone) : parseFormat(input, format, zone, locale);
  }
  if (isNumber(input)) {
    const value = wholeOf(input);
    if (value !== null) return momentOfNumber(value);
  }
  throw new Failure(`Expected a date, a text or a whole number, got ${describeKind(input)}.`);
}

function wholeOf(value: NumberValue): bigint | null {
  if (typeof value === 'bigint') return value;
  const float = toFloat(value);
  return Number.isSafeInteger(float) ? BigInt(float) : null;
}

/** What a number with so many digits counts, for Kestra: milli-, micro- or nanoseconds; all others count seconds. */
const UNITS_IN_A_SECOND: ReadonlyMap<number, bigint> = new Map([
  [13, 1_000n],
  [16, 1_000_000n],
  [19, 1_000_000_000n],
]);

function momentOfNumber(value: bigint): Moment {
  const digits = (value < 0n ? -value : value).toString().length;
  const units = UNITS_IN_A_SECOND.get(digits) ?? 1n;
  const rest = ((value % units) + units) % units;
  return {
    epochSeconds: Number((value - rest) / units),
    nanoseconds: Number((rest * 1_000_000_000n) / units),
  };
}

/** Java writes `fr_FR` where Intl wants `fr-FR`. */
function localeOf(args: Arguments): string {
  const name = args.textOr('locale', undefined);
  if (name === undefined) return 'en-US';
  try {
    return Intl.getCanonicalLocales(name.replaceAll('_', '-'))[0] ?? 'en-US';
  } catch {
    throw new Failure('This locale does not exist.');
  }
}
