const FIRST_MS = 50;
const MOST_MS = 2_000;

/** How long to wait before the next try after `failures` (0, 1, ...) in a row; `random` is 0 to 1. */
export function backoffMs(failures: number, random: number): number {
  const most = Math.min(FIRST_MS * 2 ** Math.min(failures, 10), MOST_MS);
  return most / 2 + (random * most) / 2;
}
