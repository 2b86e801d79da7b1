import type { AttemptChange, Changes, EngineEvent } from '@headrace/engine';
import { z } from 'zod';
import { storedLine, storedMessage } from '../log';
import { databaseFunction } from './functions';
import { type AttemptLines, type Commit, type CommitOutcome, IDEMPOTENCY_DAYS } from './journal';

// Lock order everywhere: execution, then attempt, then task run, then log head; batches sorted by execution id. A claim locks READY
// attempts first, which no commit waits for: only the last resort (`fail`) closes READY attempts, and it locks them first too.

/** Old keys that a new one takes with it: more than one, so that the table shrinks again after a rush. */
const FORGOTTEN_KEYS = 10;

/** Writes one decision: `c` is `asJson` of a Commit. Answers { outcome, seq, position }. */
export const COMMIT = databaseFunction(
  'commit',
  `CREATE OR REPLACE FUNCTION $NAME(c jsonb) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  of_execution varchar := c->>'executionId';
  event_count int := jsonb_array_length(c->'events');
  change jsonb := c->'execution';
  last_seq int;
  last_position int;
  line_count int;
  wanted jsonb := c->'idempotency';
  asked_at timestamptz := (c->'newExecution'->>'createdAt')::timestamptz;
BEGIN
  IF c ? 'newExecution' THEN
    IF c ? 'newestRevision' AND NOT EXISTS (SELECT 1 FROM flows f WHERE f.namespace = c->'newestRevision'->>'namespace'
        AND f.id = c->'newestRevision'->>'flowId' AND f.revision = (c->'newestRevision'->>'revision')::int
        AND NOT f.deleted AND NOT f.disabled) AND NOT EXISTS (SELECT 1 FROM executions e WHERE e.id = of_execution) THEN
      RETURN '{"outcome": "flowChanged"}';
    END IF;
    IF wanted IS NOT NULL THEN
      -- Two requests with one key wait here for each other. Its own row is found by a commit that is repeated after a lost answer.
      INSERT INTO idempotency_keys AS k (namespace, flow_id, key, digest, execution_id, created_at)
        VALUES (wanted->>'namespace', wanted->>'flowId', wanted->>'key', wanted->>'digest', of_execution, asked_at)
        ON CONFLICT (namespace, flow_id, key) DO UPDATE SET digest = excluded.digest, execution_id = excluded.execution_id,
          created_at = excluded.created_at
        WHERE k.execution_id = excluded.execution_id
          OR k.created_at < excluded.created_at - interval '${IDEMPOTENCY_DAYS} days';
      IF NOT FOUND THEN
        RETURN (SELECT jsonb_build_object('outcome', 'repeated', 'executionId', k.execution_id, 'digest', k.digest)
          FROM idempotency_keys k WHERE k.namespace = wanted->>'namespace' AND k.flow_id = wanted->>'flowId' AND k.key = wanted->>'key');
      END IF;
      DELETE FROM idempotency_keys WHERE ctid = ANY(ARRAY(SELECT k.ctid FROM idempotency_keys k
        WHERE k.created_at < asked_at - interval '${IDEMPOTENCY_DAYS} days' LIMIT ${FORGOTTEN_KEYS} FOR UPDATE SKIP LOCKED));
    END IF;
    INSERT INTO executions (id, namespace, flow_id, flow_revision, state, history, seq, version, last_commit, scope, retrying,
        inputs, labels, trigger, original_id, created_at, started_at, ended_at, outputs, error, changed_xid)
      SELECT of_execution, n.namespace, n."flowId", n."flowRevision", change->>'state', change->'history', event_count, 1,
        c->>'id', change->'scope', coalesce((change->>'retrying')::int, 0), n.inputs, n.labels, n.trigger, n."originalId",
        n."createdAt", (change->>'startedAt')::timestamptz, (change->>'endedAt')::timestamptz, nullif(change->'outputs', 'null'),
        change->>'error', pg_current_xact_id()::text::bigint
      FROM jsonb_to_record(c->'newExecution') AS n(namespace text, "flowId" text, "flowRevision" int, inputs jsonb, labels jsonb,
        trigger jsonb, "originalId" varchar, "createdAt" timestamptz)
      ON CONFLICT (id) DO NOTHING;
    -- Ids are never given out twice: the execution was stored by an earlier try whose answer got lost.
    IF NOT FOUND THEN
      RETURN (SELECT jsonb_build_object('outcome', 'committed', 'seq', e.seq, 'position', NULL) FROM executions e WHERE e.id = of_execution);
    END IF;
    last_seq := event_count;
  ELSE
    UPDATE executions SET seq = seq + event_count, version = version + 1, last_commit = c->>'id',
        state = coalesce(change->>'state', state),
        history = CASE WHEN change ? 'state' THEN history || (change->'history') ELSE history END,
        scope = coalesce(change->'scope', scope), retrying = coalesce((change->>'retrying')::int, retrying),
        started_at = CASE WHEN change ? 'startedAt' THEN (change->>'startedAt')::timestamptz ELSE started_at END,
        ended_at = CASE WHEN change ? 'endedAt' THEN (change->>'endedAt')::timestamptz ELSE ended_at END,
        outputs = CASE WHEN change ? 'outputs' THEN nullif(change->'outputs', 'null') ELSE outputs END,
        error = CASE WHEN change ? 'error' THEN change->>'error' ELSE error END,
        changed_xid = CASE WHEN change ? 'state' THEN pg_current_xact_id()::text::bigint ELSE changed_xid END
      WHERE id = of_execution AND version = (c->>'version')::int RETURNING seq INTO last_seq;
    IF NOT FOUND THEN
      SELECT e.seq INTO last_seq FROM executions e
        WHERE e.id = of_execution AND e.version = (c->>'version')::int + 1 AND e.last_commit = c->>'id';
      IF FOUND THEN RETURN jsonb_build_object('outcome', 'committed', 'seq', last_seq, 'position', NULL); END IF;
      RETURN '{"outcome": "stale"}';
    END IF;
    -- Statements that would write nothing cost as much as small ones that do.
    IF c ? 'attempts' THEN
      UPDATE attempts a SET state = coalesce(u.e->>'state', a.state),
          worker_id = CASE WHEN u.e ? 'workerId' THEN u.e->>'workerId' ELSE a.worker_id END,
          started_at = CASE WHEN u.e ? 'startedAt' THEN (u.e->>'startedAt')::timestamptz ELSE a.started_at END,
          due_at = coalesce((u.e->>'dueAt')::timestamptz, a.due_at), refusals = coalesce((u.e->>'refusals')::int, a.refusals),
          error = CASE WHEN u.e ? 'error' THEN u.e->>'error' ELSE a.error END,
          ended_at = coalesce((u.e->>'endedAt')::timestamptz, a.ended_at),
          -- A released attempt is run from its start again: its lines are numbered from 1 once more.
          log_lines = CASE WHEN u.e->>'state' = 'READY' THEN 0
            ELSE greatest(a.log_lines, coalesce((u.e->>'logLines')::int, 0)) END
        FROM jsonb_array_elements(c->'attempts') AS u(e) WHERE a.id = u.e->>'id';
    END IF;
    IF c ? 'taskRuns' THEN
      UPDATE task_runs t SET state = coalesce(u.e->>'state', t.state),
          history = CASE WHEN u.e ? 'state' THEN t.history || (u.e->'history') ELSE t.history END,
          scope = coalesce(u.e->'scope', t.scope), lost_attempts = coalesce((u.e->>'lostAttempts')::int, t.lost_attempts),
          started_at = coalesce((u.e->>'startedAt')::timestamptz, t.started_at),
          ended_at = CASE WHEN u.e ? 'endedAt' THEN (u.e->>'endedAt')::timestamptz ELSE t.ended_at END
        FROM jsonb_array_elements(c->'taskRuns') AS u(e) WHERE t.execution_id = of_execution AND t.id = u.e->>'id';
    END IF;
    IF c ? 'takenSignals' THEN
      DELETE FROM signals WHERE execution_id = of_execution
        AND id IN (SELECT jsonb_array_elements_text(c->'takenSignals'));
    END IF;
    IF change ? 'endedAt' THEN DELETE FROM signals WHERE execution_id = of_execution; END IF;
  END IF;
  IF c ? 'newTaskRuns' THEN
    INSERT INTO task_runs (execution_id, id, task_id, scope_id, ordinal, path, value, loop_values, state, history, scope,
        lost_attempts, created_at, started_at, ended_at)
      SELECT of_execution, n.id, n."taskId", n."scopeId", n.ordinal, n.path, n.value, n.values, n.state, n.history, n.scope,
        n."lostAttempts", n."createdAt", n."startedAt", n."endedAt"
      FROM jsonb_to_recordset(c->'newTaskRuns') AS n(id varchar, "taskId" text, "scopeId" varchar, ordinal int, path varchar[],
        value text, values text[], state text, history jsonb, scope jsonb, "lostAttempts" int, "createdAt" timestamptz,
        "startedAt" timestamptz, "endedAt" timestamptz);
  END IF;
  IF c ? 'newAttempts' THEN
    INSERT INTO attempts (id, execution_id, task_run_id, number, state, due_at, worker_id, log_lines, refusals, error, created_at,
        started_at, ended_at)
      SELECT n.id, of_execution, n."taskRunId", n.number, n.state, n."dueAt", n."workerId", coalesce(n."logLines", 0), n.refusals,
        n.error, n."createdAt", n."startedAt", n."endedAt"
      FROM jsonb_to_recordset(c->'newAttempts') AS n(id varchar, "taskRunId" varchar, number int, state text,
        "dueAt" timestamptz, "workerId" text, "logLines" int, refusals int, error text, "createdAt" timestamptz,
        "startedAt" timestamptz, "endedAt" timestamptz);
  END IF;
  IF c ? 'outputs' THEN
    INSERT INTO outputs (execution_id, task_id, task_run_id, attempt, loop_values, outputs)
      SELECT of_execution, n."taskId", n."taskRunId", n.attempt, n.values, n.outputs
      FROM jsonb_to_recordset(c->'outputs') AS n("taskId" text, "taskRunId" varchar, attempt int, values text[], outputs jsonb);
  END IF;
  IF c ? 'newSignals' THEN
    INSERT INTO signals (execution_id, id, body, due_at)
      SELECT of_execution, n.id, n.body, n."dueAt"
      FROM jsonb_to_recordset(c->'newSignals') AS n(id varchar, body jsonb, "dueAt" timestamptz);
  END IF;
  INSERT INTO events (execution_id, seq, at, kind, execution_state, task_run_id, task_id, task_run_state, attempt, detail)
    SELECT of_execution, last_seq - event_count + v.n::int, v.at, v.kind, v."executionState", v."taskRunId", v."taskId",
      v."taskRunState", v.attempt, v.detail
    FROM ROWS FROM (jsonb_to_recordset(c->'events') AS (at timestamptz, kind text, "executionState" text, "taskRunId" varchar,
      "taskId" text, "taskRunState" text, attempt int, detail jsonb)) WITH ORDINALITY
      AS v(at, kind, "executionState", "taskRunId", "taskId", "taskRunState", attempt, detail, n);
  IF c ? 'lines' THEN
    line_count := jsonb_array_length(c->'lines');
    INSERT INTO log_heads AS h (execution_id, position) VALUES (of_execution, line_count)
      ON CONFLICT (execution_id) DO UPDATE SET position = h.position + line_count RETURNING position INTO last_position;
    INSERT INTO log_lines (execution_id, position, task_run_id, task_id, attempt, line, at, level, message)
      SELECT of_execution, last_position - line_count + l.n::int, l.e->>0, l.e->>1, (l.e->>2)::int, (l.e->>3)::int,
        (l.e->>4)::timestamptz, (l.e->>5)::smallint, l.e->>6
      FROM jsonb_array_elements(c->'lines') WITH ORDINALITY AS l(e, n);
  END IF;
  RETURN jsonb_build_object('outcome', 'committed', 'seq', last_seq, 'position', last_position);
END $$`,
);

export const COMMIT_STATEMENT = {
  name: COMMIT.name,
  text: `SELECT ${COMMIT.name}(c.item) AS answer FROM jsonb_array_elements($1::jsonb) WITH ORDINALITY AS c(item, n) ORDER BY c.n`,
};

const answer = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.literal('committed'), seq: z.int(), position: z.int().nullable() }),
  z.object({ outcome: z.literal('stale') }),
  z.object({ outcome: z.literal('flowChanged') }),
  z.object({ outcome: z.literal('repeated'), executionId: z.string(), digest: z.string() }),
]);

/** The answer of COMMIT. */
export function asOutcome(row: unknown): CommitOutcome {
  const parsed = answer.parse(row);
  switch (parsed.outcome) {
    case 'committed':
      return { kind: 'committed', seq: parsed.seq, position: parsed.position };
    case 'stale':
      return { kind: 'stale' };
    case 'flowChanged':
      return { kind: 'flowChanged' };
    case 'repeated':
      return { kind: 'repeated', executionId: parsed.executionId, digest: parsed.digest };
  }
}

/** What COMMIT reads. Lists and maps that are empty are left out, which spares their statements. */
export function asJson({
  id,
  executionId,
  version,
  events,
  changes,
  lines,
  newestRevision,
  idempotency,
}: Commit): object {
  const { newExecution, execution } = changes;
  const linesOf = new Map(lines.map((one) => [one.attemptId, one.firstLine - 1 + one.lines.length]));
  const withLines = <Row extends { readonly id: string; readonly error?: string | null }>(row: Row) => ({
    ...row,
    ...(typeof row.error === 'string' && { error: storedMessage(row.error) }),
    ...(linesOf.has(row.id) && { logLines: linesOf.get(row.id) }),
  });
  const allLines = [
    ...lines.flatMap(lineRows),
    // Behind the lines of the attempts: what they say follows from them.
    ...changes.executionLines.map((line) => [
      null,
      null,
      null,
      null,
      ...storedLine({ ...line, at: new Date(line.at) }),
    ]),
  ];
  return {
    id,
    executionId,
    version,
    events: events.map(eventRow),
    ...(newExecution && { newExecution }),
    ...(newestRevision && { newestRevision }),
    ...(idempotency && { idempotency }),
    ...(execution && {
      execution: {
        ...execution,
        ...(typeof execution.error === 'string' && { error: storedMessage(execution.error) }),
      },
    }),
    ...filled('newTaskRuns', changes.newTaskRuns),
    ...filled('taskRuns', changes.taskRuns),
    ...filled('newAttempts', changes.newAttempts.map(withLines)),
    ...filled(
      'attempts',
      changes.attempts.map((change: AttemptChange) => withLines(change)),
    ),
    ...filled('outputs', changes.outputs),
    ...filled(
      'newSignals',
      changes.newSignals.map(({ id: signalId, dueAt, ...body }) => ({ id: signalId, dueAt, body })),
    ),
    ...filled('takenSignals', changes.takenSignals),
    ...filled('lines', allLines),
  };
}

function filled<Name extends keyof Changes | 'lines'>(name: Name, rows: readonly unknown[]): object {
  return rows.length > 0 ? { [name]: rows } : {};
}

export function lineRows({ taskRunId, taskId, attempt, firstLine, lines }: AttemptLines): unknown[][] {
  return lines.map((line, index) => [taskRunId, taskId, attempt, firstLine + index, ...storedLine(line)]);
}

/** Splits an event into the columns that are searched and the detail that is only shown. */
function eventRow(event: EngineEvent): object {
  const { at, kind, executionState, taskRunId, taskId, taskRunState, attempt, ...rest } = {
    executionState: undefined,
    taskRunId: undefined,
    taskId: undefined,
    taskRunState: undefined,
    attempt: undefined,
    ...event,
  };
  const told =
    'message' in rest && rest.message !== undefined ? { message: storedMessage(rest.message) } : {};
  const detail = Object.fromEntries(
    Object.entries({ ...rest, ...told }).filter(([, value]) => value !== null && value !== undefined),
  );
  return {
    at,
    kind,
    executionState,
    taskRunId,
    taskId,
    taskRunState,
    attempt,
    detail: Object.keys(detail).length > 0 ? detail : undefined,
  };
}
