import { expect } from 'vitest';
import type { Decided, EngineInput } from './decision';
import type { EngineEvent } from './event';
import type {
  AttemptRow,
  ExecutionLine,
  ExecutionRow,
  NewAttempt,
  NewExecution,
  NewOutputs,
  NewTaskRun,
  Signal,
  Snapshot,
  TaskRunRow,
} from './rows';
import type { StateChange } from './state';

export interface StoredExecution extends ExecutionRow, Pick<NewExecution, 'inputs' | 'labels' | 'trigger'> {
  readonly history: readonly StateChange[];
  readonly startedAt: string | null;
  readonly endedAt: string | null;
  readonly outputs: NewExecution['inputs'];
  readonly error: string | null;
}

/** The rows of one execution, changed as the journal changes them; what its tables would not admit throws. */
export class Rows {
  readonly taskRuns = new Map<string, NewTaskRun>();
  readonly attempts = new Map<string, NewAttempt>();
  readonly outputs: NewOutputs[] = [];
  readonly signals = new Map<string, Signal>();
  readonly events: EngineEvent[] = [];
  readonly lines: ExecutionLine[] = [];
  private stored: StoredExecution | undefined;

  get execution(): StoredExecution {
    if (!this.stored) throw new Error('there is no execution yet');
    return this.stored;
  }

  /** A copy that goes its own way. */
  copy(): Rows {
    const copy = new Rows();
    copy.stored = this.stored;
    for (const [id, row] of this.taskRuns) copy.taskRuns.set(id, row);
    for (const [id, row] of this.attempts) copy.attempts.set(id, row);
    for (const [id, row] of this.signals) copy.signals.set(id, row);
    copy.outputs.push(...this.outputs);
    copy.events.push(...this.events);
    copy.lines.push(...this.lines);
    return copy;
  }

  /** Everything as plain data. */
  plain() {
    return {
      execution: this.execution,
      taskRuns: [...this.taskRuns.values()],
      attempts: [...this.attempts.values()],
      signals: [...this.signals.values()],
      outputs: this.outputs,
      events: this.events,
      lines: this.lines,
    };
  }

  taskRunOf({ taskRunId }: Pick<AttemptRow, 'taskRunId'>): NewTaskRun {
    return found(this.taskRuns, taskRunId);
  }

  /** What the database loads for these inputs: their attempts, the task runs of those and of signals, and the task runs around them. */
  snapshotFor(inputs: readonly EngineInput[]): Snapshot {
    const attemptIds = new Set(inputs.flatMap((input) => ('attemptId' in input ? input.attemptId : [])));
    const attempts = [...attemptIds].flatMap((id) => this.attempts.get(id) ?? []);
    const own = [
      ...attempts.map(({ taskRunId }) => taskRunId),
      ...inputs.flatMap((input) => (input.kind === 'signal' ? input.signal.taskRunId : [])),
    ];
    const ids = new Set(own.flatMap((id) => [...(this.taskRuns.get(id)?.path ?? []), id]));
    return {
      execution: executionRow(this.execution),
      taskRuns: [...ids].flatMap((id) => this.taskRuns.get(id) ?? []).map(taskRunRow),
      attempts: attempts.map(attemptRow),
      signals: inputs.flatMap((input) =>
        input.kind === 'signal' && this.signals.has(input.signal.id) ? input.signal.id : [],
      ),
    };
  }

  /** As a worker's claim does it in the database, which makes no decision. */
  claim(attemptId: string, workerId: string, at: string): NewAttempt {
    const attempt: NewAttempt = {
      ...found(this.attempts, attemptId),
      state: 'RUNNING',
      workerId,
      startedAt: at,
    };
    const taskRun = this.taskRunOf(attempt);
    this.attempts.set(attemptId, attempt);
    this.taskRuns.set(taskRun.id, {
      ...taskRun,
      state: 'RUNNING',
      startedAt: taskRun.startedAt ?? at,
      history: [...taskRun.history, { state: 'RUNNING', at }],
    });
    this.events.push({
      at,
      kind: 'attemptStarted',
      taskRunId: taskRun.id,
      taskId: taskRun.taskId,
      attempt: attempt.number,
      workerId,
      taskRunState: 'RUNNING',
    });
    return attempt;
  }

  /** Stores a decision that was made upon the newest version. */
  apply({ changes, events, after }: Decided): void {
    const { newExecution, execution } = changes;
    if (newExecution) {
      const { state, scope, history } = execution ?? {};
      if (this.stored || !state || !scope || !history) throw new Error('not a start');
      this.stored = {
        startedAt: null,
        endedAt: null,
        outputs: null,
        error: null,
        retrying: 0,
        id: after.execution.id,
        ...newExecution,
        ...execution,
        state,
        scope,
        history,
        version: 1,
      };
    } else {
      this.stored = {
        ...this.execution,
        ...execution,
        history: [...this.execution.history, ...(execution?.history ?? [])],
        version: this.execution.version + 1,
      };
    }
    for (const { history, ...fields } of changes.taskRuns) {
      const before = found(this.taskRuns, fields.id);
      this.taskRuns.set(fields.id, { ...before, ...fields, history: [...before.history, ...history] });
    }
    for (const change of changes.attempts)
      this.attempts.set(change.id, { ...found(this.attempts, change.id), ...change });
    for (const id of changes.takenSignals) this.signals.delete(id);
    if (execution && 'endedAt' in execution) this.signals.clear();
    for (const row of changes.newTaskRuns) insert(this.taskRuns, row);
    for (const row of changes.newAttempts) insert(this.attempts, row);
    for (const signal of changes.newSignals) insert(this.signals, signal);
    this.outputs.push(...changes.outputs);
    this.events.push(...events);
    this.lines.push(...changes.executionLines);
    this.checkKeys();
    this.checkAfter(after);
  }

  private checkKeys(): void {
    distinct([...this.taskRuns.values()].map((row) => `${row.scopeId} ${row.taskId} ${row.ordinal}`));
    distinct([...this.attempts.values()].map((row) => `${row.taskRunId} ${row.number}`));
    distinct(this.outputs.map((row) => `${row.taskRunId} ${row.attempt}`));
  }

  /** What a decision says of the rows after it is what is stored then. */
  private checkAfter({ execution, taskRuns, attempts }: Snapshot): void {
    expect(execution).toEqual(executionRow(this.execution));
    expectSame(
      taskRuns,
      taskRuns.map(({ id }) => taskRunRow(found(this.taskRuns, id))),
    );
    expectSame(
      attempts,
      attempts.map(({ id }) => attemptRow(found(this.attempts, id))),
    );
  }
}

/** A quick `toEqual`: there may be 10,000 of them. */
function expectSame(rows: readonly object[], expected: readonly object[]): void {
  if (JSON.stringify(rows) !== JSON.stringify(expected)) expect(rows).toEqual(expected);
}

function found<Row>(rows: ReadonlyMap<string, Row>, id: string): Row {
  const row = rows.get(id);
  if (!row) throw new Error(`there is no row ${id}`);
  return row;
}

function insert<Row extends { readonly id: string }>(rows: Map<string, Row>, row: Row): void {
  if (rows.has(row.id)) throw new Error(`the id ${row.id} is taken`);
  rows.set(row.id, row);
}

function distinct(keys: readonly string[]): void {
  const taken = new Set<string>();
  for (const key of keys) {
    if (taken.has(key)) throw new Error(`the key ${key} is taken`);
    taken.add(key);
  }
}

function executionRow(row: StoredExecution): ExecutionRow {
  const { id, namespace, flowId, flowRevision, originalId, createdAt, state, version, scope, retrying } = row;
  return { id, namespace, flowId, flowRevision, originalId, createdAt, state, version, scope, retrying };
}

function taskRunRow(row: NewTaskRun): TaskRunRow {
  const { id, taskId, scopeId, path, ordinal, value, values, state, startedAt, lostAttempts, scope } = row;
  return { id, taskId, scopeId, path, ordinal, value, values, state, startedAt, lostAttempts, scope };
}

function attemptRow(row: NewAttempt): AttemptRow {
  const { id, taskRunId, number, state, workerId, startedAt, dueAt, refusals } = row;
  return { id, taskRunId, number, state, workerId, startedAt, dueAt, refusals };
}
