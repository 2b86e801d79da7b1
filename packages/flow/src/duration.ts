import { Decimal } from '@headrace/json';

const DURATION =
  /^([-+])?P(?:([-+]?\d+)D)?(T(?:([-+]?\d+)H)?(?:([-+]?\d+)M)?(?:([-+]?)(\d+)(?:[.,](\d{0,9}))?S)?)?$/i;

/**
 * Reads an ISO 8601 duration (`PT1H30M`, `P1DT2S`, `PT0.5S`) as milliseconds. Days are 24 hours; years, months and
 * weeks are not accepted, as in Kestra. Fractions of a millisecond are dropped.
 * @returns undefined if the text is not a duration, or is too long to count in milliseconds
 */
export function parseDuration(text: string): number | undefined {
  const match = text.length > 100 ? null : DURATION.exec(text);
  if (match === null) return undefined;
  const [, sign, days, time, hours, minutes, secondsSign, seconds, fraction] = match;
  if (days === undefined && time === undefined) return undefined;
  if (time !== undefined && time.length === 1) return undefined;
  const secondsMs = Number(seconds ?? 0) * 1000 + Number((fraction ?? '').padEnd(3, '0').slice(0, 3));
  const totalMs =
    Number(days ?? 0) * 86_400_000 +
    Number(hours ?? 0) * 3_600_000 +
    Number(minutes ?? 0) * 60_000 +
    (secondsSign === '-' ? -secondsMs : secondsMs);
  if (!Number.isSafeInteger(totalMs)) return undefined;
  // `+ 0` keeps -0 out
  return (sign === '-' ? -totalMs : totalMs) + 0;
}

/**
 * Reads an ISO 8601 duration as seconds, with all nine digits that it may have behind the point.
 * @returns undefined if the text is not a duration, or is too long to count in milliseconds
 */
export function durationSeconds(text: string): Decimal | undefined {
  const durationMs = parseDuration(text);
  const [, sign, days, , hours, minutes, secondsSign, seconds, fraction] = DURATION.exec(text) ?? [];
  if (durationMs === undefined) return undefined;
  const wholeNanos = BigInt(seconds ?? 0) * NANOS + BigInt((fraction ?? '').padEnd(9, '0'));
  const upwards =
    (BigInt(days ?? 0) * 86_400n + BigInt(hours ?? 0) * 3600n + BigInt(minutes ?? 0) * 60n) * NANOS +
    (secondsSign === '-' ? -wholeNanos : wholeNanos);
  const nanos = sign === '-' ? -upwards : upwards;
  const size = (nanos < 0n ? -nanos : nanos).toString().padStart(10, '0');
  return Decimal.of(`${nanos < 0n ? '-' : ''}${size.slice(0, -9)}.${size.slice(-9)}`);
}

const NANOS = 1_000_000_000n;

/** Writes milliseconds as Java's `Duration.toString` does: hours, minutes and seconds, never days; `PT0S` for none. */
export function formatDuration(durationMs: number): string {
  const wholeMs = Math.trunc(durationMs);
  if (wholeMs === 0) return 'PT0S';
  const negative = wholeMs < 0 ? '-' : '';
  const sizeMs = Math.abs(wholeMs);
  const hours = Math.floor(sizeMs / 3_600_000);
  const minutes = Math.floor((sizeMs % 3_600_000) / 60_000);
  const seconds = Math.floor((sizeMs % 60_000) / 1000);
  const fraction = String(sizeMs % 1000)
    .padStart(3, '0')
    .replace(/0+$/, '');
  let text = 'PT';
  if (hours > 0) text += `${negative}${hours}H`;
  if (minutes > 0) text += `${negative}${minutes}M`;
  if (seconds > 0 || fraction !== '')
    text += `${negative}${seconds}${fraction === '' ? '' : `.${fraction}`}S`;
  return text;
}
