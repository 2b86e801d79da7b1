-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateTable
CREATE TABLE "flows" (
    "namespace" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "revision" INTEGER NOT NULL,
    "disabled" BOOLEAN NOT NULL DEFAULT false,
    "deleted" BOOLEAN NOT NULL DEFAULT false,
    "description" TEXT,
    "labels" JSONB NOT NULL DEFAULT '[]',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "flows_pkey" PRIMARY KEY ("namespace","id")
);

-- CreateTable
CREATE TABLE "flow_revisions" (
    "namespace" TEXT NOT NULL,
    "flow_id" TEXT NOT NULL,
    "revision" INTEGER NOT NULL,
    "source" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "flow_revisions_pkey" PRIMARY KEY ("namespace","flow_id","revision")
);

-- CreateTable
CREATE TABLE "executions" (
    "id" VARCHAR(22) NOT NULL,
    "namespace" TEXT NOT NULL,
    "flow_id" TEXT NOT NULL,
    "flow_revision" INTEGER NOT NULL,
    "state" TEXT NOT NULL,
    "history" JSONB NOT NULL DEFAULT '[]',
    "seq" INTEGER NOT NULL DEFAULT 0,
    "version" INTEGER NOT NULL DEFAULT 0,
    "inputs" JSONB,
    "outputs" JSONB,
    "labels" JSONB NOT NULL DEFAULT '[]',
    "trigger" JSONB,
    "parent_id" VARCHAR(22),
    "original_id" VARCHAR(22) NOT NULL,
    "attempt_number" INTEGER NOT NULL DEFAULT 1,
    "error" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "started_at" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),
    "changed_xid" BIGINT NOT NULL,

    CONSTRAINT "executions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "scopes" (
    "execution_id" VARCHAR(22) NOT NULL,
    "id" VARCHAR(22) NOT NULL,
    "cursor" INTEGER NOT NULL DEFAULT 0,
    "running" INTEGER NOT NULL DEFAULT 0,
    "worst" TEXT NOT NULL DEFAULT 'SUCCESS',
    "ended" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "scopes_pkey" PRIMARY KEY ("execution_id","id")
);

-- CreateTable
CREATE TABLE "task_runs" (
    "id" VARCHAR(22) NOT NULL,
    "execution_id" VARCHAR(22) NOT NULL,
    "scope_id" VARCHAR(22) NOT NULL,
    "parent_task_run_id" VARCHAR(22),
    "task_id" TEXT NOT NULL,
    "value" TEXT,
    "iteration" INTEGER,
    "state" TEXT NOT NULL,
    "history" JSONB NOT NULL DEFAULT '[]',
    "outputs" JSONB,
    "lost_attempts" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "started_at" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "task_runs_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "attempts" (
    "id" VARCHAR(22) NOT NULL,
    "execution_id" VARCHAR(22) NOT NULL,
    "task_run_id" VARCHAR(22) NOT NULL,
    "number" INTEGER NOT NULL,
    "state" TEXT NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "dispatched_at" TIMESTAMPTZ(3),
    "worker_id" TEXT,
    "lease" VARCHAR(22),
    "lease_until" TIMESTAMPTZ(3),
    "log_lines" INTEGER NOT NULL DEFAULT 0,
    "error" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "started_at" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "attempts_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "events" (
    "execution_id" VARCHAR(22) NOT NULL,
    "seq" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "kind" TEXT NOT NULL,
    "execution_state" TEXT,
    "task_run_id" VARCHAR(22),
    "task_id" TEXT,
    "task_run_state" TEXT,
    "attempt" INTEGER,
    "detail" JSONB,

    CONSTRAINT "events_pkey" PRIMARY KEY ("execution_id","seq")
);

-- CreateTable
CREATE TABLE "log_heads" (
    "execution_id" VARCHAR(22) NOT NULL,
    "position" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "log_heads_pkey" PRIMARY KEY ("execution_id")
);

-- CreateTable
CREATE TABLE "log_lines" (
    "execution_id" VARCHAR(22) NOT NULL,
    "position" INTEGER NOT NULL,
    "task_run_id" VARCHAR(22) NOT NULL,
    "task_id" TEXT NOT NULL,
    "attempt" INTEGER NOT NULL,
    "line" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "level" SMALLINT NOT NULL,
    "message" TEXT NOT NULL,

    CONSTRAINT "log_lines_pkey" PRIMARY KEY ("execution_id","position")
);

-- CreateIndex
CREATE INDEX "executions_created_at_id_idx" ON "executions"("created_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "executions_namespace_flow_id_created_at_id_idx" ON "executions"("namespace", "flow_id", "created_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "executions_state_created_at_id_idx" ON "executions"("state", "created_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "executions_changed_xid_idx" ON "executions"("changed_xid");

-- CreateIndex
CREATE INDEX "task_runs_execution_id_id_idx" ON "task_runs"("execution_id", "id");

-- CreateIndex
CREATE INDEX "task_runs_execution_id_task_id_idx" ON "task_runs"("execution_id", "task_id");

-- CreateIndex
CREATE UNIQUE INDEX "attempts_task_run_id_number_key" ON "attempts"("task_run_id", "number");

-- AddForeignKey
ALTER TABLE "flow_revisions" ADD CONSTRAINT "flow_revisions_namespace_flow_id_fkey" FOREIGN KEY ("namespace", "flow_id") REFERENCES "flows"("namespace", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "scopes" ADD CONSTRAINT "scopes_execution_id_fkey" FOREIGN KEY ("execution_id") REFERENCES "executions"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "task_runs" ADD CONSTRAINT "task_runs_execution_id_fkey" FOREIGN KEY ("execution_id") REFERENCES "executions"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "attempts" ADD CONSTRAINT "attempts_task_run_id_fkey" FOREIGN KEY ("task_run_id") REFERENCES "task_runs"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "events" ADD CONSTRAINT "events_execution_id_fkey" FOREIGN KEY ("execution_id") REFERENCES "executions"("id") ON DELETE CASCADE ON UPDATE CASCADE;


