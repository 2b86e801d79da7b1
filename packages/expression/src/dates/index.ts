import type { Arguments } from '../arguments';
import { Failure } from '../error';
import type { Call } from '../frame';
import { isNumber, toFloat } from '../number';
import { describeKind } from '../value';
import { parseIso } from './iso';
import { inZone, type Moment, momentOf } from './moment';
import { formatTime } from './named-format';
import { offsetSeconds } from './zone';

/** Parameters of everything that writes a date. */
export const DATE_PARAMETERS = ['format', 'timeZone', 'existingFormat', 'locale'] as const;

/** Dates beyond these years are not handled by JavaScript. */
const MAX_EPOCH_SECONDS = 8_640_000_000_000 - 86_400 * 2;

/** Writes a date, a number of epoch seconds or an ISO 8601 text in the wanted format and zone. */
export function formatDate(input: unknown, args: Arguments, call: Call): string {
  if (args.has('existingFormat')) throw new Failure('The argument [existingFormat] is not supported yet.');
  const zone = args.textOr('timeZone', call.timeZone);
  const moment = toMoment(input, zone);
  if (!(Math.abs(moment.epochSeconds) <= MAX_EPOCH_SECONDS)) throw new Failure('The date is out of range.');
  const time = inZone(moment, zone, offsetSeconds(zone, moment.epochSeconds));
  return formatTime(time, args.textOr('format', 'iso'), localeOf(args.textOr('locale', undefined)));
}

function toMoment(input: unknown, zone: string): Moment {
  if (input instanceof Date) return momentOf(input);
  if (typeof input === 'string') return parseIso(input, zone);
  if (isNumber(input) && Number.isSafeInteger(toFloat(input))) {
    return { epochSeconds: toFloat(input), nanoseconds: 0 };
  }
  throw new Failure(`Expected a date, a text or whole epoch seconds, got ${describeKind(input)}.`);
}

/** Java writes `fr_FR` where Intl wants `fr-FR`. */
function localeOf(name: string | undefined): string {
  if (name === undefined) return 'en-US';
  try {
    return Intl.getCanonicalLocales(name.replaceAll('_', '-'))[0] ?? 'en-US';
  } catch {
    throw new Failure('This locale does not exist.');
  }
}
