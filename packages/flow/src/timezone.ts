import { text } from './scalar';

/** An IANA time zone, such as `Europe/Paris`, or an offset. */
export function timezone() {
  return text().superRefine((written, context) => {
    if (!isTimezone(written))
      context.addIssue({ code: 'custom', message: `timezone '(${written})' is not a valid time-zone ID` });
  });
}

/** Asking costs much more than remembering. */
const known = new Set<string>();
const MAX_KNOWN = 1_000;

function isTimezone(written: string): boolean {
  if (written.length === 0 || written.length > 60) return false;
  if (known.has(written)) return true;
  try {
    new Intl.DateTimeFormat('en', { timeZone: written });
    if (known.size < MAX_KNOWN) known.add(written);
    return true;
  } catch {
    return false;
  }
}
