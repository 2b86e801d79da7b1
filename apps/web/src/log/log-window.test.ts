import { describe, expect, it } from 'vitest';
import {
  appendLines,
  completeness,
  emptyLogWindow,
  groupedRows,
  type LogLevel,
  type LogLine,
  logText,
  visibleLines,
} from './log-window';

function line(position: number, changes: Partial<LogLine> = {}): LogLine {
  return {
    position,
    at: '2026-01-01T00:00:00.000Z',
    level: 'INFO',
    taskRunId: 'run-1',
    taskId: 'load',
    attempt: 1,
    line: position,
    message: `message ${position}`,
    ...changes,
  };
}

function lines(from: number, to: number): LogLine[] {
  return Array.from({ length: to - from + 1 }, (_, index) => line(from + index));
}

/** A line of the execution itself. */
function own(position: number, message: string): LogLine {
  return line(position, {
    taskRunId: null,
    taskId: null,
    attempt: null,
    line: null,
    level: 'ERROR',
    message,
  });
}

const open = { sealedAt: null };
const positions = (held: readonly LogLine[]) => held.map((each) => each.position);

describe('appendLines', () => {
  it('takes every line once, however the batches overlap', () => {
    const first = appendLines(emptyLogWindow, { lines: lines(1, 5), ...open }, 100);
    const second = appendLines(first, { lines: lines(3, 8), ...open }, 100);
    const third = appendLines(second, { lines: [line(8), line(8), line(9)], ...open }, 100);
    expect(positions(third.lines)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(third).toMatchObject({ received: 9, lastPosition: 9, dropped: 0 });
    expect(appendLines(third, { lines: lines(1, 9), ...open }, 100)).toBe(third);
  });

  it('holds the newest lines and counts what it let go', () => {
    const window = appendLines(emptyLogWindow, { lines: lines(1, 12), ...open }, 10);
    expect(positions(window.lines)).toEqual([3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
    expect(window).toMatchObject({ received: 12, dropped: 2 });
  });

  it('counts levels', () => {
    const mixed = [line(1, { level: 'ERROR' }), line(2), line(3, { level: 'ERROR' })];
    expect(appendLines(emptyLogWindow, { lines: mixed, ...open }, 10).counts).toMatchObject({
      ERROR: 2,
      INFO: 1,
    });
  });
});

describe('completeness', () => {
  it('says complete only when the line of the seal is here', () => {
    const window = appendLines(emptyLogWindow, { lines: lines(1, 3), ...open }, 10);
    expect(completeness(window)).toBe('open');
    expect(completeness(appendLines(window, { lines: [], sealedAt: 4 }, 10))).toBe('incomplete');
    expect(completeness(appendLines(window, { lines: [line(4)], sealedAt: 4 }, 10))).toBe('complete');
    expect(completeness(appendLines(emptyLogWindow, { lines: [], sealedAt: 0 }, 10))).toBe('complete');
  });
});

describe('visibleLines', () => {
  const held = [
    line(1, { level: 'DEBUG', message: 'Opened' }),
    line(2, { level: 'WARN', message: 'slow', taskRunId: 'run-2', taskId: 'check' }),
    line(3, { level: 'ERROR', message: 'REFUSED' }),
  ];
  const cases: [LogLevel, string, string | null, number[]][] = [
    ['TRACE', '', null, [1, 2, 3]],
    ['WARN', '', null, [2, 3]],
    ['TRACE', ' refused ', null, [3]],
    ['TRACE', 'CHECK', null, [2]],
    ['TRACE', '', 'run-1', [1, 3]],
    ['ERROR', 'opened', null, []],
  ];
  it.each(cases)('level %s, text "%s", task run %s', (minLevel, text, taskRunId, expected) => {
    expect(positions(visibleLines(held, { minLevel, text, taskRunId }))).toEqual(expected);
  });
});

describe('groupedRows', () => {
  it('puts lines under their task run, in the order of the first lines, and hides folded ones', () => {
    const held = [line(1), line(2, { taskRunId: 'run-2', taskId: 'check' }), line(3)];
    const told = (folded: string[]) =>
      groupedRows(held, new Set(folded)).map((each) =>
        each.kind === 'head' ? `${each.writer} (${each.lines})` : each.line.position,
      );
    expect(told([])).toEqual(['load (2)', 1, 3, 'check (1)', 2]);
    expect(told(['run-1'])).toEqual(['load (2)', 'check (1)', 2]);
  });
});

describe('lines of the execution itself', () => {
  const held = [line(1), own(2, 'Failed to render output values'), line(3)];
  const shown = (changes: object) =>
    positions(visibleLines(held, { minLevel: 'TRACE', text: '', taskRunId: null, ...changes }));

  it('pass every filter but that of one task run', () => {
    expect(shown({ minLevel: 'ERROR' })).toEqual([2]);
    expect(shown({ text: 'output values' })).toEqual([2]);
    expect(shown({ text: 'execution' })).toEqual([2]);
    expect(shown({ taskRunId: 'run-1' })).toEqual([1, 3]);
  });

  it('have a group of their own, which can be folded', () => {
    const told = (folded: string[]) =>
      groupedRows(held, new Set(folded)).map((each) =>
        each.kind === 'head' ? `${each.writer} (${each.lines})` : each.line.position,
      );
    expect(told([])).toEqual(['load (2)', 1, 3, 'execution (1)', 2]);
    expect(told(['execution'])).toEqual(['load (2)', 1, 3, 'execution (1)']);
  });

  it('are written under the word execution', () => {
    expect(logText([own(1, 'no')])).toBe('2026-01-01T00:00:00.000Z ERROR [execution] no\n');
  });
});

describe('logText', () => {
  it('writes one entry a line of the log, with time, level and task', () => {
    expect(logText([line(1, { level: 'WARN' })])).toBe('2026-01-01T00:00:00.000Z WARN  [load] message 1\n');
  });
});
