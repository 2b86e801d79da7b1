'use client';

import { agoText, durationText, elapsedMs, runningDurationText } from './duration';
import { useServerNow } from './use-server-now';

const exact = new Intl.DateTimeFormat(undefined, {
  year: 'numeric',
  month: 'short',
  day: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
  timeZoneName: 'short',
});
const clock = new Intl.DateTimeFormat(undefined, {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  fractionalSecondDigits: 3,
  hourCycle: 'h23',
});

/** Date and time to the second, in the reader's zone, which it names. */
export function exactTime(at: string): string {
  return exact.format(new Date(at));
}

/** Time of day to the millisecond, in the reader's zone. */
export function clockTime(at: string): string {
  return clock.format(new Date(at));
}

/** How long ago, moving on by itself; the exact time as the browser's own tooltip: it stands in many rows. */
export function Ago({ at }: { at: string }) {
  const nowMs = useServerNow(1_000);
  return (
    <time dateTime={at} title={exactTime(at)}>
      {agoText(at, nowMs)}
    </time>
  );
}

/** From start to end; counts up by the server's clock while there is no end. */
export function LiveDuration({ startedAt, endedAt }: { startedAt: string; endedAt: string | null }) {
  const nowMs = useServerNow(100, endedAt === null);
  const ms = elapsedMs(startedAt, endedAt, nowMs);
  return (
    <span className="tabular" data-running={endedAt === null || undefined}>
      {endedAt === null ? runningDurationText(ms) : durationText(ms)}
    </span>
  );
}
