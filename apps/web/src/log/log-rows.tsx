'use client';

import { useVirtualizer } from '@tanstack/react-virtual';
import { IconArrowDown, IconChevronRight } from '@tabler/icons-react';
import { memo, type ReactNode, useEffect, useRef } from 'react';
import { rowTotals } from '../execution/gantt';
import type { Timeline } from '../execution/timeline';
import { durationText } from '../ui/duration';
import { StateGlyph } from '../ui/state-badge';
import { clockTime, exactTime } from '../ui/times';
import { LogMessage } from './log-message';
import classes from './log-view.module.css';
import { type LogLine, type LogRow, writerOf } from './log-window';
import { useFollowTail } from './use-follow-tail';

interface Props {
  rows: readonly LogRow[];
  wrap: boolean;
  grouped: boolean;
  text: string;
  /** A log that still grows opens at its end, a complete one at its beginning. */
  startAtEnd: boolean;
  timeline: Timeline;
  onToggle(group: string): void;
  empty: ReactNode;
  status: ReactNode;
}

export function LogRows({ rows, wrap, grouped, text, startAtEnd, timeline, onToggle, empty, status }: Props) {
  const scroller = useRef<HTMLDivElement>(null);
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => (rows[index]?.kind === 'head' ? 36 : 22),
    overscan: 20,
    getItemKey: (index) => rows[index]?.key ?? index,
  });
  const { following, resume } = useFollowTail(scroller, rows.length, startAtEnd, () => {
    if (rows.length > 0) virtualizer.scrollToIndex(rows.length - 1, { align: 'end' });
  });
  // Rows that were measured wrapped are too high when they no longer are.
  useEffect(() => {
    void wrap;
    virtualizer.measure();
  }, [wrap, virtualizer]);

  return (
    <div className={classes.frame}>
      <div
        ref={scroller}
        className={classes.scroller}
        tabIndex={0}
        role="log"
        aria-live="off"
        aria-label="Log lines"
        data-wrap={wrap || undefined}
        data-grouped={grouped || undefined}
      >
        {rows.length === 0 && empty}
        <div className={classes.rows} style={{ height: virtualizer.getTotalSize() }}>
          {virtualizer.getVirtualItems().map((item) => {
            const row = rows[item.index];
            if (!row) return null;
            return (
              <div
                key={item.key}
                ref={virtualizer.measureElement}
                data-index={item.index}
                className={classes.row}
                style={{ transform: `translateY(${item.start}px)` }}
              >
                {row.kind === 'head' ? (
                  <GroupHead row={row} timeline={timeline} onToggle={onToggle} />
                ) : (
                  <Line line={row.line} text={text} />
                )}
              </div>
            );
          })}
        </div>
      </div>
      <footer className={classes.status}>
        {status}
        {!following && virtualizer.getTotalSize() > (virtualizer.scrollRect?.height ?? 0) && (
          <button type="button" className={classes.resume} onClick={resume}>
            <IconArrowDown size={14} aria-hidden />
            To the end
          </button>
        )}
      </footer>
    </div>
  );
}

const Line = memo(function Line({ line, text }: { line: LogLine; text: string }) {
  return (
    <div className={classes.line} data-level={line.level} data-position={line.position}>
      <time dateTime={line.at} title={exactTime(line.at)} className={classes.time}>
        {clockTime(line.at)}
      </time>
      <span className={classes.levelMark}>{line.level}</span>
      <span
        className={classes.taskId}
        data-of-execution={line.taskId === null || undefined}
        title={line.taskId === null ? 'The execution itself' : `${line.taskId}, attempt ${line.attempt}`}
      >
        {writerOf(line)}
        {line.attempt !== null && line.attempt > 1 && (
          <span className={classes.attempt}> #{line.attempt}</span>
        )}
      </span>
      <span className={classes.message}>
        <LogMessage message={line.message} text={text} />
      </span>
    </div>
  );
});

interface HeadProps {
  row: LogRow & { kind: 'head' };
  timeline: Timeline;
  onToggle(group: string): void;
}

function GroupHead({ row, timeline, onToggle }: HeadProps) {
  const task = timeline.rows.get(row.group);
  return (
    <button
      type="button"
      className={classes.group}
      aria-expanded={!row.folded}
      onClick={() => onToggle(row.group)}
    >
      <IconChevronRight size={15} data-open={!row.folded || undefined} aria-hidden />
      {task && <StateGlyph state={task.state} />}
      <strong>{row.writer}</strong>
      {task?.value && <span>{task.value}</span>}
      <span className={classes.groupFacts}>
        {task && task.attempts.length > 1 && `${task.attempts.length} attempts · `}
        {task && task.endedMs !== null && `${durationText(rowTotals(task, task.endedMs).ranMs)} · `}
        {row.lines} {row.lines === 1 ? 'line' : 'lines'}
      </span>
    </button>
  );
}
