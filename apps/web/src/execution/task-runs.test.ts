import { describe, expect, it } from 'vitest';
import { type StoredTaskRun, shownTaskRuns } from './task-runs';
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
