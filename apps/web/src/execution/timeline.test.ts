import { describe, expect, it } from 'vitest';
import { ganttRows, rowTotals, segmentsOf, spanOf, ticksOf } from './gantt';
import { applyEvents, emptyTimeline } from './timeline';
import type { TimelineEvent } from './timeline-event';

const startMs = Date.parse('2026-01-01T00:00:00.000Z');

type Name = TimelineEvent['__typename'];
type Fields<Kind extends Name> = Omit<
  Extract<TimelineEvent, { __typename: Kind }>,
  '__typename' | 'seq' | 'at'
>;

function event<Kind extends Name>(
  seq: number,
  offsetMs: number,
  __typename: Kind,
  fields: Fields<Kind>,
): TimelineEvent {
  const at = new Date(startMs + offsetMs).toISOString();
  return { __typename, seq, at, ...fields } as unknown as TimelineEvent;
}

const task = { taskRunId: 'run-1', taskId: 'load' };

/** One task that fails at first, waits for its retry, and succeeds. */
const story: TimelineEvent[] = [
  event(1, 0, 'ExecutionCreatedEvent', { executionState: 'CREATED' }),
  event(2, 10, 'ExecutionStartedEvent', { executionState: 'RUNNING' }),
  event(3, 10, 'TaskRunCreatedEvent', {
    taskRunState: 'CREATED',
    parentTaskRunId: null,
    value: null,
    ...task,
  }),
  event(4, 100, 'AttemptStartedEvent', { taskRunState: 'RUNNING', attemptNumber: 1, ...task }),
  event(5, 400, 'AttemptFailedEvent', {
    taskRunState: 'FAILED',
    attemptNumber: 1,
    message: 'no connection',
    ...task,
  }),
  event(6, 400, 'RetryScheduledEvent', {
    taskRunState: 'RETRYING',
    changedExecutionState: null,
    attemptNumber: 2,
    dueAt: new Date(startMs + 600).toISOString(),
    ...task,
  }),
  event(7, 600, 'RetryStartedEvent', {
    taskRunState: 'CREATED',
    changedExecutionState: null,
    attemptNumber: 2,
    ...task,
  }),
  event(8, 650, 'AttemptStartedEvent', { taskRunState: 'RUNNING', attemptNumber: 2, ...task }),
  event(9, 900, 'AttemptSucceededEvent', { attemptNumber: 2, ...task }),
  event(10, 900, 'TaskRunEndedEvent', { taskRunState: 'SUCCESS', ...task }),
  event(11, 1_000, 'ExecutionEndedEvent', { executionState: 'SUCCESS' }),
];

describe('applyEvents', () => {
  it('tells the states of the execution and the attempts of its task runs', () => {
    const timeline = applyEvents(emptyTimeline, story);
    expect(timeline).toMatchObject({
      seq: 11,
      state: 'SUCCESS',
      createdMs: startMs,
      endedMs: startMs + 1_000,
    });
    expect(timeline.history.map((entry) => entry.state)).toEqual(['CREATED', 'RUNNING', 'SUCCESS']);
    expect(timeline.rows.get('run-1')).toMatchObject({
      state: 'SUCCESS',
      endedMs: startMs + 900,
      waitingSinceMs: null,
      attempts: [
        { number: 1, outcome: 'failed', message: 'no connection', endedMs: startMs + 400 },
        { number: 2, outcome: 'succeeded', waitingSinceMs: startMs + 400, startedMs: startMs + 650 },
      ],
    });
  });

  it('gives the same for every way of cutting the events into batches, also when batches come twice', () => {
    const whole = applyEvents(emptyTimeline, story);
    for (let cut = 0; cut <= story.length; cut += 1) {
      const first = applyEvents(emptyTimeline, story.slice(0, cut));
      const overlapping = applyEvents(first, story.slice(Math.max(0, cut - 3)));
      expect(overlapping).toEqual(whole);
    }
  });

  it('changes nothing when nothing is new, and never changes what it was given', () => {
    const before = applyEvents(emptyTimeline, story.slice(0, 4));
    const copy = structuredClone(before);
    expect(applyEvents(before, story.slice(0, 4))).toBe(before);
    applyEvents(before, story);
    expect(before).toEqual(copy);
  });

  it('waits again after a lost attempt, without an end of the first wait', () => {
    const lost = event(5, 300, 'AttemptLostEvent', {
      taskRunState: 'CREATED',
      attemptNumber: 1,
      message: 'gone',
      ...task,
    });
    const timeline = applyEvents(emptyTimeline, [...story.slice(0, 4), lost]);
    expect(timeline.rows.get('run-1')).toMatchObject({
      waitingSinceMs: startMs + 300,
      attempts: [{ outcome: 'lost' }],
    });
  });
});

describe('a flowable task run', () => {
  const flowable = { taskRunId: 'run-1', taskId: 'all', parentTaskRunId: null, value: null } as const;
  const begun = [
    event(1, 0, 'ExecutionCreatedEvent', { executionState: 'CREATED' }),
    event(2, 0, 'TaskRunCreatedEvent', { taskRunState: 'CREATED', ...flowable }),
    event(3, 10, 'TaskRunStartedEvent', { taskRunState: 'RUNNING', ...flowable }),
  ];

  it('is at work from its start to its end', () => {
    const end = event(4, 500, 'TaskRunEndedEvent', { taskRunState: 'FAILED', ...flowable });
    expect(applyEvents(emptyTimeline, begun).rows.get('run-1')).toMatchObject({
      state: 'RUNNING',
      waitingSinceMs: null,
      attempts: [{ startedMs: startMs + 10, endedMs: null, outcome: 'running' }],
    });
    expect(applyEvents(emptyTimeline, [...begun, end]).rows.get('run-1')).toMatchObject({
      state: 'FAILED',
      attempts: [{ endedMs: startMs + 500, outcome: 'failed' }],
    });
  });

  it('that was open is closed by the end of the execution', () => {
    const end = event(4, 700, 'ExecutionEndedEvent', { executionState: 'FAILED' });
    expect(applyEvents(emptyTimeline, [...begun, end]).rows.get('run-1')).toMatchObject({
      state: 'KILLED',
      endedMs: startMs + 700,
      attempts: [{ endedMs: startMs + 700, outcome: 'killed' }],
    });
  });
});

describe('an attempt that was given back', () => {
  it('waits to be started again under its number', () => {
    const back = event(5, 300, 'AttemptReleasedEvent', {
      attemptNumber: 1,
      taskRunState: 'CREATED',
      message: 'stopping',
      ...task,
    });
    const again = event(6, 400, 'AttemptStartedEvent', {
      attemptNumber: 1,
      taskRunState: 'RUNNING',
      ...task,
    });
    const timeline = applyEvents(emptyTimeline, [...story.slice(0, 4), back, again]);
    const row = timeline.rows.get('run-1');
    expect(row?.attempts).toMatchObject([
      { number: 1, outcome: 'released', endedMs: startMs + 300 },
      { number: 1, outcome: 'running', waitingSinceMs: startMs + 300 },
    ]);
    const keys = row
      ? segmentsOf(row, spanOf(timeline, startMs + 500), startMs + 500).map(({ key }) => key)
      : [];
    expect(new Set(keys).size).toBe(keys.length);
  });
});

describe('the chart', () => {
  const running = applyEvents(emptyTimeline, story.slice(0, 6));
  const ended = applyEvents(emptyTimeline, story);

  it('spans to now while it runs, and to the end afterwards', () => {
    expect(spanOf(running, startMs + 5_000)).toEqual({ startMs, endMs: startMs + 5_000 });
    expect(spanOf(ended, startMs + 5_000)).toEqual({ startMs, endMs: startMs + 1_000 });
  });

  it('draws waiting and running parts of each attempt', () => {
    const row = ended.rows.get('run-1');
    const segments = row ? segmentsOf(row, spanOf(ended, startMs), startMs) : [];
    expect(segments.map(({ kind, attempt, state }) => `${kind} ${attempt} ${state}`)).toEqual([
      'waiting 1 SUCCESS',
      'ran 1 FAILED',
      'waiting 2 SUCCESS',
      'ran 2 SUCCESS',
    ]);
    expect(segments.map(({ left }) => Math.round(left * 1_000))).toEqual([10, 100, 400, 650]);
    expect(segments.map(({ width }) => Math.round(width * 1_000))).toEqual([90, 300, 250, 250]);
  });

  it('lets an open part grow with the time', () => {
    const row = running.rows.get('run-1');
    const nowMs = startMs + 800;
    const last = row ? segmentsOf(row, spanOf(running, nowMs), nowMs).at(-1) : undefined;
    expect(last).toMatchObject({ kind: 'waiting', open: true, left: 0.5, width: 0.5 });
    expect(row && rowTotals(row, nowMs)).toEqual({ waitedMs: 490, ranMs: 300 });
  });

  it('puts children under their parents, however deep', () => {
    const created = (seq: number, taskRunId: string, parentTaskRunId: string | null) =>
      event(seq, seq, 'TaskRunCreatedEvent', {
        taskRunId,
        taskId: taskRunId,
        taskRunState: 'CREATED',
        parentTaskRunId,
        value: null,
      });
    const timeline = applyEvents(emptyTimeline, [
      created(1, 'a', null),
      created(2, 'b', null),
      created(3, 'a1', 'a'),
      created(4, 'a1x', 'a1'),
      created(5, 'a2', 'a'),
      created(6, 'orphan', 'never-seen'),
    ]);
    expect(ganttRows(timeline).map(({ row, depth }) => `${depth} ${row.taskRunId}`)).toEqual([
      '0 a',
      '1 a1',
      '2 a1x',
      '1 a2',
      '0 b',
      '0 orphan',
    ]);
  });

  it.each([1, 900, 4_200, 61_000, 3_600_000, 400 * 86_400_000])(
    'marks %i ms at round distances, few enough',
    (ms) => {
      const ticks = ticksOf({ startMs, endMs: startMs + ms }, 7);
      expect(ticks.length).toBeGreaterThan(0);
      expect(ticks.length).toBeLessThanOrEqual(7);
      expect(ticks[0]).toEqual({ offsetMs: 0, left: 0 });
    },
  );
});
