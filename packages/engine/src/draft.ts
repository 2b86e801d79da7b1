import type { Decided, InputOutcome, Want, Wanted } from './decision';
import type { EngineEvent } from './event';
import type {
  AttemptChange,
  AttemptRow,
  Changes,
  ExecutionChange,
  ExecutionLine,
  ExecutionRow,
  NewAttempt,
  NewExecution,
  NewOutputs,
  NewTaskRun,
  Signal,
  Snapshot,
  TaskRunChange,
  TaskRunRow,
} from './rows';
import type { Scope } from './scope';
import type { State } from './state';

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };

/** The rows of one execution while one decision is made. Local to one call of `decide`: it leaves as plain data. */
export class Draft {
  /** Instant of what is being told, ISO text. */
  at: string;
  readonly events: EngineEvent[] = [];
  readonly outcomes: InputOutcome[] = [];
  readonly outputs: NewOutputs[] = [];
  private readonly takenSignals: string[] = [];
  private readonly unheard: Set<string>;
  private readonly newSignals: Signal[] = [];
  private readonly executionLines: ExecutionLine[] = [];
  private readonly taskRuns: Map<string, TaskRunRow>;
  private readonly attempts: Map<string, AttemptRow>;
  private readonly newTaskRuns = new Map<string, NewTaskRun>();
  private readonly newAttempts = new Map<string, NewAttempt>();
  private readonly taskRunChanges = new Map<string, Mutable<TaskRunChange>>();
  private readonly attemptChanges = new Map<string, Mutable<AttemptChange>>();
  private readonly ready = new Set<string>();
  private readonly wants: Want[] = [];
  private change: Mutable<ExecutionChange> | null = null;

  constructor(
    private row: ExecutionRow,
    at: string,
    snapshot: Omit<Snapshot, 'execution'> = { taskRuns: [], attempts: [] },
    private readonly newExecution: NewExecution | null = null,
  ) {
    this.at = at;
    this.taskRuns = new Map(snapshot.taskRuns.map((taskRun) => [taskRun.id, taskRun]));
    this.attempts = new Map(snapshot.attempts.map((attempt) => [attempt.id, attempt]));
    this.unheard = new Set(snapshot.signals);
  }

  get execution(): ExecutionRow {
    return this.row;
  }

  attempt(id: string): AttemptRow | undefined {
    return this.attempts.get(id);
  }

  /** @throws Error when the snapshot lacks it, which is an error of whoever loaded it */
  taskRun(id: string): TaskRunRow {
    const taskRun = this.taskRuns.get(id);
    if (!taskRun) throw new Error(`the snapshot of ${this.row.id} lacks the task run ${id}`);
    return taskRun;
  }

  findTaskRun(id: string): TaskRunRow | undefined {
    return this.taskRuns.get(id);
  }

  changeExecution(fields: Omit<ExecutionChange, 'history'>): void {
    const history = this.change?.history ?? [];
    const isMove = fields.state !== undefined;
    this.change = {
      ...this.change,
      ...fields,
      history: isMove ? [...history, { state: fields.state as State, at: this.at }] : history,
    };
    const { state, scope, retrying } = fields;
    this.row = {
      ...this.row,
      ...(state !== undefined && { state }),
      ...(scope !== undefined && { scope }),
      ...(retrying !== undefined && { retrying }),
    };
  }

  addTaskRun(row: TaskRunRow): void {
    this.taskRuns.set(row.id, row);
    this.newTaskRuns.set(row.id, {
      ...row,
      history: [{ state: row.state, at: this.at }],
      createdAt: this.at,
      endedAt: null,
    });
  }

  changeTaskRun(id: string, fields: Omit<TaskRunChange, 'id' | 'history'>): void {
    const moved = fields.state === undefined ? [] : [{ state: fields.state, at: this.at }];
    const fresh = this.newTaskRuns.get(id);
    if (fresh) this.newTaskRuns.set(id, { ...fresh, ...fields, history: [...fresh.history, ...moved] });
    else {
      const before = this.taskRunChanges.get(id);
      this.taskRunChanges.set(id, {
        ...before,
        ...fields,
        id,
        history: [...(before?.history ?? []), ...moved],
      });
    }
    const { endedAt: _, ...kept } = fields;
    this.taskRuns.set(id, { ...this.taskRun(id), ...kept });
  }

  addAttempt(row: AttemptRow): void {
    this.attempts.set(row.id, row);
    this.newAttempts.set(row.id, { ...row, createdAt: this.at, endedAt: null, error: null });
    this.ready.add(row.id);
  }

  changeAttempt(id: string, fields: Omit<AttemptChange, 'id'>): void {
    const before = this.attempts.get(id);
    if (!before) throw new Error(`the snapshot of ${this.row.id} lacks the attempt ${id}`);
    const fresh = this.newAttempts.get(id);
    if (fresh) this.newAttempts.set(id, { ...fresh, ...fields });
    else this.attemptChanges.set(id, { ...this.attemptChanges.get(id), ...fields, id });
    const { endedAt: _, error: __, ...kept } = fields;
    const after = { ...before, ...kept };
    this.attempts.set(id, after);
    if (after.state === 'READY') this.ready.add(id);
    else this.ready.delete(id);
  }

  /** False = somebody has heard it already: there may be a newer one of the same kind, so it must not count again. */
  takeSignal(id: string): boolean {
    if (!this.unheard.delete(id)) return false;
    this.takenSignals.push(id);
    return true;
  }

  addSignal(signal: Signal): void {
    this.newSignals.push(signal);
  }

  addExecutionLine(line: Omit<ExecutionLine, 'at'>): void {
    this.executionLines.push({ at: this.at, ...line });
  }

  want(want: Want): void {
    this.wants.push(want);
  }

  /** The scope with this id: the root, or that of a flowable task run. */
  scope(id: string): Scope {
    if (id === this.row.id) return this.row.scope;
    const { scope } = this.taskRun(id);
    if (!scope) throw new Error(`the task run ${id} has no scope`);
    return scope;
  }

  setScope(id: string, scope: Scope): void {
    if (id === this.row.id) this.changeExecution({ scope });
    else this.changeTaskRun(id, { scope });
  }

  decision(): Decided | Wanted {
    const changes = this.changes();
    if (this.wants.length > 0) return { kind: 'wanted', wants: this.wants, draft: changes };
    return {
      kind: 'decided',
      executionId: this.row.id,
      outcomes: this.outcomes,
      events: this.events,
      changes,
      ready: [...this.ready],
      after: {
        execution: { ...this.row, version: this.row.version + 1 },
        taskRuns: [...this.taskRuns.values()],
        attempts: [...this.attempts.values()],
        ...(this.unheard.size > 0 && { signals: [...this.unheard] }),
      },
    };
  }

  private changes(): Changes {
    return {
      newExecution: this.newExecution,
      execution: this.change,
      newTaskRuns: [...this.newTaskRuns.values()],
      taskRuns: [...this.taskRunChanges.values()],
      newAttempts: [...this.newAttempts.values()],
      attempts: [...this.attemptChanges.values()],
      outputs: this.outputs,
      newSignals: this.newSignals,
      takenSignals: this.takenSignals,
      executionLines: this.executionLines,
    };
  }
}
