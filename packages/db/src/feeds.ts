import type pg from 'pg';
import { LONGEST_MESSAGE } from './log';

/** One stored event of an execution. */
export interface EventRow {
  readonly seq: number;
  readonly at: Date;
  readonly kind: string;
  readonly executionState: string | null;
  readonly taskRunId: string | null;
  readonly taskId: string | null;
  readonly taskRunState: string | null;
  readonly attempt: number | null;
  readonly detail: EventDetail | null;
}

export interface EventDetail {
  readonly parentTaskRunId?: string | null;
  readonly value?: string | null;
  readonly message?: string | null;
  /** ISO instant */
  readonly dueAt?: string | null;
  readonly workerId?: string | null;
}

/** One stored log line. */
export interface LogLineRow {
  readonly position: number;
  readonly at: Date;
  /** 0 TRACE, 1 DEBUG, 2 INFO, 3 WARN, 4 ERROR */
  readonly level: number;
  /** null, as the three after it, in a line of the execution itself. */
  readonly taskRunId: string | null;
  readonly taskId: string | null;
  readonly attempt: number | null;
  readonly line: number | null;
  readonly message: string;
}

/**
 * A look at a numbered feed, all of it from one snapshot. Everything up to `scannedTo` was looked at, also what a filter left
 * out. Once `ended` is true no number above `head` will ever be given out, so the feed is complete at `head`.
 */
export interface FeedPage<Row> {
  readonly rows: readonly Row[];
  readonly scannedTo: number;
  readonly head: number;
  readonly ended: boolean;
}

interface HeadColumns {
  readonly head: number;
  readonly ended: boolean;
}

/** Events after `afterSeq` in order, at most `limit`; null when there is no such execution. One round trip. */
export async function eventsAfter(
  pool: pg.Pool,
  { executionId, afterSeq, limit }: { executionId: string; afterSeq: number; limit: number },
): Promise<FeedPage<EventRow> | null> {
  const { rows } = await pool.query<HeadColumns & { [Key in keyof EventRow]: EventRow[Key] | null }>({
    name: 'feeds_events_after',
    text: `
      select x.seq as head, x.ended_at is not null as ended, e.*
      from executions x
      left join lateral (
        select seq, at, kind, execution_state as "executionState", task_run_id as "taskRunId", task_id as "taskId",
               task_run_state as "taskRunState", attempt, detail
        from events where execution_id = x.id and seq > $2 order by seq limit $3
      ) e on true
      where x.id = $1
      order by e.seq`,
    values: [executionId, afterSeq, limit],
  });
  const [first] = rows;
  if (!first) return null;
  const events = rows.filter((row): row is HeadColumns & EventRow => row.seq !== null);
  return {
    rows: events,
    scannedTo: scanned(events.at(-1)?.seq, events.length, limit, first.head),
    ...heads(first),
  };
}

/** How many positions one look at a filtered log goes through at most: keeps a look short in a log of millions of lines. */
const LOG_WINDOW = 20_000;

/** Which lines of a log somebody wants to see. All that is given must hold. */
export interface LogFilter {
  /** 0 TRACE, 1 DEBUG, 2 INFO, 3 WARN, 4 ERROR */
  readonly minLevel: number;
  readonly taskRunId?: string;
  /** Number of the attempt of the task run. */
  readonly attempt?: number;
}

const LINE_COLUMNS =
  'position, at, level, task_run_id as "taskRunId", task_id as "taskId", attempt, line, message';

type LineColumns = HeadColumns & { [Key in keyof LogLineRow]: LogLineRow[Key] | null };

/**
 * Log lines after `afterPosition` that the filter lets pass, in order, at most `limit`; null when there is no such execution.
 * `ended` is safe here too: lines are only taken from an attempt that runs, and an execution ends after its attempts.
 * One round trip.
 */
export async function logLinesAfter(
  pool: pg.Pool,
  query: LogFilter & { executionId: string; afterPosition: number; limit: number },
): Promise<FeedPage<LogLineRow> | null> {
  const { executionId, afterPosition, minLevel, limit, taskRunId, attempt } = query;
  const { rows } = await pool.query<LineColumns>({
    name: 'feeds_log_lines_after',
    text: `
      select coalesce(h.position, 0) as head, x.ended_at is not null as ended, l.*
      from executions x
      left join log_heads h on h.execution_id = x.id
      left join lateral (
        select ${LINE_COLUMNS}
        from log_lines
        where execution_id = x.id and position > $2 and position <= $2::bigint + ${LOG_WINDOW} and level >= $3
          and ($5::text is null or task_run_id = $5) and ($6::int is null or log_lines.attempt = $6)
        order by position limit $4
      ) l on true
      where x.id = $1
      order by l.position`,
    values: [executionId, afterPosition, minLevel, limit, taskRunId ?? null, attempt ?? null],
  });
  const [first] = rows;
  if (!first) return null;
  const lines = rows.filter((row): row is HeadColumns & LogLineRow => row.position !== null);
  const end = Math.min(first.head, afterPosition + LOG_WINDOW);
  return {
    rows: lines,
    scannedTo: scanned(lines.at(-1)?.position, lines.length, limit, end),
    ...heads(first),
  };
}

/**
 * Log lines before `beforePosition` (from the end on without one), the last one first, otherwise as `logLinesAfter`: everything from
 * `scannedTo` on was looked at. The end of a log of any length costs what is read of it.
 */
export async function logLinesBefore(
  pool: pg.Pool,
  query: LogFilter & { executionId: string; beforePosition?: number; limit: number },
): Promise<FeedPage<LogLineRow> | null> {
  const { executionId, beforePosition, minLevel, limit, taskRunId, attempt } = query;
  const { rows } = await pool.query<LineColumns>({
    name: 'feeds_log_lines_before',
    text: `
      select x.*, l.* from (
        select e.id, coalesce(h.position, 0) as head, e.ended_at is not null as ended,
          least(coalesce($2::bigint, h.position + 1), coalesce(h.position, 0) + 1) as upto
        from executions e left join log_heads h on h.execution_id = e.id where e.id = $1
      ) x
      left join lateral (
        select ${LINE_COLUMNS}
        from log_lines
        where execution_id = x.id and position < x.upto and position >= x.upto - ${LOG_WINDOW} and level >= $3
          and ($5::text is null or task_run_id = $5) and ($6::int is null or log_lines.attempt = $6)
        order by position desc limit $4
      ) l on true
      order by l.position desc`,
    values: [executionId, beforePosition ?? null, minLevel, limit, taskRunId ?? null, attempt ?? null],
  });
  const [first] = rows;
  if (!first) return null;
  const lines = rows.filter((row): row is LineColumns & LogLineRow => row.position !== null);
  const start = Math.min(beforePosition ?? first.head + 1, first.head + 1) - LOG_WINDOW;
  return {
    rows: lines,
    scannedTo: scanned(lines.at(-1)?.position, lines.length, limit, Math.max(start, 1)),
    ...heads(first),
  };
}

function scanned(last: number | undefined, count: number, limit: number, end: number): number {
  return last !== undefined && count >= limit ? last : end;
}

function heads({ head, ended }: HeadColumns): HeadColumns {
  return { head, ended };
}

/** Whether an execution has ended; null when there is none. One row by its key: cheap enough to be asked for each that waits. */
export async function executionEnded(pool: pg.Pool, executionId: string): Promise<boolean | null> {
  const { rows } = await pool.query<{ ended: boolean }>({
    name: 'feeds_execution_ended',
    text: 'select ended_at is not null as ended from executions where id = $1',
    values: [executionId],
  });
  return rows[0]?.ended ?? null;
}

/** An execution as lists show it: without what may be large and is read when somebody asks for it (`ExecutionValues`). */
export interface ExecutionRow {
  readonly id: string;
  readonly namespace: string;
  readonly flowId: string;
  readonly flowRevision: number;
  readonly state: string;
  readonly history: unknown;
  readonly seq: number;
  readonly labels: unknown;
  /** { id, type }, without its variables; undefined where it was not read */
  readonly trigger?: unknown;
  readonly parentId: string | null;
  readonly originalId: string;
  readonly attemptNumber: number;
  /** cut after 10,000 characters */
  readonly error: string | null;
  readonly createdAt: Date;
  readonly startedAt: Date | null;
  readonly endedAt: Date | null;
}

/**
 * A place in the order of changes: transaction id (decimal text, 64 bits) of the change and id of the execution.
 * `id: ''` stands before all executions that the transaction changed.
 */
export interface ChangePosition {
  readonly xid: string;
  readonly id: string;
}

export interface ChangePage {
  readonly rows: readonly (ExecutionRow & { readonly changedXid: string })[];
  /** Every transaction below this one has ended, and what it changed was visible to this look. */
  readonly settledXid: string;
}

/** The columns of `ExecutionRow`. A message is as long as `shortened` leaves it, unless it was stored by something older. */
export const EXECUTION_COLUMNS = `id, namespace, flow_id as "flowId", flow_revision as "flowRevision", state, history, seq, labels,
  trigger - 'variables' as trigger, parent_id as "parentId", original_id as "originalId", attempt_number as "attemptNumber",
  case when length(error) > ${LONGEST_MESSAGE} then left(error, ${LONGEST_MESSAGE - 1}) || '…' else error end as error,
  created_at as "createdAt", started_at as "startedAt", ended_at as "endedAt"`;

/**
 * Executions whose state changed after `after`, in the order of transaction ids, at most `limit`, with what is needed to move
 * on without a gap: docs/decisions/live-list-cursor.md. One round trip.
 */
export async function executionsChangedAfter(
  pool: pg.Pool,
  { after, limit }: { after: ChangePosition; limit: number },
): Promise<ChangePage> {
  const { rows } = await pool.query<
    { settledXid: string; changedXid: string | null } & {
      [Key in keyof ExecutionRow]: ExecutionRow[Key] | null;
    }
  >({
    name: 'feeds_executions_changed_after',
    text: `
      select pg_snapshot_xmin(pg_current_snapshot())::text as "settledXid", x.*
      from (select 1) one
      left join lateral (
        select changed_xid::text as "changedXid", ${EXECUTION_COLUMNS}
        from executions where (changed_xid, id) > ($1::bigint, $2::text) order by changed_xid, id limit $3
      ) x on true
      order by x."changedXid"::bigint, x.id`,
    values: [after.xid, after.id, limit],
  });
  const settledXid = rows[0]?.settledXid ?? '0';
  return {
    rows: rows.filter((row): row is ExecutionRow & typeof row & { changedXid: string } => row.id !== null),
    settledXid,
  };
}

/** The place from which a list read after this call misses no change: ask for it before reading the list. */
export async function settledPosition(pool: pg.Pool): Promise<ChangePosition> {
  const { rows } = await pool.query<{ xid: string }>(
    'select pg_snapshot_xmin(pg_current_snapshot())::text as xid',
  );
  return { xid: rows[0]?.xid ?? '0', id: '' };
}
