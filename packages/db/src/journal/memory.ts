import { isJsonMap, type JsonValue, readOwnJson, writeJsonb } from '@headrace/json';
import type {
  AttemptRow,
  Changes,
  EngineEvent,
  ExecutionChange,
  ExecutionRow,
  TaskRunRow,
} from '@headrace/engine';
import { type LogLine, storedMessage } from '../log';
import type {
  AttemptLines,
  Claimed,
  Commit,
  CommitOutcome,
  DueSignal,
  ExecutionFacts,
  FlowPointer,
  IdempotencyKey,
  Journal,
} from './journal';
import { IDEMPOTENCY_DAYS } from './journal';
import { compare, RowRefused, Table, type Undo } from './memory-table';
import type {
  StoredAttempt,
  StoredEvent,
  StoredExecution,
  StoredLine,
  StoredOutputs,
  StoredRows,
  StoredTaskRun,
  StoredWorker,
} from './stored-rows';

export type {
  StoredAttempt,
  StoredEvent,
  StoredExecution,
  StoredLine,
  StoredOutputs,
  StoredRows,
  StoredTaskRun,
  StoredWorker,
} from './stored-rows';

export interface MemoryJournalOptions {
  /** The clock of the store. */
  readonly now: () => Date;
  /** Since when the store has been up; by default since now. */
  readonly startedAt?: Date;
}

/** For tests: everything is there to be looked at. */
export interface MemoryJournal extends Journal {
  /** Copies, for checkers. */
  rows(): StoredRows;
  /** From now on this is the newest revision of a flow that may run. */
  saveFlow(pointer: FlowPointer): void;
  /** The flow was deleted or disabled. */
  dropFlow(flow: Pick<FlowPointer, 'namespace' | 'flowId'>): void;
}

/** As the claim of the other driver. */
const SMALL_FACTS_BYTES = 4_000;
/** As the other driver. */
const FORGET_AFTER_MS = 60_000;

/**
 * The journal inside this process: the twin of the Postgres driver for tests, with the same guards in the same order (commit.ts,
 * claim.ts). Every verb happens at one moment, and whole or not at all.
 */
export function createMemoryJournal({ now, startedAt = now() }: MemoryJournalOptions): MemoryJournal {
  const store = new MemoryStore(now, startedAt);
  return {
    commit: async (commits) => store.transaction(() => store.commitAll(commits)),
    claim: async (request) => store.transaction(() => store.claim(request)),
    load: async (request) => structuredClone(store.load(request)),
    facts: async (executionId) => structuredClone(store.facts(executionId)),
    appendLines: async (append) => store.transaction(() => store.appendLines(append)),
    fail: async (executionId, failure) => store.transaction(() => store.fail(executionId, failure)),
    dueSignals: async (limit) => structuredClone(store.dueSignals(limit)),
    registerWorker: async (worker) => store.registerWorker(worker),
    renewWorker: async (worker) => store.renewWorker(worker),
    retireWorker: async (workerId) => store.retireWorker(workerId),
    forgetLostWorker: async (workerId) => store.forgetLostWorker(workerId),
    lostWorkers: async (leaseMs) => store.lostWorkers(leaseMs),
    heldBy: async (workerId, limit) => store.heldBy(workerId, limit),
    rows: () => structuredClone(store.rows()),
    saveFlow: ({ namespace, flowId, revision }) => void store.flows.set(keyOf(namespace, flowId), revision),
    dropFlow: ({ namespace, flowId }) => void store.flows.delete(keyOf(namespace, flowId)),
  };
}

class MemoryStore {
  /** Newest revisions of flows that may run. */
  readonly flows = new Map<string, number>();
  private readonly undo: Undo = [];
  private readonly executions = new Table<StoredExecution>(this.undo, {
    constraint: 'executions_pkey',
    of: ({ id }) => id,
  });
  private readonly taskRuns = new Table<StoredTaskRun>(
    this.undo,
    { constraint: 'task_runs_pkey', of: ({ executionId, id }) => keyOf(executionId, id) },
    {
      unique: {
        constraint: 'task_runs_execution_id_task_id_scope_id_ordinal_key',
        of: ({ executionId, taskId, scopeId, ordinal }) => keyOf(executionId, taskId, scopeId, ordinal),
      },
    },
  );
  private readonly attempts = new Table<StoredAttempt>(
    this.undo,
    { constraint: 'attempts_pkey', of: ({ id }) => id },
    {
      unique: {
        constraint: 'attempts_execution_id_task_run_id_number_key',
        of: ({ executionId, taskRunId, number }) => keyOf(executionId, taskRunId, number),
      },
      where: isOpen,
    },
  );
  private readonly outputs = new Table<StoredOutputs>(this.undo, {
    constraint: 'outputs_pkey',
    of: ({ executionId, taskId, taskRunId, attempt }) => keyOf(executionId, taskId, taskRunId, attempt),
  });
  private readonly signals = new Table<DueSignal>(this.undo, {
    constraint: 'signals_pkey',
    of: ({ executionId, signal }) => keyOf(executionId, signal.id),
  });
  private readonly events = new Table<StoredEvent>(this.undo, {
    constraint: 'events_pkey',
    of: ({ executionId, seq }) => keyOf(executionId, seq),
  });
  private readonly lines = new Table<StoredLine>(this.undo, {
    constraint: 'log_lines_pkey',
    of: ({ executionId, position }) => keyOf(executionId, position),
  });
  private readonly logHeads = new Table<{ readonly executionId: string; readonly position: number }>(
    this.undo,
    { constraint: 'log_heads_pkey', of: ({ executionId }) => executionId },
  );
  private readonly keys = new Table<StoredIdempotencyKey>(this.undo, {
    constraint: 'idempotency_keys_pkey',
    of: keyOfRequest,
  });
  private readonly workers = new Map<string, StoredWorker>();

  constructor(
    private readonly now: () => Date,
    private readonly startedAt: Date,
  ) {}

  transaction<Answer>(work: () => Answer): Answer {
    try {
      return structuredClone(work());
    } catch (error) {
      for (const step of this.undo.reverse()) step();
      throw error;
    } finally {
      this.undo.length = 0;
    }
  }

  commitAll(commits: readonly Commit[]): CommitOutcome[] {
    const outcomes = new Array<CommitOutcome>(commits.length);
    const order = commits.map((commit, index) => ({ commit, index }));
    order.sort((a, b) => compare(a.commit.executionId, b.commit.executionId) || a.index - b.index);
    for (const { commit, index } of order) outcomes[index] = this.commit(asStored(commit));
    return outcomes;
  }

  private commit(commit: StoredCommit): CommitOutcome {
    const { executionId, changes, events, lines } = commit;
    const before = this.executions.get(executionId);
    if (changes.newExecution) {
      // Ids are never given out twice: the execution was stored by an earlier try whose answer got lost.
      if (before) return { kind: 'committed', seq: before.seq, position: null };
      if (!this.isNewest(commit.newestRevision)) return { kind: 'flowChanged' };
      const other = commit.idempotency && this.takeKey(commit, changes.newExecution.createdAt);
      if (other) return { kind: 'repeated', executionId: other.executionId, digest: other.digest };
      this.insertExecution(commit, changes.newExecution);
    } else {
      const repeated = { version: commit.version + 1, lastCommit: commit.id };
      if (before?.version === repeated.version && before.lastCommit === repeated.lastCommit)
        return { kind: 'committed', seq: before.seq, position: null };
      if (before?.version !== commit.version) return { kind: 'stale' };
      this.changeExecution(commit, before);
      this.changeRows(commit);
    }
    this.insertRows(commit);
    const seq = (before?.seq ?? 0) + events.length;
    events.forEach((event, index) => this.addEvent(executionId, seq - events.length + 1 + index, event));
    const position = this.addLines(executionId, lines);
    return { kind: 'committed', seq, position };
  }

  /** The row of another request with the same key; undefined = the key is this execution's now. */
  private takeKey(
    { executionId, idempotency }: StoredCommit,
    createdAt: string,
  ): StoredIdempotencyKey | undefined {
    if (!idempotency) return undefined;
    const before = this.keys.get(keyOfRequest(idempotency));
    const oldestMs = Date.parse(createdAt) - IDEMPOTENCY_DAYS * 24 * 60 * 60_000;
    if (before && before.executionId !== executionId && Date.parse(before.createdAt) >= oldestMs)
      return before;
    this.keys.replace({ ...idempotency, executionId, createdAt });
    return undefined;
  }

  private isNewest(wanted: FlowPointer | undefined): boolean {
    return !wanted || this.flows.get(keyOf(wanted.namespace, wanted.flowId)) === wanted.revision;
  }

  private insertExecution(
    { id, executionId, changes, events }: StoredCommit,
    fresh: NonNullable<Changes['newExecution']>,
  ): void {
    const { state, scope, history, retrying = 0 } = changes.execution ?? {};
    const { startedAt = null, endedAt = null, outputs = null, error = null } = changes.execution ?? {};
    if (state === undefined || scope === undefined || history === undefined)
      throw new RowRefused('23502', `the new execution ${executionId} has no state or no scope`);
    this.executions.insert({
      id: short(executionId),
      namespace: fresh.namespace,
      flowId: fresh.flowId,
      flowRevision: fresh.flowRevision,
      originalId: short(fresh.originalId),
      createdAt: instant(fresh.createdAt),
      state,
      version: 1,
      scope,
      retrying,
      inputs: fresh.inputs,
      labels: fresh.labels,
      trigger: fresh.trigger,
      history,
      seq: events.length,
      lastCommit: short(id),
      startedAt: startedAt && instant(startedAt),
      endedAt: endedAt && instant(endedAt),
      outputs,
      error,
    });
  }

  private changeExecution({ id, changes, events }: StoredCommit, before: StoredExecution): void {
    const { history = [], ...fields }: Partial<ExecutionChange> = changes.execution ?? {};
    this.executions.replace({
      ...before,
      ...withInstants(fields),
      history: fields.state === undefined ? before.history : [...before.history, ...history],
      seq: before.seq + events.length,
      version: before.version + 1,
      lastCommit: short(id),
    });
  }

  private changeRows({ executionId, changes, linesOf }: StoredCommit): void {
    for (const change of changes.attempts) {
      const before = this.attempts.get(change.id);
      if (!before) continue;
      const logLines = Math.max(before.logLines, linesOf.get(change.id) ?? 0);
      // A released attempt is run from its start again.
      this.attempts.replace({
        ...before,
        ...withInstants(change),
        logLines: change.state === 'READY' ? 0 : logLines,
      });
    }
    for (const { history, ...fields } of changes.taskRuns) {
      const before = this.taskRuns.get(keyOf(executionId, fields.id));
      if (!before) continue;
      this.taskRuns.replace({
        ...before,
        ...withInstants(fields),
        history: fields.state === undefined ? before.history : [...before.history, ...history],
      });
    }
    for (const id of changes.takenSignals) {
      const taken = this.signals.get(keyOf(executionId, id));
      if (taken) this.signals.delete(taken);
    }
    if (changes.execution && 'endedAt' in changes.execution) this.deleteSignals(executionId);
  }

  private insertRows({ executionId, changes, linesOf }: StoredCommit): void {
    for (const row of changes.newTaskRuns) {
      [row.id, row.scopeId, ...row.path].forEach(short);
      this.taskRuns.insert({ executionId, ...withInstants(row) });
    }
    for (const row of changes.newAttempts)
      this.attempts.insert({
        executionId,
        ...withInstants(row),
        id: short(row.id),
        claimId: null,
        logLines: linesOf.get(row.id) ?? 0,
      });
    for (const row of changes.outputs) this.outputs.insert({ executionId, ...row });
    for (const signal of changes.newSignals)
      this.signals.insert({
        executionId,
        signal: { ...signal, id: short(signal.id), dueAt: instant(signal.dueAt) },
      });
  }

  private addEvent(executionId: string, seq: number, event: EngineEvent): void {
    const { at, kind, executionState, taskRunId, taskId, taskRunState, attempt, ...rest } = {
      executionState: null,
      taskRunId: null,
      taskId: null,
      taskRunState: null,
      attempt: null,
      ...event,
    };
    const shown = Object.entries(rest).filter(([, value]) => value !== null);
    const detail = shown.length > 0 ? Object.fromEntries(shown) : null;
    this.events.insert({
      executionId,
      seq,
      at: instant(at),
      kind,
      executionState,
      taskRunId,
      taskId,
      taskRunState,
      attempt,
      detail,
    });
  }

  /** Answers the position of the last one; null = there are none. */
  private addLines(
    executionId: string,
    lines: readonly Omit<StoredLine, 'executionId' | 'position'>[],
  ): number | null {
    if (lines.length === 0) return null;
    const head = this.logHeads.get(executionId)?.position ?? 0;
    lines.forEach((line, index) => this.lines.insert({ executionId, position: head + 1 + index, ...line }));
    const position = head + lines.length;
    this.logHeads.replace({ executionId, position });
    return position;
  }

  private deleteSignals(executionId: string): void {
    for (const signal of this.signals.filter((one) => one.executionId === executionId))
      this.signals.delete(signal);
  }

  claim({ workerId, claimId, attemptIds, limit, at, isRepeated }: Parameters<Journal['claim']>[0]) {
    // A worker that was given up may hold nothing any more: nobody would notice its end.
    if (this.workers.get(workerId)?.lostAt !== null) return { claimed: [], unreadable: [] };
    const repeated = isRepeated
      ? this.attempts
          .some()
          .filter((one) => one.state === 'RUNNING' && one.workerId === workerId && one.claimId === claimId)
      : [];
    const picked = repeated.length > 0 ? repeated : this.pick(attemptIds, limit);
    if (repeated.length === 0) this.start(picked, { workerId, claimId: short(claimId), at });
    const claimed = picked.sort((a, b) => compare(a.id, b.id)).map(({ id }) => this.claimed(id));
    return { claimed, unreadable: [] };
  }

  private pick(attemptIds: readonly string[] | 'any', limit: number): StoredAttempt[] {
    const now = this.now().toISOString();
    const candidates =
      attemptIds === 'any'
        ? this.attempts.some()
        : [...new Set(attemptIds)].map((id) => this.attempts.get(id));
    return candidates
      .filter((one) => one !== undefined)
      .filter(({ state, dueAt }) => state === 'READY' && dueAt <= now)
      .sort((a, b) => compare(a.id, b.id))
      .slice(0, limit);
  }

  private start(
    picked: readonly StoredAttempt[],
    { workerId, claimId, at }: { readonly workerId: string; readonly claimId: string; readonly at: Date },
  ): void {
    for (const attempt of picked) {
      const { executionId, createdAt, taskRunId } = attempt;
      // Not before the attempt was made, by another process with its own idea of the store's time.
      const startedAt = later(at.toISOString(), createdAt);
      const execution = this.executionOf(executionId);
      const taskRun = this.taskRunOf(attempt);
      const seq = execution.seq + 1;
      this.executions.replace({ ...execution, seq });
      this.attempts.replace({ ...attempt, state: 'RUNNING', workerId, claimId, startedAt });
      this.taskRuns.replace({
        ...taskRun,
        state: 'RUNNING',
        startedAt: taskRun.startedAt ?? startedAt,
        history: [...taskRun.history, { state: 'RUNNING', at: startedAt }],
      });
      this.addEvent(executionId, seq, {
        at: startedAt,
        kind: 'attemptStarted',
        taskRunId,
        taskId: taskRun.taskId,
        taskRunState: 'RUNNING',
        attempt: attempt.number,
        workerId,
      });
    }
  }

  private claimed(attemptId: string): Claimed {
    const attempt = this.attempts.get(attemptId);
    if (!attempt) throw new Error(`there is no attempt ${attemptId}`);
    const execution = this.executionOf(attempt.executionId);
    const facts = factsOf(execution);
    const bytes = writeJsonb(facts).length;
    return {
      attemptId,
      snapshot: {
        execution: executionRow(execution),
        taskRuns: this.around(attempt.executionId, [attempt.taskRunId]),
        attempts: [attemptRow(attempt)],
      },
      facts: bytes <= SMALL_FACTS_BYTES ? facts : null,
      seq: execution.seq,
    };
  }

  load({ executionId, attemptIds, taskRunIds, signalIds = [] }: Parameters<Journal['load']>[0]) {
    const execution = this.executions.get(executionId);
    if (!execution) return null;
    const attempts = [...new Set(attemptIds)]
      .map((id) => this.attempts.get(id))
      .filter((one) => one?.executionId === executionId)
      .filter((one) => one !== undefined);
    const signals = signalIds.filter((id) => this.signals.get(keyOf(executionId, id)) !== undefined);
    return {
      execution: executionRow(execution),
      attempts: attempts.map(attemptRow),
      taskRuns: this.around(executionId, [...attempts.map(({ taskRunId }) => taskRunId), ...taskRunIds]),
      ...(signals.length > 0 && { signals }),
    };
  }

  /** Task runs with those around them, each once; unknown ones are left out. */
  private around(executionId: string, taskRunIds: readonly string[]): TaskRunRow[] {
    const own = taskRunIds
      .map((id) => this.taskRuns.get(keyOf(executionId, id)))
      .filter((one) => one !== undefined);
    const wanted = new Set(own.flatMap(({ id, path }) => [...path, id]));
    return [...wanted]
      .map((id) => this.taskRuns.get(keyOf(executionId, id)))
      .filter((one) => one !== undefined)
      .map(taskRunRow);
  }

  facts(executionId: string): ExecutionFacts | null {
    const execution = this.executions.get(executionId);
    return execution ? factsOf(execution) : null;
  }

  appendLines({ workerId, lines }: Parameters<Journal['appendLines']>[0]): number | null {
    const attempt = this.attempts.get(lines.attemptId);
    if (attempt?.workerId !== workerId || attempt.state !== 'RUNNING') return null;
    const { executionId, logLines } = attempt;
    const skipped = logLines + 1 - lines.firstLine;
    if (skipped < 0)
      throw new RowRefused(
        'P0001',
        `line ${lines.firstLine} of attempt ${attempt.id} comes after line ${logLines}`,
      );
    const fresh = linesOfAttempt(lines).slice(skipped);
    this.attempts.replace({ ...attempt, logLines: logLines + fresh.length });
    return this.addLines(executionId, fresh) ?? this.logHeads.get(executionId)?.position ?? 0;
  }

  fail(executionId: string, failure: Parameters<Journal['fail']>[1]): boolean {
    const execution = this.executions.get(executionId);
    if (!execution || execution.endedAt !== null) return false;
    const at = failure.at.toISOString();
    const error = storedMessage(failure.message);
    const seq = execution.seq + 1;
    this.executions.replace({
      ...execution,
      seq,
      version: execution.version + 1,
      lastCommit: null,
      state: 'FAILED',
      retrying: 0,
      history: [...execution.history, { state: 'FAILED', at }],
      endedAt: at > execution.createdAt ? at : execution.createdAt,
      error,
    });
    for (const attempt of this.attempts.some())
      if (attempt.executionId === executionId)
        this.attempts.replace({ ...attempt, state: 'KILLED', endedAt: at, error });
    for (const taskRun of this.taskRuns.filter(
      (one) => one.executionId === executionId && one.endedAt === null,
    ))
      this.taskRuns.replace({
        ...taskRun,
        state: 'KILLED',
        endedAt: at,
        history: [...taskRun.history, { state: 'KILLED', at }],
      });
    this.deleteSignals(executionId);
    this.addEvent(executionId, seq, { at, kind: 'executionEnded', executionState: 'FAILED', message: error });
    this.addLines(executionId, [executionLine({ at: failure.at, level: 'ERROR', message: error })]);
    return true;
  }

  dueSignals(limit: number) {
    const now = this.now().getTime();
    const inMs = ({ signal }: DueSignal) => Date.parse(signal.dueAt) - now;
    const first = this.signals
      .all()
      .sort((a, b) => compare(a.signal.dueAt, b.signal.dueAt))
      .slice(0, limit);
    const next = first.find((one) => inMs(one) > 0);
    return { due: first.filter((one) => inMs(one) <= 0), nextInMs: next ? inMs(next) : null };
  }

  registerWorker({ workerId, leaseMs }: { readonly workerId: string; readonly leaseMs: number }): void {
    if (this.workers.has(workerId)) return;
    const startedAt = this.now().toISOString();
    this.workers.set(workerId, { id: workerId, startedAt, leaseUntil: this.in(leaseMs), lostAt: null });
  }

  renewWorker({ workerId, leaseMs }: { readonly workerId: string; readonly leaseMs: number }): boolean {
    const worker = this.workers.get(workerId);
    if (!worker || worker.lostAt !== null) return false;
    this.workers.set(workerId, { ...worker, leaseUntil: this.in(leaseMs) });
    return true;
  }

  retireWorker(workerId: string): void {
    const worker = this.workers.get(workerId);
    if (worker) this.workers.set(workerId, { ...worker, lostAt: worker.lostAt ?? this.in(0) });
  }

  forgetLostWorker(workerId: string): void {
    const lostAt = this.workers.get(workerId)?.lostAt;
    if (typeof lostAt === 'string' && lostAt < this.in(-FORGET_AFTER_MS)) this.workers.delete(workerId);
  }

  lostWorkers(leaseMs: number): string[] {
    const now = this.now().toISOString();
    const isUpLongEnough = this.startedAt.getTime() + leaseMs < this.now().getTime();
    for (const worker of this.workers.values())
      if (worker.lostAt === null && worker.leaseUntil < now && isUpLongEnough)
        this.workers.set(worker.id, { ...worker, lostAt: now });
    return [...this.workers.values()].filter(({ lostAt }) => lostAt !== null).map(({ id }) => id);
  }

  heldBy(workerId: string, limit: number) {
    return this.attempts
      .some()
      .filter((one) => one.state === 'RUNNING' && one.workerId === workerId)
      .sort((a, b) => compare(a.id, b.id))
      .slice(0, limit)
      .map(({ id, executionId }) => ({ attemptId: id, executionId }));
  }

  rows(): StoredRows {
    const byNumber = <Row extends { readonly executionId: string }>(rows: Row[], of: (row: Row) => number) =>
      rows.sort((a, b) => compare(a.executionId, b.executionId) || of(a) - of(b));
    return {
      executions: this.executions.all(),
      taskRuns: this.taskRuns.all(),
      attempts: this.attempts.all(),
      outputs: this.outputs.all(),
      signals: this.signals.all(),
      events: byNumber(this.events.all(), ({ seq }) => seq),
      lines: byNumber(this.lines.all(), ({ position }) => position),
      workers: [...this.workers.values()].sort((a, b) => compare(a.id, b.id)),
    };
  }

  private in(ms: number): string {
    return new Date(this.now().getTime() + ms).toISOString();
  }

  private executionOf(id: string): StoredExecution {
    const execution = this.executions.get(id);
    if (!execution) throw new Error(`there is no execution ${id}`);
    return execution;
  }

  private taskRunOf({ executionId, taskRunId }: StoredAttempt): StoredTaskRun {
    const taskRun = this.taskRuns.get(keyOf(executionId, taskRunId));
    if (!taskRun) throw new Error(`there is no task run ${taskRunId} in ${executionId}`);
    return taskRun;
  }
}

interface StoredIdempotencyKey extends IdempotencyKey {
  readonly executionId: string;
  readonly createdAt: string;
}

function keyOfRequest({ namespace, flowId, key }: IdempotencyKey): string {
  return keyOf(namespace, flowId, key);
}

interface StoredCommit
  extends Pick<
    Commit,
    'id' | 'executionId' | 'version' | 'events' | 'changes' | 'newestRevision' | 'idempotency'
  > {
  readonly lines: readonly Omit<StoredLine, 'executionId' | 'position'>[];
  /** By attempt: number of the last of its lines in this commit. */
  readonly linesOf: ReadonlyMap<string, number>;
}

/** A copy of a commit as the tables take it. */
function asStored({
  id,
  executionId,
  version,
  events,
  changes,
  lines,
  newestRevision,
  idempotency,
}: Commit): StoredCommit {
  const withMessage = <Row extends { readonly error?: string | null }>(row: Row): Row =>
    typeof row.error === 'string' ? { ...row, error: storedMessage(row.error) } : row;
  return {
    id,
    executionId,
    version,
    newestRevision,
    idempotency,
    events: asJson(
      events.map((event) =>
        'message' in event && event.message !== undefined
          ? { ...event, message: storedMessage(event.message) }
          : event,
      ),
    ),
    changes: asJson({
      ...changes,
      execution: changes.execution && withMessage(changes.execution),
      newAttempts: changes.newAttempts.map(withMessage),
      attempts: changes.attempts.map(withMessage),
      executionLines: [],
    }),
    lines: [
      ...lines.flatMap(linesOfAttempt),
      // Behind the lines of the attempts: what they say follows from them.
      ...changes.executionLines.map((line) => executionLine({ ...line, at: new Date(line.at) })),
    ],
    linesOf: new Map(lines.map((one) => [one.attemptId, one.firstLine - 1 + one.lines.length])),
  };
}

function linesOfAttempt({ taskRunId, taskId, attempt, firstLine, lines }: AttemptLines) {
  return lines.map((line, index) => ({
    ...executionLine(line),
    taskRunId,
    taskId,
    attempt,
    line: firstLine + index,
  }));
}

function executionLine({ at, level, message }: LogLine): Omit<StoredLine, 'executionId' | 'position'> {
  return {
    taskRunId: null,
    taskId: null,
    attempt: null,
    line: null,
    at: at.toISOString(),
    level,
    message: storedMessage(message),
  };
}

/**
 * A deep copy, as JSON keeps it: undefined fields are gone.
 * @throws RowRefused for text that PostgreSQL's JSON has no room for
 */
function asJson<Value>(value: Value): Value {
  const copy = readOwnJson(writeJsonb(value));
  refuseUnstorableIn(copy);
  return copy as Value;
}

function refuseUnstorableIn(value: JsonValue): void {
  if (typeof value === 'string') refuseUnstorable(value);
  else if (Array.isArray(value)) value.forEach(refuseUnstorableIn);
  else if (isJsonMap(value))
    for (const [key, inner] of Object.entries(value)) {
      refuseUnstorable(key);
      refuseUnstorableIn(inner);
    }
}

function refuseUnstorable(text: string): void {
  if (text.includes('\u0000')) throw new RowRefused('22P05', 'unsupported Unicode escape sequence');
  if (!text.isWellFormed()) throw new RowRefused('22P02', 'invalid input syntax for type json');
}

/** Instants of a row in the one way in which they are kept. */
function withInstants<Row extends object>(row: Row): Row {
  const instants = ['createdAt', 'startedAt', 'endedAt', 'dueAt'].flatMap((name) => {
    const value = (row as Readonly<Record<string, unknown>>)[name];
    return typeof value === 'string' ? [[name, instant(value)]] : [];
  });
  return { ...row, ...Object.fromEntries(instants) };
}

function instant(text: string): string {
  return new Date(text).toISOString();
}

/** An id that fits its column. */
function short(id: string): string {
  if (id.length > 22) throw new RowRefused('22001', `value too long for type character varying(22): ${id}`);
  return id;
}

function isOpen({ state }: AttemptRow): boolean {
  return state === 'READY' || state === 'RUNNING';
}

function executionRow(row: StoredExecution): ExecutionRow {
  const { id, namespace, flowId, flowRevision, originalId, createdAt, state, version, scope, retrying } = row;
  return { id, namespace, flowId, flowRevision, originalId, createdAt, state, version, scope, retrying };
}

function taskRunRow(row: StoredTaskRun): TaskRunRow {
  const { id, taskId, scopeId, path, ordinal, value, values, state, startedAt, lostAttempts, scope } = row;
  return { id, taskId, scopeId, path, ordinal, value, values, state, startedAt, lostAttempts, scope };
}

function attemptRow(row: StoredAttempt): AttemptRow {
  const { id, taskRunId, number, state, workerId, startedAt, dueAt, refusals } = row;
  return { id, taskRunId, number, state, workerId, startedAt, dueAt, refusals };
}

function factsOf({ inputs, labels, trigger }: StoredExecution): ExecutionFacts {
  return { inputs, labels, trigger };
}

/** PostgreSQL's text has no NUL, so that it can stand between the parts. */
function keyOf(...parts: readonly (string | number)[]): string {
  return parts.join('\u0000');
}

function later(a: string, b: string): string {
  return a > b ? a : b;
}
