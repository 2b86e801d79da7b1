// SQL that makes the engine's rows (packages/engine rows.ts) of table rows. Kept beside each other so that all verbs read alike.

/** ISO text with milliseconds, as JavaScript writes it; the columns have no more. */
export function isoText(instant: string): string {
  return `to_char(${instant} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
}

/** An ExecutionRow of a row of `executions` under this alias. */
export function executionJson(e: string): string {
  return `jsonb_build_object('id', ${e}.id, 'namespace', ${e}.namespace, 'flowId', ${e}.flow_id,
    'flowRevision', ${e}.flow_revision, 'originalId', ${e}.original_id, 'createdAt', ${isoText(`${e}.created_at`)},
    'state', ${e}.state, 'version', ${e}.version, 'scope', ${e}.scope, 'retrying', ${e}.retrying)`;
}

/** A TaskRunRow. */
export function taskRunJson(t: string): string {
  return `jsonb_build_object('id', ${t}.id, 'taskId', ${t}.task_id, 'scopeId', ${t}.scope_id, 'path', to_jsonb(${t}.path),
    'ordinal', ${t}.ordinal, 'value', ${t}.value, 'values', to_jsonb(${t}.loop_values), 'state', ${t}.state,
    'startedAt', ${isoText(`${t}.started_at`)}, 'lostAttempts', ${t}.lost_attempts, 'scope', ${t}.scope)`;
}

/** An AttemptRow. */
export function attemptJson(a: string): string {
  return `jsonb_build_object('id', ${a}.id, 'taskRunId', ${a}.task_run_id, 'number', ${a}.number, 'state', ${a}.state,
    'workerId', ${a}.worker_id, 'startedAt', ${isoText(`${a}.started_at`)}, 'dueAt', ${isoText(`${a}.due_at`)},
    'refusals', ${a}.refusals)`;
}

/** ExecutionFacts. */
export function factsJson(e: string): string {
  return `jsonb_build_object('inputs', ${e}.inputs, 'labels', ${e}.labels, 'trigger', ${e}.trigger)`;
}
