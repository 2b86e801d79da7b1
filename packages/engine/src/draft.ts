import type {
  Changes,
  Command,
  Decision,
  ExecutionChange,
  ExecutionLine,
  NewAttempt,
  NewTaskRun,
  TaskRunChange,
} from './decision';
import type { EngineEvent } from './event';
import type { Scope } from './scope';
import type { State, StateChange } from './state';

/** Collects one decision. Local to one call of `decide`: it is born empty there and leaves as plain data. */
export class Draft {
  readonly events: EngineEvent[] = [];
  readonly commands: Command[] = [];
  readonly newTaskRuns: NewTaskRun[] = [];
  readonly newAttempts: NewAttempt[] = [];
  readonly executionLines: ExecutionLine[] = [];
  private readonly scopes = new Map<string, Scope>();
  private readonly taskRuns = new Map<string, TaskRunChange>();
  private execution: ExecutionChange | undefined;
  private isWantingOutputs = false;

  constructor(
    readonly executionId: string,
    private readonly at: string,
  ) {}

  setScope(scope: Scope): void {
    this.scopes.set(scope.id, scope);
  }

  moveExecution(state: State, fields: Omit<ExecutionChange, 'state' | 'history'> = {}): void {
    const history = [...(this.execution?.history ?? []), this.change(state)];
    this.execution = { ...this.execution, state, history, ...fields };
  }

  moveTaskRun(id: string, state: State, fields: Omit<TaskRunChange, 'id' | 'state' | 'history'> = {}): void {
    const before = this.taskRuns.get(id);
    const history = [...(before?.history ?? []), this.change(state)];
    this.taskRuns.set(id, { ...before, id, state, history, ...fields });
  }

  /** Nothing can be decided before the flow's outputs have been rendered. */
  wantOutputs(): void {
    this.isWantingOutputs = true;
  }

  decided(rest: Pick<Changes, 'newExecution' | 'attempt'> = {}): Decision {
    if (this.isWantingOutputs) return { kind: 'outputsWanted', taskRuns: [...this.taskRuns.values()] };
    return {
      kind: 'decided',
      executionId: this.executionId,
      events: this.events,
      commands: this.commands,
      changes: {
        ...rest,
        execution: this.execution,
        scopes: [...this.scopes.values()],
        newTaskRuns: this.newTaskRuns,
        taskRuns: [...this.taskRuns.values()],
        newAttempts: this.newAttempts,
        executionLines: this.executionLines,
      },
    };
  }

  private change(state: State): StateChange {
    return { state, at: this.at };
  }
}
