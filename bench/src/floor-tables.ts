/** The tables of Headrace as they were when the floor was laid, with their keys and indexes, in a schema of their own. */
export const FLOOR_TABLES = `
CREATE SCHEMA floor;

CREATE TABLE floor.executions (
  id varchar(22) PRIMARY KEY, namespace text NOT NULL, flow_id text NOT NULL, flow_revision int NOT NULL, state text NOT NULL,
  history jsonb NOT NULL DEFAULT '[]', seq int NOT NULL DEFAULT 0, version int NOT NULL DEFAULT 0, inputs jsonb, outputs jsonb,
  labels jsonb NOT NULL DEFAULT '[]', trigger jsonb, parent_id varchar(22), original_id varchar(22) NOT NULL,
  attempt_number int NOT NULL DEFAULT 1, error text, created_at timestamptz(3) NOT NULL, started_at timestamptz(3),
  ended_at timestamptz(3), changed_xid bigint NOT NULL) WITH (fillfactor = 70);
CREATE INDEX ON floor.executions (created_at DESC, id DESC);
CREATE INDEX ON floor.executions (namespace, flow_id, created_at DESC, id DESC);
CREATE INDEX ON floor.executions (state, created_at DESC, id DESC);
CREATE INDEX ON floor.executions (changed_xid);

CREATE TABLE floor.scopes (
  execution_id varchar(22) NOT NULL REFERENCES floor.executions ON DELETE CASCADE, id varchar(22) NOT NULL,
  cursor int NOT NULL DEFAULT 0, running int NOT NULL DEFAULT 0, worst text NOT NULL DEFAULT 'SUCCESS',
  ended boolean NOT NULL DEFAULT false, PRIMARY KEY (execution_id, id)) WITH (fillfactor = 70);

CREATE TABLE floor.task_runs (
  id varchar(22) PRIMARY KEY, execution_id varchar(22) NOT NULL REFERENCES floor.executions ON DELETE CASCADE,
  scope_id varchar(22) NOT NULL, parent_task_run_id varchar(22), task_id text NOT NULL, value text, iteration int,
  state text NOT NULL, history jsonb NOT NULL DEFAULT '[]', outputs jsonb, lost_attempts int NOT NULL DEFAULT 0,
  created_at timestamptz(3) NOT NULL, started_at timestamptz(3), ended_at timestamptz(3)) WITH (fillfactor = 70);
CREATE INDEX ON floor.task_runs (execution_id, id);
CREATE INDEX ON floor.task_runs (execution_id, task_id);

CREATE TABLE floor.attempts (
  id varchar(22) PRIMARY KEY, execution_id varchar(22) NOT NULL,
  task_run_id varchar(22) NOT NULL REFERENCES floor.task_runs ON DELETE CASCADE, number int NOT NULL, state text NOT NULL,
  due_at timestamptz(3) NOT NULL, dispatched_at timestamptz(3), worker_id text, lease varchar(22), lease_until timestamptz(3),
  log_lines int NOT NULL DEFAULT 0, error text, created_at timestamptz(3) NOT NULL, started_at timestamptz(3),
  ended_at timestamptz(3));
CREATE UNIQUE INDEX ON floor.attempts (task_run_id, number);
CREATE INDEX ON floor.attempts (due_at) WHERE state IN ('READY', 'WAITING');
CREATE INDEX ON floor.attempts (lease_until) WHERE state = 'RUNNING';

CREATE TABLE floor.events (
  execution_id varchar(22) NOT NULL REFERENCES floor.executions ON DELETE CASCADE, seq int NOT NULL, at timestamptz(3) NOT NULL,
  kind text NOT NULL, execution_state text, task_run_id varchar(22), task_id text, task_run_state text, attempt int,
  detail jsonb, PRIMARY KEY (execution_id, seq));

CREATE TABLE floor.log_heads (
  execution_id varchar(22) PRIMARY KEY, position int NOT NULL DEFAULT 0) WITH (fillfactor = 50);

CREATE TABLE floor.log_lines (
  execution_id varchar(22) NOT NULL, position int NOT NULL, task_run_id varchar(22), task_id text, attempt int, line int,
  at timestamptz(3) NOT NULL, level smallint NOT NULL, message text NOT NULL, PRIMARY KEY (execution_id, position));
`;
