import type { Flow, Retry, Task } from '@headrace/flow';
import fc from 'fast-check';
import type { AttemptResult } from './attempt';
import type { EngineInput } from './decision';
import { type Conversation, flowOf, parallel, sequential, task } from './engine.testing';
import type { Rows } from './rows.testing';
import { isTerminal } from './state';

// Random flows of levels inside levels, and random things that happen to their executions.

interface Shape {
  readonly kind: 'leaf' | 'sequential' | 'parallel';
  readonly disabled: boolean;
  readonly retry: Retry | undefined;
  readonly concurrent: number;
  readonly children: readonly Shape[];
}

const retry = fc.record({
  type: fc.constant('constant' as const),
  intervalMs: fc.nat(2000),
  maxAttempts: fc.option(fc.integer({ min: 1, max: 4 }), { nil: undefined }),
  maxDurationMs: fc.option(fc.integer({ min: 2001, max: 9000 }), { nil: undefined }),
  warningOnRetry: fc.boolean(),
});

const common = {
  disabled: fc.oneof(
    { weight: 5, arbitrary: fc.constant(false) },
    { weight: 1, arbitrary: fc.constant(true) },
  ),
  retry: fc.option(retry, { nil: undefined, freq: 1 }),
};

const { shape, wide } = fc.letrec<{ shape: Shape; leaf: Shape; level: Shape; wide: Shape }>((tie) => ({
  shape: fc.oneof(
    { maxDepth: 3, depthSize: 'max', withCrossShrink: true },
    { weight: 3, arbitrary: tie('leaf') },
    { weight: 2, arbitrary: tie('level') },
  ),
  leaf: fc.record({
    ...common,
    kind: fc.constant('leaf' as const),
    concurrent: fc.constant(0),
    children: fc.constant([]),
  }),
  level: fc.record({
    ...common,
    kind: fc.constantFrom('sequential' as const, 'parallel' as const),
    concurrent: fc.nat(3),
    children: fc.array(tie('shape'), { maxLength: 4, size: 'max' }),
  }),
  // Where much is under way at the same time.
  wide: fc.record({
    disabled: fc.constant(false),
    retry: common.retry,
    kind: fc.constant('parallel' as const),
    concurrent: fc.constantFrom(0, 0, 0, 4),
    children: fc.array(tie('shape'), { minLength: 4, maxLength: 8, size: 'max' }),
  }),
}));

/** Tasks are `t1`, `t2`, ... in the order of the document. */
export const randomFlow: fc.Arbitrary<Flow> = fc
  .record({
    shapes: fc.oneof(
      { weight: 1, arbitrary: fc.array(shape, { minLength: 1, maxLength: 4, size: 'max' }) },
      { weight: 2, arbitrary: fc.tuple(wide, shape) },
    ),
    retry: fc.option(retry, { nil: undefined }),
  })
  .map(({ shapes, retry: ofFlow }) => {
    let last = 0;
    const built = ({ kind, children, concurrent, ...fields }: Shape): Task => {
      last += 1;
      const id = `t${last}`;
      switch (kind) {
        case 'leaf':
          return task(id, fields);
        case 'sequential':
          return sequential(id, children.map(built), fields);
        case 'parallel':
          return parallel(id, children.map(built), { concurrent, ...fields });
      }
    };
    return flowOf(shapes.map(built), { retry: ofFlow });
  });

const WHAT = [
  'succeed',
  'fail',
  'timeOut',
  'lose',
  'handBack',
  'refuse',
  'claim',
  'ring',
  'repeatOldMessage',
  'comeFromElsewhere',
] as const;

/** One thing that may reach an execution, where `pick` says which of the rows it is about. */
export interface Happening {
  readonly what: (typeof WHAT)[number];
  readonly pick: number;
  /** How far the clock of who tells it is off. */
  readonly offMs: number;
}

export interface Moment {
  readonly waitMs: number;
  /** How many READY attempts are claimed in the database before. */
  readonly claims: number;
  readonly happenings: readonly Happening[];
}

const moment: fc.Arbitrary<Moment> = fc.record({
  waitMs: fc.nat(3000),
  claims: fc.nat(8),
  happenings: fc.array(
    fc.record({
      what: fc.oneof(
        { weight: 8, arbitrary: fc.constantFrom('succeed' as const, 'ring' as const) },
        { weight: 5, arbitrary: fc.constantFrom(...WHAT) },
      ),
      pick: fc.nat(1000),
      offMs: fc.integer({ min: -50, max: 50 }),
    }),
    { maxLength: 8, size: 'max' },
  ),
});

export const randomHistory: fc.Arbitrary<readonly Moment[]> = fc.array(moment, {
  maxLength: 20,
  size: 'max',
});

/** Runs through a history, and a little beyond the end of the execution. */
export function* momentsOf(talk: Conversation, history: readonly Moment[]): Iterable<Moment> {
  let late = 0;
  for (const moment of history) {
    yield moment;
    if (isTerminal(talk.state)) late += 1;
    if (late > 2) return;
  }
}

/** Lets time pass, and workers claim the oldest attempts that are due. */
export function prepare(talk: Conversation, { waitMs, claims }: Moment): void {
  talk.nowMs += waitMs;
  const due = talk.attempts.filter(({ state, dueAt }) => state === 'READY' && dueAt <= talk.now);
  for (const { id } of due.slice(0, claims)) talk.rows.claim(id, 'w', talk.now);
}

/** What is told then: nothing where there is no row for it. */
export function inputsOf(talk: Conversation, { happenings }: Moment): EngineInput[] {
  return happenings.flatMap((happening) => inputOf(talk, happening) ?? []);
}

function inputOf(talk: Conversation, { what, pick, offMs }: Happening): EngineInput | undefined {
  const at = new Date(talk.nowMs + offMs).toISOString();
  const open = talk.attempts.filter(({ state }) => state === 'READY' || state === 'RUNNING');
  const one = <Row>(rows: readonly Row[]): Row | undefined => rows[pick % rows.length];
  const held = open.filter(({ state }) => state === 'RUNNING');
  // Mostly of those that can be heard.
  const about = (rows = held.length > 0 && pick % 8 > 0 ? held : open, workerId = 'w') => {
    const attempt = one(rows);
    return attempt && { attemptId: attempt.id, workerId };
  };
  const settledAs = (result: AttemptResult, named = about()): EngineInput | undefined =>
    named && { kind: 'attemptSettled', ...named, result, at };
  switch (what) {
    case 'succeed':
      return settledAs({ kind: 'succeeded', outputs: pick % 2 === 0 ? {} : { pick } });
    case 'fail':
      return settledAs({ kind: 'failed', message: `no ${pick}` });
    case 'timeOut':
      return settledAs({ kind: 'timedOut', timeoutMs: pick });
    case 'comeFromElsewhere':
      return settledAs({ kind: 'succeeded', outputs: {} }, about(open, 'somebody'));
    case 'repeatOldMessage':
      return settledAs(
        { kind: 'succeeded', outputs: {} },
        about(talk.attempts.filter(({ endedAt }) => endedAt !== null)),
      );
    case 'lose': {
      const named = about();
      return named && { kind: 'attemptLost', ...named };
    }
    case 'handBack': {
      const named = about();
      return named && { kind: 'attemptHandedBack', ...named };
    }
    case 'refuse': {
      const named = about();
      return named && { kind: 'attemptRefused', ...named, message: 'not mine' };
    }
    case 'claim': {
      const named = about(open.filter(({ state }) => state === 'READY'));
      return named && { kind: 'attemptClaimed', ...named, at };
    }
    case 'ring': {
      const signal = one(talk.signals.filter(({ dueAt }) => dueAt <= talk.now));
      return signal && { kind: 'signal', signal };
    }
  }
}

/** Rows with the names of tasks in place of the ids that were given out, and the events in no order but that of each task run. */
export function named(rows: Rows) {
  const { execution, taskRuns, attempts, signals, outputs, events, lines } = rows.plain();
  const names = new Map(taskRuns.map(({ id, taskId }) => [id, taskId]));
  for (const { id, number, taskRunId } of attempts) names.set(id, `${names.get(taskRunId) ?? ''}#${number}`);
  for (const { id, attempt, taskRunId } of signals) names.set(id, `${names.get(taskRunId) ?? ''}!${attempt}`);
  const renamed = <Value>(value: Value): Value =>
    JSON.parse(JSON.stringify(value), (_, field: unknown) =>
      typeof field === 'string' ? (names.get(field) ?? field) : field,
    ) as Value;
  const byId = <Row extends { readonly id: string }>(all: readonly Row[]) =>
    Object.fromEntries(all.map((row) => [names.get(row.id) ?? row.id, renamed(row)]));
  const told: Record<string, string[]> = {};
  for (const event of renamed(events)) {
    const of = 'taskRunId' in event ? event.taskRunId : 'execution';
    told[of] = [...(told[of] ?? []), JSON.stringify(event)].sort();
  }
  return {
    execution: { ...execution, version: null },
    taskRuns: byId(taskRuns),
    attempts: byId(attempts),
    signals: byId(signals),
    outputs: renamed(outputs)
      .map((row) => JSON.stringify(row))
      .sort(),
    events: told,
    lines,
  };
}

/** An input about the rows of one conversation as another one that has the same rows under other ids would hear it. */
export function translated(input: EngineInput, from: Conversation, to: Conversation): EngineInput {
  if (input.kind === 'signal') {
    const taskId = from.taskRuns.find(({ id }) => id === input.signal.taskRunId)?.taskId;
    const taskRunId = to.taskRuns.find((one) => one.taskId === taskId)?.id;
    const signal = to.signals.find(
      (one) => one.taskRunId === taskRunId && one.attempt === input.signal.attempt,
    );
    // One that was taken by an earlier input.
    return signal
      ? { ...input, signal }
      : { ...input, signal: { ...input.signal, taskRunId: taskRunId ?? '' } };
  }
  const attempt = from.attempts.find(({ id }) => id === input.attemptId);
  const taskId = attempt && from.taskIdOf(attempt);
  const same = to.attempts.find((one) => one.number === attempt?.number && to.taskIdOf(one) === taskId);
  return { ...input, attemptId: same?.id ?? 'none' };
}
