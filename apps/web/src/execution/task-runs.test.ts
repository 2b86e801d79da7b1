import { describe, expect, it } from 'vitest';
import { rowTotals } from './gantt';
import { openedByThemselves, runsByUrgency, runTotals, type StoredTaskRun, shownTaskRuns } from './task-runs';
import { emptyTimeline, type TaskRow, type Timeline } from './timeline';

const at = '2026-01-01T00:00:00.000Z';
const atMs = Date.parse(at);

const stored: StoredTaskRun = {
  id: 'run-1',
  taskId: 'load',
  taskType: 'Log',
  value: null,
  state: 'RUNNING',
  outputs: { rows: 3 },
  createdAt: at,
  endedAt: null,
  attempts: [{ number: 1, state: 'TIMED_OUT', error: 'too slow', startedAt: at, endedAt: at, logLines: 7 }],
};

const row: TaskRow = {
  taskRunId: 'run-1',
  taskId: 'load',
  value: null,
  parentTaskRunId: null,
  state: 'SUCCESS',
  createdMs: atMs,
  endedMs: atMs + 500,
  attempts: [
    {
      number: 1,
      waitingSinceMs: atMs,
      startedMs: atMs,
      endedMs: atMs,
      outcome: 'timedOut',
      message: 'too slow',
    },
    { number: 2, waitingSinceMs: atMs, startedMs: atMs, endedMs: null, outcome: 'running', message: null },
  ],
  waitingSinceMs: null,
  dueMs: null,
};

function timeline(seq: number, rows: TaskRow[]): Timeline {
  return { ...emptyTimeline, seq, rows: new Map(rows.map((each) => [each.taskRunId, each])) };
}

describe('shownTaskRuns', () => {
  it('is the snapshot while the events are older', () => {
    const [shown] = shownTaskRuns({ seq: 9, taskRuns: [stored] }, timeline(5, [row]));
    expect(shown).toMatchObject({ state: 'RUNNING', attempts: [{ outcome: 'timed out', logLines: 7 }] });
  });

  it('takes states and times from newer events, and keeps what only the snapshot knows', () => {
    const [shown] = shownTaskRuns({ seq: 9, taskRuns: [stored] }, timeline(12, [row]));
    expect(shown).toMatchObject({
      state: 'SUCCESS',
      taskType: 'Log',
      outputs: { rows: 3 },
      endedAt: '2026-01-01T00:00:00.500Z',
      attempts: [
        { number: 1, outcome: 'timed out', error: 'too slow', logLines: 7 },
        { number: 2, outcome: 'running', endedAt: null, logLines: null },
      ],
    });
  });

  it('shows a task run that no query has told yet', () => {
    const fresh = { ...row, taskRunId: 'run-2' };
    const shown = shownTaskRuns({ seq: 9, taskRuns: [stored] }, timeline(12, [row, fresh]));
    expect(shown.map((run) => run.id)).toEqual(['run-1', 'run-2']);
    expect(shown[1]).toMatchObject({ taskType: null, outputs: null });
  });
});

describe('runsByUrgency', () => {
  it('puts what failed first, then what is under way, and keeps the order within', () => {
    const states = ['SUCCESS', 'RUNNING', 'FAILED', 'WARNING', 'RETRYING', 'CREATED', 'FAILED'] as const;
    const rows = states.map((state, index) => ({ ...row, taskRunId: String(index), state }));
    const runs = shownTaskRuns({ seq: 1, taskRuns: [] }, timeline(1, rows));
    expect(runsByUrgency(runs).map(({ id }) => id)).toEqual(['2', '6', '1', '4', '5', '0', '3']);
  });

  it('leaves none out, however many there are', () => {
    const rows = Array.from({ length: 250 }, (_, index) => ({ ...row, taskRunId: String(index) }));
    expect(runsByUrgency(shownTaskRuns({ seq: 1, taskRuns: [] }, timeline(1, rows)))).toHaveLength(250);
  });
});

describe('runTotals', () => {
  const attempt = (
    waitingSince: number,
    started: number,
    ended: number | null,
  ): TaskRow['attempts'][number] => ({
    number: 1,
    waitingSinceMs: atMs + waitingSince,
    startedMs: atMs + started,
    endedMs: ended === null ? null : atMs + ended,
    outcome: 'failed',
    message: null,
  });
  const rows: { name: string; row: Partial<TaskRow>; waitedMs: number; ranMs: number }[] = [
    {
      name: 'waits for its first attempt',
      row: { attempts: [], waitingSinceMs: atMs },
      waitedMs: 900,
      ranMs: 0,
    },
    { name: 'runs', row: { attempts: [attempt(0, 100, null)] }, waitedMs: 100, ranMs: 800 },
    {
      name: 'waits for a retry',
      row: { attempts: [attempt(0, 100, 300)], waitingSinceMs: atMs + 300 },
      waitedMs: 700,
      ranMs: 200,
    },
    {
      name: 'ended after two attempts',
      row: { attempts: [attempt(0, 100, 300), attempt(300, 500, 600)], endedMs: atMs + 600 },
      waitedMs: 300,
      ranMs: 300,
    },
  ];
  it.each(rows)('says the same as the Gantt chart of one that $name', ({ row: changes, waitedMs, ranMs }) => {
    const changed = { ...row, state: 'RUNNING' as const, endedMs: null, waitingSinceMs: null, ...changes };
    const [run] = shownTaskRuns({ seq: 1, taskRuns: [] }, timeline(1, [changed]));
    expect(run && runTotals(run, atMs + 900)).toEqual({ waitedMs, ranMs });
    expect(rowTotals(changed, atMs + 900)).toEqual({ waitedMs, ranMs });
  });
});

describe('openedByThemselves', () => {
  it('opens what has a reason to tell, and no more than a few', () => {
    const quiet = row.attempts.map((attempt) => ({ ...attempt, message: null }));
    const rows: [string, Partial<TaskRow>][] = [
      ['a parent of what failed', { state: 'FAILED', attempts: quiet }],
      ['tried again', { state: 'RETRYING' }],
      ['well in the end', { state: 'SUCCESS' }],
      ['failed', { state: 'FAILED' }],
      ['failed too', { state: 'FAILED' }],
    ];
    const runs = shownTaskRuns(
      { seq: 1, taskRuns: [] },
      timeline(
        1,
        rows.map(([taskRunId, changes]) => ({ ...row, taskRunId, ...changes })),
      ),
    );
    expect([...openedByThemselves(runsByUrgency(runs), 2)]).toEqual(['failed', 'failed too']);
    expect([...openedByThemselves(runsByUrgency(runs), 9)]).toEqual(['failed', 'failed too', 'tried again']);
  });
});
