import type { ConstantRetry, Flow, Task } from '@headrace/flow';
import type { AttemptResult } from './attempt';
import { decide, start } from './decide';
import type { Answer, Decided, Decision, EngineInput, Given, InputOutcome } from './decision';
import { Rows } from './rows.testing';
import type { NewAttempt, NewTaskRun, Signal } from './rows';
import type { State } from './state';

export const SUCCEEDED: AttemptResult = { kind: 'succeeded', outputs: {} };
export const FAILED: AttemptResult = { kind: 'failed', message: 'no' };
export const ACCEPTED: InputOutcome = { kind: 'accepted' };

/** A task whose type does not matter: the engine does not look at it. */
export function task(id: string, fields: Partial<Task> = {}): Task {
  return { id, type: 'test', disabled: false, properties: {}, ...fields };
}

export function sequential(id: string, tasks: readonly Task[], fields: Partial<Task> = {}): Task {
  return task(id, { ...fields, flowable: { kind: 'sequential', tasks, errors: [], finally: [] } });
}

/** @param concurrent how many run at once; 0 = all */
export function parallel(
  id: string,
  tasks: readonly Task[],
  { concurrent = 0, ...fields }: { readonly concurrent?: number } & Partial<Task> = {},
): Task {
  return task(id, { ...fields, flowable: { kind: 'parallel', tasks, concurrent, errors: [], finally: [] } });
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

export function settled(
  attempt: Pick<NewAttempt, 'id' | 'workerId'>,
  result: AttemptResult,
  fields: { readonly workerId?: string; readonly at?: string } = {},
): EngineInput {
  return {
    kind: 'attemptSettled',
    attemptId: attempt.id,
    workerId: attempt.workerId ?? 'w',
    result,
    ...fields,
  };
}

export interface ConversationOptions {
  /** What the runtime answers when a decision wants the flow's outputs. */
  readonly answer?: Answer;
}

/**
 * An execution of a flow in which each task runs once, spoken with by the ids of its tasks. Decisions are stored as the database does
 * it, and the engine gets only the rows that the database would load for what it is told.
 */
export class Conversation {
  nowMs = Date.parse('2026-01-01T00:00:00.000Z');
  readonly rows = new Rows();
  answer: Answer;
  /** How often the runtime was asked for something rendered. */
  rendered = 0;
  /** How many ids were given out. */
  ids = 0;

  constructor(
    readonly flow: Flow,
    { answer = { kind: 'rendered', values: {} } }: ConversationOptions = {},
  ) {
    this.answer = answer;
    this.store((given) =>
      start(
        flow,
        { executionId: 'execution', flowRevision: 1, inputs: null, labels: [], trigger: null },
        given,
      ),
    );
  }

  get now(): string {
    return new Date(this.nowMs).toISOString();
  }

  get execution() {
    return this.rows.execution;
  }

  get state(): State {
    return this.rows.execution.state;
  }

  get events() {
    return this.rows.events;
  }

  get taskRuns(): readonly NewTaskRun[] {
    return [...this.rows.taskRuns.values()];
  }

  get attempts(): readonly NewAttempt[] {
    return [...this.rows.attempts.values()];
  }

  get signals(): readonly Signal[] {
    return [...this.rows.signals.values()];
  }

  given(): Given {
    return { now: new Date(this.nowMs), newId: () => `id-${String((this.ids += 1)).padStart(6, '0')}` };
  }

  kinds(): string[] {
    return this.events.map(({ kind }) => kind);
  }

  /** [task, state] of the task runs, in the order of their creation. */
  states(): [string, State][] {
    return this.taskRuns.map(({ taskId, state }) => [taskId, state]);
  }

  taskRun(taskId: string): NewTaskRun {
    const taskRun = this.taskRuns.find((one) => one.taskId === taskId);
    if (!taskRun) throw new Error(`there is no task run of ${taskId}`);
    return taskRun;
  }

  taskIdOf(attempt: NewAttempt): string {
    return this.rows.taskRunOf(attempt).taskId;
  }

  /** Task ids of the attempts in a state. */
  tasksWith(state: NewAttempt['state']): string[] {
    return this.attempts.filter((one) => one.state === state).map((one) => this.taskIdOf(one));
  }

  /** The newest attempt of a task. */
  attempt(taskId: string): NewAttempt {
    const attempt = this.attempts.findLast((one) => this.taskIdOf(one) === taskId);
    if (!attempt) throw new Error(`there is no attempt of ${taskId}`);
    return attempt;
  }

  /** A worker claims the attempt of a task from the database. */
  claim(taskId: string, workerId = 'w'): NewAttempt {
    const { id, state } = this.attempt(taskId);
    if (state !== 'READY') throw new Error(`the attempt of ${taskId} is ${state}`);
    return this.rows.claim(id, workerId, this.now);
  }

  /** Claims attempts of tasks, and settles all of them in one decision. */
  settle(result: AttemptResult, ...taskIds: readonly string[]): Decided {
    const inputs = taskIds.map((taskId) => settled(this.claim(taskId), result));
    return this.tell(...inputs);
  }

  succeed(...taskIds: readonly string[]): Decided {
    return this.settle(SUCCEEDED, ...taskIds);
  }

  fail(...taskIds: readonly string[]): Decided {
    return this.settle(FAILED, ...taskIds);
  }

  /** Lets the time of the first signal come, and tells it. */
  ring(): Decided {
    const signal = this.signals.toSorted((a, b) => (a.dueAt < b.dueAt ? -1 : 1))[0];
    if (!signal) throw new Error('there is no signal');
    this.nowMs = Math.max(this.nowMs, Date.parse(signal.dueAt));
    return this.tell({ kind: 'signal', signal });
  }

  /** Decides upon what the database would load for these inputs, and stores it. */
  tell(...inputs: readonly EngineInput[]): Decided {
    return this.store((given) => decide(this.flow, this.rows.snapshotFor(inputs), inputs, given));
  }

  /** Asks a question, and once more with the answer to what it wants; its ids are the same. */
  ask(question: (given: Given) => Decision): Decided {
    const { ids } = this;
    const decision = question(this.given());
    if (decision.kind === 'decided') return decision;
    this.rendered += 1;
    this.ids = ids;
    const answered = question({ ...this.given(), answers: new Map([['flowOutputs', this.answer]]) });
    if (answered.kind !== 'decided') throw new Error('wants again what was answered');
    return answered;
  }

  private store(question: (given: Given) => Decision): Decided {
    const decision = this.ask(question);
    this.rows.apply(decision);
    return decision;
  }
}
