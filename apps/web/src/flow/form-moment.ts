/** Minutes that a local time lies ahead of UTC, as the browser's zone has it. */
export type OffsetAt = (local: Date) => number;

const browserOffset: OffsetAt = (local) => -local.getTimezoneOffset();

/** A time of the browser's zone (`2026-01-31T09:30`) as an instant (`2026-01-31T09:30:00+01:00`). */
export function instantOf(local: string, offsetAt: OffsetAt = browserOffset): string {
  return `${withSeconds(local)}${offsetText(local, offsetAt)}`;
}

/** An instant as a time of the browser's zone, for a field to start with; empty if it is none. */
export function localOf(instant: string, offsetAt: OffsetAt = browserOffset): string {
  // Java writes the zone's name behind the offset.
  const date = new Date(instant.replace(/\[.*\]$/, ''));
  if (Number.isNaN(date.getTime())) return '';
  const shifted = new Date(date.getTime() + offsetAt(date) * 60_000);
  return shifted
    .toISOString()
    .replace('Z', '')
    .replace(/(:00)?\.000$/, '');
}

/** Of a zone at a local time: `UTC+01:00`. */
export function zoneText(local: string, offsetAt: OffsetAt = browserOffset): string {
  return `UTC${offsetText(local, offsetAt)}`;
}

/** Whether a time of day with its date or without says anything about seconds. */
export function hasSeconds(written: string | null): boolean {
  return /T?\d\d:\d\d:(?!00(?:\.0*)?(?:$|Z|[+-]))/.test(written ?? '');
}

function offsetText(local: string, offsetAt: OffsetAt): string {
  const date = new Date(withSeconds(local));
  const minutes = offsetAt(Number.isNaN(date.getTime()) ? new Date() : date);
  const size = Math.abs(Math.round(minutes));
  return `${minutes < 0 ? '-' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}`;
}

function withSeconds(local: string): string {
  return /T\d\d:\d\d$/.test(local) ? `${local}:00` : local;
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}
