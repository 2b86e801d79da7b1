-- The first tables. From the first release on migrations only go forward.
--
-- Ids are compared as bytes (COLLATE "C") whatever the collation of the database: only so is their order the order of time, and the
-- order in which rows are locked the same in SQL and in the processes.

CREATE TABLE flows (
    namespace TEXT NOT NULL,
    id TEXT NOT NULL,
    revision INTEGER NOT NULL,
    disabled BOOLEAN NOT NULL DEFAULT false,
    deleted BOOLEAN NOT NULL DEFAULT false,
    description TEXT,
    labels JSONB NOT NULL DEFAULT '[]',
    created_at TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    updated_at TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT flows_pkey PRIMARY KEY (namespace, id)
);

CREATE TABLE flow_revisions (
    namespace TEXT NOT NULL,
    flow_id TEXT NOT NULL,
    revision INTEGER NOT NULL,
    source TEXT NOT NULL,
    created_at TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT flow_revisions_pkey PRIMARY KEY (namespace, flow_id, revision)
);

-- Room on each page for the next version of its rows, so that an update need not touch the indexes.
CREATE TABLE executions (
    id VARCHAR(22) COLLATE "C" NOT NULL,
    namespace TEXT NOT NULL,
    flow_id TEXT NOT NULL,
    flow_revision INTEGER NOT NULL,
    state TEXT NOT NULL,
    history JSONB NOT NULL DEFAULT '[]',
    seq INTEGER NOT NULL DEFAULT 0,
    version INTEGER NOT NULL DEFAULT 0,
    last_commit VARCHAR(22) COLLATE "C",
    scope JSONB NOT NULL DEFAULT '{}',
    retrying INTEGER NOT NULL DEFAULT 0,
    inputs JSONB,
    outputs JSONB,
    labels JSONB NOT NULL DEFAULT '[]',
    trigger JSONB,
    parent_id VARCHAR(22) COLLATE "C",
    original_id VARCHAR(22) COLLATE "C" NOT NULL,
    attempt_number INTEGER NOT NULL DEFAULT 1,
    error TEXT,
    created_at TIMESTAMPTZ(3) NOT NULL,
    started_at TIMESTAMPTZ(3),
    ended_at TIMESTAMPTZ(3),
    changed_xid BIGINT NOT NULL,
    CONSTRAINT executions_pkey PRIMARY KEY (id)
) WITH (fillfactor = 70);

CREATE INDEX executions_created_at_id_idx ON executions (created_at DESC, id DESC);
CREATE INDEX executions_namespace_flow_id_created_at_id_idx ON executions (namespace, flow_id, created_at DESC, id DESC);
CREATE INDEX executions_state_created_at_id_idx ON executions (state, created_at DESC, id DESC);
CREATE INDEX executions_changed_xid_idx ON executions (changed_xid);

CREATE TABLE task_runs (
    execution_id VARCHAR(22) COLLATE "C" NOT NULL,
    id VARCHAR(22) COLLATE "C" NOT NULL,
    task_id TEXT NOT NULL,
    scope_id VARCHAR(22) COLLATE "C" NOT NULL,
    ordinal INTEGER NOT NULL,
    path VARCHAR(22)[] COLLATE "C" NOT NULL,
    value TEXT,
    loop_values TEXT[] NOT NULL,
    iteration INTEGER,
    state TEXT NOT NULL,
    history JSONB NOT NULL DEFAULT '[]',
    scope JSONB,
    lost_attempts INTEGER NOT NULL DEFAULT 0,
    created_at TIMESTAMPTZ(3) NOT NULL,
    started_at TIMESTAMPTZ(3),
    ended_at TIMESTAMPTZ(3),
    CONSTRAINT task_runs_pkey PRIMARY KEY (execution_id, id)
) WITH (fillfactor = 70);

CREATE UNIQUE INDEX task_runs_execution_id_task_id_scope_id_ordinal_key ON task_runs (execution_id, task_id, scope_id, ordinal);

CREATE TABLE attempts (
    id VARCHAR(22) COLLATE "C" NOT NULL,
    execution_id VARCHAR(22) COLLATE "C" NOT NULL,
    task_run_id VARCHAR(22) COLLATE "C" NOT NULL,
    number INTEGER NOT NULL,
    state TEXT NOT NULL,
    due_at TIMESTAMPTZ(3) NOT NULL,
    worker_id TEXT,
    claim_id VARCHAR(22) COLLATE "C",
    log_lines INTEGER NOT NULL DEFAULT 0,
    refusals INTEGER NOT NULL DEFAULT 0,
    error TEXT,
    created_at TIMESTAMPTZ(3) NOT NULL,
    started_at TIMESTAMPTZ(3),
    ended_at TIMESTAMPTZ(3),
    CONSTRAINT attempts_pkey PRIMARY KEY (id)
) WITH (fillfactor = 70);

CREATE UNIQUE INDEX attempts_execution_id_task_run_id_number_key ON attempts (execution_id, task_run_id, number);
-- What workers look for. Partial, because almost all attempts are settled.
CREATE INDEX attempts_ready ON attempts (id) WHERE state = 'READY';
CREATE INDEX attempts_running ON attempts (worker_id) WHERE state = 'RUNNING';

CREATE TABLE outputs (
    execution_id VARCHAR(22) COLLATE "C" NOT NULL,
    task_id TEXT NOT NULL,
    task_run_id VARCHAR(22) COLLATE "C" NOT NULL,
    attempt INTEGER NOT NULL,
    loop_values TEXT[] NOT NULL,
    outputs JSONB NOT NULL,
    CONSTRAINT outputs_pkey PRIMARY KEY (execution_id, task_id, task_run_id, attempt)
);

CREATE TABLE signals (
    execution_id VARCHAR(22) COLLATE "C" NOT NULL,
    id VARCHAR(22) COLLATE "C" NOT NULL,
    body JSONB NOT NULL,
    due_at TIMESTAMPTZ(3) NOT NULL,
    CONSTRAINT signals_pkey PRIMARY KEY (execution_id, id)
);

CREATE INDEX signals_due_at_idx ON signals (due_at);

CREATE TABLE workers (
    id TEXT NOT NULL,
    started_at TIMESTAMPTZ(3) NOT NULL,
    lease_until TIMESTAMPTZ(3) NOT NULL,
    lost_at TIMESTAMPTZ(3),
    CONSTRAINT workers_pkey PRIMARY KEY (id)
) WITH (fillfactor = 50);

CREATE TABLE events (
    execution_id VARCHAR(22) COLLATE "C" NOT NULL,
    seq INTEGER NOT NULL,
    at TIMESTAMPTZ(3) NOT NULL,
    kind TEXT NOT NULL,
    execution_state TEXT,
    task_run_id VARCHAR(22) COLLATE "C",
    task_id TEXT,
    task_run_state TEXT,
    attempt INTEGER,
    detail JSONB,
    CONSTRAINT events_pkey PRIMARY KEY (execution_id, seq)
);

CREATE TABLE log_heads (
    execution_id VARCHAR(22) COLLATE "C" NOT NULL,
    position INTEGER NOT NULL DEFAULT 0,
    CONSTRAINT log_heads_pkey PRIMARY KEY (execution_id)
) WITH (fillfactor = 50);

CREATE TABLE log_lines (
    execution_id VARCHAR(22) COLLATE "C" NOT NULL,
    position INTEGER NOT NULL,
    task_run_id VARCHAR(22) COLLATE "C",
    task_id TEXT,
    attempt INTEGER,
    line INTEGER,
    at TIMESTAMPTZ(3) NOT NULL,
    level SMALLINT NOT NULL,
    message TEXT NOT NULL,
    CONSTRAINT log_lines_pkey PRIMARY KEY (execution_id, position)
);
