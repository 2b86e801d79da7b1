/** One log line as `logs` sends it; `position` numbers the lines of an execution. */
export interface LogLine {
  position: number;
  at: string;
  level: LogLevel;
  /** Null, as the three below, in a line of the execution itself. */
  taskRunId: string | null;
  taskId: string | null;
  attempt: number | null;
  line: number | null;
  message: string;
}

/** What stands where a task id would, in a line that the execution itself wrote. */
const ofTheExecution = 'execution';

/** Who wrote a line: a task, or the execution. */
export function writerOf(line: Pick<LogLine, 'taskId'>): string {
  return line.taskId ?? ofTheExecution;
}

export type LogLevel = 'TRACE' | 'DEBUG' | 'INFO' | 'WARN' | 'ERROR';

export const logLevels: readonly LogLevel[] = ['TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR'];

/** The lines a screen holds, oldest first, and what it knows about the whole log. */
export interface LogWindow {
  lines: readonly LogLine[];
  /** Position of the newest line that was applied; 0 before the first. */
  lastPosition: number;
  /** Lines that were received, held or not. */
  received: number;
  /** How many of them were let go at the front because the window is full. */
  dropped: number;
  counts: Readonly<Record<LogLevel, number>>;
  /** Position of the very last line of a complete log (0 for an empty one); null while it may grow. */
  sealedAt: number | null;
}

export const emptyLogWindow: LogWindow = {
  lines: [],
  lastPosition: 0,
  received: 0,
  dropped: 0,
  counts: { TRACE: 0, DEBUG: 0, INFO: 0, WARN: 0, ERROR: 0 },
  sealedAt: null,
};

/**
 * Adds a batch to the window. Lines that are not newer than the window are ignored, so that a batch
 * may arrive twice. Holds at most `limit` lines: the newest.
 */
export function appendLines(
  window: LogWindow,
  batch: { lines: readonly LogLine[]; sealedAt: number | null },
  limit: number,
): LogWindow {
  const fresh = newerLines(batch.lines, window.lastPosition);
  const sealedAt = batch.sealedAt ?? window.sealedAt;
  if (fresh.length === 0) return sealedAt === window.sealedAt ? window : { ...window, sealedAt };
  const counts = { ...window.counts };
  for (const line of fresh) counts[line.level] += 1;
  const all = window.lines.concat(fresh);
  const excess = Math.max(0, all.length - limit);
  return {
    lines: excess > 0 ? all.slice(excess) : all,
    lastPosition: fresh[fresh.length - 1]?.position ?? window.lastPosition,
    received: window.received + fresh.length,
    dropped: window.dropped + excess,
    counts,
    sealedAt,
  };
}

function newerLines(lines: readonly LogLine[], lastPosition: number): LogLine[] {
  const fresh: LogLine[] = [];
  let last = lastPosition;
  for (const line of lines) {
    if (line.position <= last) continue;
    fresh.push(line);
    last = line.position;
  }
  return fresh;
}

export interface LogFilter {
  minLevel: LogLevel;
  /** Found anywhere in the message or the task id, without regard to case. */
  text: string;
  /** Only lines of this task run: what the execution itself says is none of its doing. */
  taskRunId: string | null;
}

/** The lines that a filter lets through, in their order. */
export function visibleLines(lines: readonly LogLine[], filter: LogFilter): readonly LogLine[] {
  const least = logLevels.indexOf(filter.minLevel);
  const text = filter.text.trim().toLowerCase();
  if (least === 0 && text === '' && filter.taskRunId === null) return lines;
  return lines.filter(
    (line) =>
      logLevels.indexOf(line.level) >= least &&
      (filter.taskRunId === null || line.taskRunId === filter.taskRunId) &&
      (text === '' ||
        line.message.toLowerCase().includes(text) ||
        writerOf(line).toLowerCase().includes(text)),
  );
}

/** A row of the log view: a line, or the head of the group of a task run (or of the execution). */
export type LogRow =
  | { kind: 'line'; key: string; line: LogLine }
  | { kind: 'head'; key: string; group: string; writer: string; lines: number; folded: boolean };

/** Lines by time, one row each. */
export function temporalRows(lines: readonly LogLine[]): LogRow[] {
  return lines.map((line) => ({ kind: 'line', key: String(line.position), line }));
}

/** Lines under the head of their task run, or of the execution; groups in the order of their first line. */
export function groupedRows(lines: readonly LogLine[], folded: ReadonlySet<string>): LogRow[] {
  const groups = new Map<string, LogLine[]>();
  for (const line of lines) {
    const name = line.taskRunId ?? ofTheExecution;
    const group = groups.get(name);
    if (group) group.push(line);
    else groups.set(name, [line]);
  }
  const rows: LogRow[] = [];
  for (const [group, its] of groups) {
    const writer = its[0] ? writerOf(its[0]) : '';
    const isFolded = folded.has(group);
    rows.push({ kind: 'head', key: `head-${group}`, group, writer, lines: its.length, folded: isFolded });
    if (!isFolded) rows.push(...temporalRows(its));
  }
  return rows;
}

/** Lines as plain text, one per line of the file: time, level, task, message. */
export function logText(lines: readonly LogLine[]): string {
  return lines
    .map((line) => `${line.at} ${line.level.padEnd(5)} [${writerOf(line)}] ${line.message}\n`)
    .join('');
}

/** What can be said about the log as a whole; "complete" only when every line up to the seal is here. */
export function completeness(window: LogWindow): 'open' | 'complete' | 'incomplete' {
  if (window.sealedAt === null) return 'open';
  return window.lastPosition >= window.sealedAt ? 'complete' : 'incomplete';
}
