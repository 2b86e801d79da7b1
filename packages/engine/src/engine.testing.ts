import type { ConstantRetry, Flow, Task } from '@headrace/flow';
import type { AttemptResult } from './attempt';
import { decide, start } from './decide';
import type { Decision, ExecutionChange, Given, NewAttempt, RenderedOutputs, Snapshot } from './decision';
import type { EngineEvent } from './event';
import type { Scope } from './scope';
import type { State } from './state';

export const SUCCEEDED: AttemptResult = { kind: 'succeeded', outputs: {} };
export const FAILED: AttemptResult = { kind: 'failed', message: 'no' };

/** A task whose type does not matter: the engine does not look at it. */
export function task(id: string, fields: Partial<Task> = {}): Task {
  return { id, type: 'test', disabled: false, properties: {}, ...fields };
}

export function flowOf(tasks: readonly Task[], fields: Partial<Flow> = {}): Flow {
  return {
    id: 'flow',
    namespace: 'test',
    disabled: false,
    labels: [],
    inputs: [],
    variables: {},
    triggers: [],
    tasks,
    ...fields,
  };
}

export function constant(intervalMs: number, fields: Partial<ConstantRetry> = {}): ConstantRetry {
  return { type: 'constant', intervalMs, warningOnRetry: false, ...fields };
}

interface StoredTaskRun {
  readonly id: string;
  readonly taskId: string;
  readonly scopeId: string;
  state: State;
  startedAt: Date | null;
  lostAttempts: number;
}

type StoredAttempt = { -readonly [Key in keyof NewAttempt]: NewAttempt[Key] } & {
  status: Snapshot['attempt']['state'];
};

/** A store of one execution, in memory: applies decisions as the database does, and hands out snapshots. */
export class Conversation {
  nowMs = Date.parse('2026-01-01T00:00:00.000Z');
  readonly events: EngineEvent[] = [];
  readonly taskRuns: StoredTaskRun[] = [];
  readonly attempts: StoredAttempt[] = [];
  readonly scopes = new Map<string, Scope>();
  readonly logged: string[] = [];
  state: State = 'CREATED';
  execution: ExecutionChange | undefined;
  version = 0;
  /** What the runtime answers when a decision wants the flow's outputs. */
  flowOutputs: RenderedOutputs = { kind: 'rendered', values: {} };
  /** How often it was asked. */
  outputsRendered = 0;
  private lastId = 0;

  constructor(
    readonly flow: Flow,
    flowOutputs?: RenderedOutputs,
  ) {
    if (flowOutputs) this.flowOutputs = flowOutputs;
    this.apply((given) =>
      start(
        flow,
        {
          kind: 'executionRequested',
          executionId: 'execution',
          flowRevision: 1,
          inputs: null,
          labels: [],
          trigger: null,
        },
        given,
      ),
    );
  }

  given(): Given {
    return { now: new Date(this.nowMs), newId: () => `id-${(this.lastId += 1)}` };
  }

  /** The attempt of a task that can be claimed. */
  ready(taskId: string): StoredAttempt {
    const attempt = this.attempts.find(
      (one) => one.status === 'READY' && this.taskRunOf(one).taskId === taskId,
    );
    if (!attempt) throw new Error(`no attempt of ${taskId} is ready`);
    return attempt;
  }

  claim(taskId: string): StoredAttempt {
    const attempt = this.ready(taskId);
    const taskRun = this.taskRunOf(attempt);
    attempt.status = 'RUNNING';
    taskRun.state = 'RUNNING';
    taskRun.startedAt ??= new Date(this.nowMs);
    return attempt;
  }

  /** Claims the attempt of a task and settles it. */
  settle(taskId: string, result: AttemptResult): Decision {
    return this.settleAttempt(this.claim(taskId), result);
  }

  settleAttempt(attempt: StoredAttempt, result: AttemptResult): Decision {
    return this.apply((given) =>
      decide(this.flow, this.snapshot(attempt), { kind: 'attemptSettled', result }, given),
    );
  }

  retryDue(attempt: StoredAttempt): Decision {
    return this.apply((given) => decide(this.flow, this.snapshot(attempt), { kind: 'retryDue' }, given));
  }

  waiting(): StoredAttempt | undefined {
    return this.attempts.find(({ status }) => status === 'WAITING');
  }

  kinds(): string[] {
    return this.events.map(({ kind }) => kind);
  }

  taskRunOf(attempt: StoredAttempt): StoredTaskRun {
    const taskRun = this.taskRuns.find(({ id }) => id === attempt.taskRunId);
    if (!taskRun) throw new Error(`attempt ${attempt.id} has no task run`);
    return taskRun;
  }

  snapshot(attempt: StoredAttempt): Snapshot {
    const taskRun = this.taskRunOf(attempt);
    return {
      execution: {
        id: 'execution',
        namespace: this.flow.namespace,
        flowId: this.flow.id,
        flowRevision: 1,
        state: this.state,
        version: this.version,
      },
      scopes: [...this.scopes.values()],
      taskRun: { ...taskRun },
      attempt: {
        id: attempt.id,
        number: attempt.number,
        state: attempt.status,
        dueAt: new Date(attempt.dueAt),
      },
    };
  }

  private apply(ask: (given: Given) => Decision): Decision {
    let decision = ask(this.given());
    if (decision.kind === 'outputsWanted') {
      this.outputsRendered += 1;
      decision = ask({ ...this.given(), flowOutputs: this.flowOutputs });
    }
    if (decision.kind !== 'decided') return decision;
    const { changes, events } = decision;
    this.version += 1;
    this.execution = changes.execution ?? this.execution;
    this.logged.push(...changes.executionLines.map(({ message }) => message));
    this.events.push(...events);
    if (changes.execution) this.state = changes.execution.state;
    for (const scope of changes.scopes) this.scopes.set(scope.id, scope);
    for (const { id, taskId, scopeId } of changes.newTaskRuns)
      this.taskRuns.push({ id, taskId, scopeId, state: 'CREATED', startedAt: null, lostAttempts: 0 });
    for (const change of changes.taskRuns) {
      const taskRun = this.taskRuns.find(({ id }) => id === change.id);
      if (!taskRun) throw new Error(`change of unknown task run ${change.id}`);
      taskRun.state = change.state;
      taskRun.lostAttempts = change.lostAttempts ?? taskRun.lostAttempts;
    }
    const settled = this.attempts.find(({ id }) => id === changes.attempt?.id);
    if (settled && changes.attempt) settled.status = changes.attempt.state;
    for (const attempt of changes.newAttempts) this.attempts.push({ ...attempt, status: attempt.state });
    return decision;
  }
}
