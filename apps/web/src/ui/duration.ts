/** Milliseconds between two instants (ISO); an open end is `nowMs`. Never negative. */
export function elapsedMs(startedAt: string, endedAt: string | null, nowMs: number): number {
  return Math.max(0, (endedAt === null ? nowMs : Date.parse(endedAt)) - Date.parse(startedAt));
}

/** Milliseconds as text of a steady width: `340 ms`, `4.2 s`, `2m 05s`, `3h 12m`, `2d 04h`. */
export function durationText(ms: number): string {
  if (ms < 1000) return `${Math.round(ms)} ms`;
  const seconds = ms / 1000;
  if (seconds < 59.95) return `${seconds.toFixed(1)} s`;
  const wholeSeconds = Math.round(seconds);
  if (wholeSeconds < 3600) return `${Math.floor(wholeSeconds / 60)}m ${two(wholeSeconds % 60)}s`;
  const minutes = Math.floor(wholeSeconds / 60);
  if (minutes < 1440) return `${Math.floor(minutes / 60)}h ${two(minutes % 60)}m`;
  const hours = Math.floor(minutes / 60);
  return `${Math.floor(hours / 24)}d ${two(hours % 24)}h`;
}

/** The same, but while something runs only whole units move: calmer to look at, no false precision. */
export function runningDurationText(ms: number): string {
  return ms < 60_000 ? `${(Math.floor(ms / 100) / 10).toFixed(1)} s` : durationText(ms);
}

/** How long ago, in words: `just now`, `40 s ago`, `5 min ago`, `3 h ago`, `2 d ago`. */
export function agoText(at: string, nowMs: number): string {
  const seconds = Math.max(0, Math.floor((nowMs - Date.parse(at)) / 1000));
  if (seconds < 5) return 'just now';
  if (seconds < 60) return `${seconds} s ago`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min ago`;
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return `${hours} h ago`;
  return `${Math.floor(hours / 24)} d ago`;
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}
