import { isEnded, type State } from './state';
import type { AttemptBar, TaskRow, Timeline } from './timeline';

/** A row of the chart and how deep it stands under its parents. */
export interface GanttRow {
  row: TaskRow;
  depth: number;
}

/** A part of a bar; `left` and `width` are fractions of the whole span. */
export interface Segment {
  key: string;
  kind: 'waiting' | 'ran';
  attempt: number;
  left: number;
  width: number;
  /** The state whose colour it takes. */
  state: State;
  open: boolean;
}

export interface Span {
  startMs: number;
  endMs: number;
}

/** Rows in tree order: each parent before its children, siblings in order of creation. */
export function ganttRows(timeline: Timeline): GanttRow[] {
  const children = new Map<string | null, TaskRow[]>();
  for (const row of timeline.rows.values()) {
    const parent =
      row.parentTaskRunId !== null && timeline.rows.has(row.parentTaskRunId) ? row.parentTaskRunId : null;
    const siblings = children.get(parent);
    if (siblings) siblings.push(row);
    else children.set(parent, [row]);
  }
  const ordered: GanttRow[] = [];
  const stack = [...(children.get(null) ?? [])].reverse().map((row) => ({ row, depth: 0 }));
  for (let next = stack.pop(); next; next = stack.pop()) {
    ordered.push(next);
    const { row, depth } = next;
    const below = children.get(row.taskRunId) ?? [];
    for (const child of [...below].reverse()) stack.push({ row: child, depth: depth + 1 });
  }
  return ordered;
}

/** From creation to the end, or to now while it runs. Never empty. */
export function spanOf(timeline: Timeline, nowMs: number): Span {
  const startMs = timeline.createdMs ?? nowMs;
  const ended = timeline.state !== null && isEnded(timeline.state);
  const endMs = ended ? (timeline.endedMs ?? nowMs) : nowMs;
  return { startMs, endMs: Math.max(endMs, startMs + 1) };
}

/** The parts of a row's bar, oldest first: what it waited for, and each attempt. */
export function segmentsOf(row: TaskRow, span: Span, nowMs: number): Segment[] {
  const segments: Segment[] = [];
  for (const attempt of row.attempts) {
    if (attempt.startedMs > attempt.waitingSinceMs) {
      segments.push(waiting(row, attempt.number, attempt.waitingSinceMs, attempt.startedMs, span, false));
    }
    segments.push(ran(row, attempt, span, nowMs));
  }
  if (row.waitingSinceMs !== null) {
    const last = row.attempts.at(-1);
    const number = last?.outcome === 'released' ? last.number : (last?.number ?? 0) + 1;
    segments.push(waiting(row, number, row.waitingSinceMs, nowMs, span, true));
  }
  // An attempt that was given back starts again under its number, so that numbers are no keys.
  return segments.map((segment, index) => ({ ...segment, key: `${segment.kind}${index}` }));
}

function waiting(
  row: TaskRow,
  attempt: number,
  fromMs: number,
  toMs: number,
  span: Span,
  open: boolean,
): Segment {
  return {
    key: '',
    kind: 'waiting',
    attempt,
    state: row.state,
    open,
    ...place(fromMs, toMs, span),
  };
}

function ran(row: TaskRow, attempt: AttemptBar, span: Span, nowMs: number): Segment {
  return {
    key: '',
    kind: 'ran',
    attempt: attempt.number,
    state: attemptState(row, attempt),
    open: attempt.endedMs === null,
    ...place(attempt.startedMs, attempt.endedMs ?? nowMs, span),
  };
}

/** The last attempt wears the state of its task run (it may be WARNING); earlier ones their own end. */
function attemptState(row: TaskRow, attempt: AttemptBar): State {
  const last = row.attempts.at(-1);
  if (last === attempt && row.endedMs !== null) return row.state;
  switch (attempt.outcome) {
    case 'running':
      return 'RUNNING';
    case 'succeeded':
      return 'SUCCESS';
    case 'failed':
    case 'timedOut':
    case 'lost':
      return 'FAILED';
    case 'killed':
      return 'KILLED';
    case 'released':
      return 'CANCELLED';
  }
}

function place(fromMs: number, toMs: number, span: Span): { left: number; width: number } {
  const length = span.endMs - span.startMs;
  const left = clamp((fromMs - span.startMs) / length);
  return { left, width: Math.max(0, clamp((toMs - span.startMs) / length) - left) };
}

function clamp(value: number): number {
  return Math.min(1, Math.max(0, value));
}

const niceStepsMs = [
  1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 15_000, 30_000, 60_000, 120_000, 300_000,
  600_000, 900_000, 1_800_000, 3_600_000, 7_200_000, 14_400_000, 43_200_000, 86_400_000,
];

/** Time marks at round distances from the start, at most `most` of them (the start itself is one). */
export function ticksOf(span: Span, most: number): { offsetMs: number; left: number }[] {
  const length = span.endMs - span.startMs;
  const stepMs =
    niceStepsMs.find((candidate) => length / candidate <= most - 1) ??
    Math.ceil(length / ((most - 1) * 86_400_000)) * 86_400_000;
  const ticks = [];
  for (let offsetMs = 0; offsetMs <= length; offsetMs += stepMs) {
    ticks.push({ offsetMs, left: offsetMs / length });
  }
  return ticks;
}

/** How long a task run waited and ran in all its attempts, in milliseconds. */
export function rowTotals(row: TaskRow, nowMs: number): { waitedMs: number; ranMs: number } {
  let waitedMs = row.waitingSinceMs === null ? 0 : Math.max(0, nowMs - row.waitingSinceMs);
  let ranMs = 0;
  for (const attempt of row.attempts) {
    waitedMs += attempt.startedMs - attempt.waitingSinceMs;
    ranMs += Math.max(0, (attempt.endedMs ?? nowMs) - attempt.startedMs);
  }
  return { waitedMs, ranMs };
}
