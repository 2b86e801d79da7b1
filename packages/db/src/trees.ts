import type pg from 'pg';
import { isoText } from './journal/row-json';

/** One attempt of a task run. Instants are ISO text. */
export interface AttemptLeaf {
  readonly state: string;
  readonly startedAt: string | null;
  readonly endedAt: string | null;
}

/** One task run with its attempts, oldest first, and what it left. */
export interface TaskRunBranch {
  readonly id: string;
  readonly taskId: string;
  readonly path: readonly string[];
  readonly value: string | null;
  readonly iteration: number | null;
  readonly state: string;
  readonly history: unknown;
  readonly endedAt: string | null;
  readonly attempts: readonly AttemptLeaf[];
  /** null: it left nothing */
  readonly outputs: unknown;
}

/** An execution with everything in it, task runs in the order of their creation. */
export interface ExecutionTree {
  readonly id: string;
  readonly namespace: string;
  readonly flowId: string;
  readonly flowRevision: number;
  readonly state: string;
  readonly history: unknown;
  /** number of the last event that is in here */
  readonly seq: number;
  readonly inputs: unknown;
  readonly outputs: unknown;
  readonly labels: unknown;
  readonly trigger: unknown;
  readonly parentId: string | null;
  readonly originalId: string;
  readonly attemptNumber: number;
  readonly createdAt: Date;
  readonly endedAt: Date | null;
  readonly taskRuns: readonly TaskRunBranch[];
}

const TREES = `SELECT e.id, e.namespace, e.flow_id AS "flowId", e.flow_revision AS "flowRevision", e.state, e.history, e.seq, e.inputs,
    e.outputs, e.labels, e.trigger, e.parent_id AS "parentId", e.original_id AS "originalId",
    e.attempt_number AS "attemptNumber", e.created_at AS "createdAt", e.ended_at AS "endedAt",
    (SELECT coalesce(json_agg(json_build_object('id', t.id, 'taskId', t.task_id, 'path', t.path, 'value', t.value,
        'iteration', t.iteration, 'state', t.state, 'history', t.history, 'endedAt', ${isoText('t.ended_at')},
        'attempts', (SELECT coalesce(json_agg(json_build_object('state', a.state, 'startedAt', ${isoText('a.started_at')},
            'endedAt', ${isoText('a.ended_at')}) ORDER BY a.number), '[]')
          FROM attempts a WHERE a.execution_id = t.execution_id AND a.task_run_id = t.id),
        'outputs', (SELECT o.outputs FROM outputs o WHERE o.execution_id = t.execution_id AND o.task_id = t.task_id
          AND o.task_run_id = t.id ORDER BY o.attempt DESC LIMIT 1)) ORDER BY t.id), '[]')
      FROM task_runs t WHERE t.execution_id = e.id AND ($2::varchar[] IS NULL OR t.id = ANY($2::varchar[]))) AS "taskRuns"
  FROM executions e WHERE e.id = ANY($1::varchar[])`;

/**
 * Executions with all task runs, attempts and outputs, or with `onlyTaskRuns` of them; unknown ids are left out. One round trip, and
 * all of it as it was at one moment.
 */
export async function executionTrees(
  pool: pg.Pool,
  ids: readonly string[],
  onlyTaskRuns: readonly string[] | null = null,
): Promise<ExecutionTree[]> {
  const { rows } = await pool.query<ExecutionTree>({
    name: 'reads_execution_trees',
    text: TREES,
    values: [ids, onlyTaskRuns],
  });
  return rows;
}
