import { expect, test } from 'vitest';
import { type Expected, violations } from './checker';
import type { History, StoredEvent } from './history';

const LEASE_MS = 3_000;

/** An execution with a flowable task run `f`, and in it `t`: lost once, given back once, failed once, then well. */
function goodHistory() {
  const executionId = 'e';
  let seq = 0;
  const event = (kind: string, more: Partial<StoredEvent> = {}): StoredEvent => ({
    executionId,
    seq: (seq += 1),
    kind,
    executionState: null,
    taskRunId: null,
    taskRunState: null,
    attempt: null,
    workerId: null,
    ...more,
  });
  const of = (taskRunId: string, taskRunState: string | null = null, attempt: number | null = null) => ({
    taskRunId,
    taskRunState,
    attempt,
  });
  return {
    executions: [
      {
        id: executionId,
        state: 'SUCCESS',
        states: ['CREATED', 'RUNNING', 'RETRYING', 'RUNNING', 'SUCCESS'],
        seq: 17,
        hasEnded: true,
        outputs: null as unknown,
      },
    ],
    taskRuns: [
      {
        id: 'f',
        executionId,
        taskId: 'flowable',
        path: [] as string[],
        state: 'SUCCESS',
        states: ['CREATED', 'RUNNING', 'SUCCESS'],
        hasEnded: true,
        lostAttempts: 0,
      },
      {
        id: 't',
        executionId,
        taskId: 'task',
        path: ['f'],
        state: 'SUCCESS',
        states: [
          ...['CREATED', 'RUNNING', 'CREATED', 'RUNNING', 'CREATED', 'RUNNING'],
          ...['FAILED', 'RETRYING', 'CREATED', 'RUNNING', 'SUCCESS'],
        ],
        hasEnded: true,
        lostAttempts: 1,
      },
    ],
    attempts: ['LOST', 'FAILED', 'SUCCEEDED'].map((state, index) => ({
      id: `a${index + 1}`,
      executionId,
      taskRunId: 't',
      number: index + 1,
      state,
      workerId: 'w' as string | null,
      logLines: index === 2 ? 2 : 0,
    })),
    events: [
      event('executionCreated', { executionState: 'CREATED' }),
      event('executionStarted', { executionState: 'RUNNING' }),
      event('taskRunCreated', of('f', 'CREATED')),
      event('taskRunStarted', of('f', 'RUNNING')),
      event('taskRunCreated', of('t', 'CREATED')),
      event('attemptStarted', of('t', 'RUNNING', 1)),
      event('attemptReleased', of('t', 'CREATED', 1)),
      event('attemptStarted', of('t', 'RUNNING', 1)),
      event('attemptLost', of('t', 'CREATED', 1)),
      event('attemptStarted', of('t', 'RUNNING', 2)),
      event('attemptFailed', of('t', 'FAILED', 2)),
      event('retryScheduled', { ...of('t', 'RETRYING', 3), executionState: 'RETRYING' }),
      event('retryStarted', { ...of('t', 'CREATED', 3), executionState: 'RUNNING' }),
      event('attemptStarted', of('t', 'RUNNING', 3)),
      event('attemptSucceeded', of('t', null, 3)),
      event('taskRunEnded', of('t', 'SUCCESS')),
      event('taskRunEnded', of('f', 'SUCCESS')),
      event('executionEnded', { executionState: 'SUCCESS' }),
    ],
    lines: [1, 2].map((line) => ({
      executionId,
      position: line,
      taskRunId: 't' as string | null,
      attempt: 3 as number | null,
      line: line as number | null,
    })),
    logHeads: [{ executionId, position: 2 }],
    outputs: [{ executionId, taskRunId: 't', attempt: 3 }],
    signals: [] as { executionId: string }[],
    workers: [{ id: 'w', isLost: false, sinceMs: -2_000, ageMs: 30_000 }],
  };
}

type Draft = ReturnType<typeof goodHistory>;

const EXPECTED: Expected = { acknowledged: ['e'], taskRuns: 2, repeats: ['a1'], releases: 1 };

function found(change: (draft: Draft) => void, expected: Partial<Expected> = {}): string[] {
  const draft = goodHistory();
  at(draft.executions, 0).seq = draft.events.length;
  change(draft);
  return violations(draft satisfies History, { ...EXPECTED, ...expected }, LEASE_MS);
}

function at<Row>(rows: readonly Row[], index: number): Row {
  const row = rows[index];
  if (row === undefined) throw new Error(`there is no row ${index}`);
  return row;
}

/** Takes an event out and closes the gap, so that only its absence can be noticed. */
function without(draft: Draft, kind: string, attempt?: number): void {
  const index = draft.events.findIndex(
    (event) => event.kind === kind && (attempt === undefined || event.attempt === attempt),
  );
  draft.events.splice(index, 1);
  renumber(draft);
}

function twice(draft: Draft, kind: string): void {
  const index = draft.events.findIndex((event) => event.kind === kind);
  draft.events.splice(index, 0, { ...(draft.events[index] as StoredEvent) });
  renumber(draft);
}

function renumber(draft: Draft): void {
  draft.events = draft.events.map((event, index) => ({ ...event, seq: index + 1 }));
  at(draft.executions, 0).seq = draft.events.length;
}

test('a history that keeps the promises is found good', () => {
  expect(found(() => {})).toEqual([]);
});

const BROKEN: [string, (draft: Draft) => void, Partial<Expected>?][] = [
  ['an acknowledged execution is not there', () => {}, { acknowledged: ['e', 'other'] }],
  ['an attempt was lost that nobody held who died', () => {}, { repeats: 'none' }],
  ['another attempt was lost than was held', () => {}, { repeats: ['a2'] }],
  ['more was given back than may be', () => {}, { releases: 'none' }],
  ['there are more task runs than tasks', () => {}, { taskRuns: 1 }],
  ['the outputs are others', () => {}, { outputs: { said: 'x' } }],
  ['an execution is open', (draft) => void (at(draft.executions, 0).hasEnded = false)],
  ['an execution ended FAILED', (draft) => void (at(draft.executions, 0).state = 'FAILED')],
  ['an event is missing', (draft) => void draft.events.splice(5, 1)],
  [
    'an event has the number of another',
    (draft) => void (draft.events[6] = { ...at(draft.events, 6), seq: 6 }),
  ],
  ['seq is ahead of the events', (draft) => void (at(draft.executions, 0).seq += 1)],
  ['the end comes twice', (draft) => twice(draft, 'executionEnded')],
  ['a task run ends twice', (draft) => twice(draft, 'taskRunEnded')],
  ['an attempt is started twice', (draft) => twice(draft, 'attemptStarted')],
  ['an attempt succeeds twice', (draft) => twice(draft, 'attemptSucceeded')],
  ['a retry is started twice', (draft) => twice(draft, 'retryStarted')],
  ['an attempt ends without a start', (draft) => without(draft, 'attemptStarted', 3)],
  ['an attempt is followed by another without its end', (draft) => without(draft, 'attemptFailed')],
  ['a loss has no event', (draft) => without(draft, 'attemptLost')],
  ['a task run has no end', (draft) => without(draft, 'taskRunEnded')],
  [
    'something happens after the end',
    (draft) => {
      draft.events.push(...draft.events.splice(15, 1));
      renumber(draft);
    },
  ],
  [
    'a flowable ends before what is in it',
    (draft) => {
      draft.events.splice(15, 2, at(draft.events, 16), at(draft.events, 15));
      renumber(draft);
    },
  ],
  ['an attempt is RUNNING', (draft) => void (at(draft.attempts, 2).state = 'RUNNING')],
  [
    'an attempt is READY',
    (draft) => {
      draft.attempts.push({ ...at(draft.attempts, 2), id: 'a4', number: 4, state: 'READY' });
    },
  ],
  ['the numbers of attempts have a gap', (draft) => void draft.attempts.splice(0, 1)],
  ['a task run is open', (draft) => void (at(draft.taskRuns, 1).hasEnded = false)],
  ['a loss is not counted', (draft) => void (at(draft.taskRuns, 1).lostAttempts = 0)],
  ['a state follows that may not follow', (draft) => void at(draft.taskRuns, 0).states.splice(1, 1)],
  [
    'an execution left its end',
    (draft) => {
      at(draft.executions, 0).states.splice(4, 0, 'SUCCESS', 'RUNNING');
    },
  ],
  ['a signal is left', (draft) => void draft.signals.push({ executionId: 'e' })],
  [
    'a line is missing',
    (draft) => {
      draft.lines.shift();
      at(draft.lines, 0).position = 1;
      at(draft.logHeads, 0).position = 1;
    },
  ],
  [
    'a line comes twice',
    (draft) => {
      draft.lines.push({ ...at(draft.lines, 1), position: 3 });
      at(draft.logHeads, 0).position = 3;
    },
  ],
  ['positions have a gap', (draft) => void (at(draft.lines, 1).position = 3)],
  ['the log ends elsewhere', (draft) => void (at(draft.logHeads, 0).position = 3)],
  ['outputs are there twice', (draft) => void draft.outputs.push({ ...at(draft.outputs, 0), attempt: 2 })],
  ['outputs are of an attempt that failed', (draft) => void (at(draft.outputs, 0).attempt = 2)],
  [
    'a dead worker was not given up',
    (draft) => {
      draft.workers.push({ id: 'dead', isLost: false, sinceMs: 20_000, ageMs: 60_000 });
    },
  ],
  [
    'a lost worker is never forgotten',
    (draft) => {
      draft.workers.push({ id: 'dead', isLost: true, sinceMs: 90_000, ageMs: 120_000 });
    },
  ],
  ['rows are left of an execution that is gone', (draft) => void draft.signals.push({ executionId: 'gone' })],
];

test.each(BROKEN)('it is noticed that %s', (_, change, expected) => {
  expect(found(change, expected)).not.toEqual([]);
});

test('an attempt that is held by nobody is noticed while an execution is open', () => {
  const open = (draft: Draft) => {
    draft.executions = [
      {
        ...at(draft.executions, 0),
        state: 'RUNNING',
        states: ['CREATED', 'RUNNING'],
        hasEnded: false,
        seq: 6,
      },
    ];
    draft.events.length = 6;
    draft.taskRuns = draft.taskRuns.map((taskRun) => ({
      ...taskRun,
      state: 'RUNNING',
      states: ['CREATED', 'RUNNING'],
      hasEnded: false,
      lostAttempts: 0,
    }));
    draft.attempts = [{ ...at(draft.attempts, 0), state: 'RUNNING' }];
    draft.lines = [];
    draft.logHeads = [];
    draft.outputs = [];
  };
  const isOpenAllowed = true;
  expect(found(open, { isOpenAllowed })).toEqual([]);
  const nobodys = (draft: Draft) => {
    open(draft);
    at(draft.attempts, 0).workerId = 'nobody';
  };
  expect(found(nobodys, { isOpenAllowed })).toHaveLength(1);
});
