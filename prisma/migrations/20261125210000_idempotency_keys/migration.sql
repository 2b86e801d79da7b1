-- Which execution the first request with a key has started, so that the same request sent again starts no second one.
--
-- A row is kept for seven days; each new row takes a few older ones with it. It goes with its execution.

CREATE TABLE idempotency_keys (
    namespace TEXT NOT NULL,
    flow_id TEXT NOT NULL,
    key TEXT NOT NULL,
    digest TEXT NOT NULL,
    execution_id VARCHAR(22) COLLATE "C" NOT NULL,
    created_at TIMESTAMPTZ(3) NOT NULL,
    CONSTRAINT idempotency_keys_pkey PRIMARY KEY (namespace, flow_id, key)
);

CREATE INDEX idempotency_keys_execution_id_idx ON idempotency_keys (execution_id);
CREATE INDEX idempotency_keys_created_at_idx ON idempotency_keys (created_at);
