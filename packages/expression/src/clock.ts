/** The clocks used when the caller gives none. Everything that must be repeatable gives its own. */

export function machineNow(): Date {
  // eslint-disable-next-line no-restricted-syntax -- the default of the argument `now`
  return new Date();
}

/** Milliseconds of a clock that only goes forward. */
export function machineClockMs(): number {
  // eslint-disable-next-line no-restricted-syntax -- the default of the argument `clockMs`; it only limits cost
  return performance.now();
}

/** Bytes that nobody can foresee. */
export function machineRandomBytes(count: number): Uint8Array {
  return crypto.getRandomValues(new Uint8Array(count));
}

let knownTimeZone: string | undefined;

/** Asking costs more than rendering a short template, so it is asked once. */
export function machineTimeZone(): string {
  knownTimeZone ??= Intl.DateTimeFormat().resolvedOptions().timeZone;
  return knownTimeZone;
}
