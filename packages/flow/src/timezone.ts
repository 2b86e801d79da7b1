import { text } from './scalar';

/** An IANA time zone, such as `Europe/Paris`, or an offset. */
export function timezone() {
  return text().superRefine((written, context) => {
    if (!isTimezone(written))
      context.addIssue({ code: 'custom', message: `timezone '(${written})' is not a valid time-zone ID` });
  });
}

function isTimezone(written: string): boolean {
  if (written.length === 0 || written.length > 60) return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: written });
    return true;
  } catch {
    return false;
  }
}
