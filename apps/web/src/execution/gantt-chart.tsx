'use client';

import { Skeleton, Tooltip } from '@mantine/core';
import { useMediaQuery, useReducedMotion } from '@mantine/hooks';
import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { type CSSProperties, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { durationText, runningDurationText } from '../ui/duration';
import { EmptyState } from '../ui/empty-state';
import { StateGlyph } from '../ui/state-badge';
import { useServerNow } from '../ui/use-server-now';
import { useUrlState } from '../ui/use-url-state';
import {
  type GanttRow,
  ganttRows,
  rowTotals,
  type Segment,
  type Span,
  segmentsOf,
  spanOf,
  ticksOf,
} from './gantt';
import classes from './gantt-chart.module.css';
import { isEnded, stateLook } from './state';
import type { TaskRow, Timeline } from './timeline';

const rowPixels = 36;
const smoothRows = 60;

/** Task runs as bars over time; moves by itself while the execution runs. */
export function GanttChart({ timeline, upToDate }: { timeline: Timeline; upToDate: boolean }) {
  const still = useReducedMotion();
  const rows = useMemo(() => ganttRows(timeline), [timeline]);
  const running = timeline.state !== null && !isEnded(timeline.state);
  const nowMs = useServerNow(still ? 1_000 : rows.length > smoothRows ? 500 : 100, running);
  const span = spanOf(timeline, nowMs);
  const body = useRef<HTMLDivElement>(null);
  const [offsetTop, setOffsetTop] = useState(0);
  useLayoutEffect(() => {
    if (body.current) setOffsetTop(body.current.getBoundingClientRect().top + window.scrollY);
  }, [upToDate]);
  const virtualizer = useWindowVirtualizer({
    count: rows.length,
    estimateSize: () => rowPixels,
    overscan: 10,
    scrollMargin: offsetTop,
    getItemKey: (index) => rows[index]?.row.taskRunId ?? index,
  });

  if (!upToDate) return <Skeleton height={260} aria-busy />;
  if (rows.length === 0) {
    return (
      <EmptyState
        compact
        title={running ? 'Waiting for the first task' : 'No task ran'}
        text={
          running
            ? 'Its bar appears here as soon as it is created.'
            : 'The execution ended before its first task.'
        }
      />
    );
  }
  return (
    <section className={classes.chart} aria-label="Gantt chart of the task runs">
      <div className={classes.head}>
        <span className={classes.headName}>
          {rows.length} task {rows.length === 1 ? 'run' : 'runs'}
        </span>
        <TimeMarks span={span} />
        <span className={classes.headDuration}>{durationOf(running, span)}</span>
      </div>
      <div ref={body} className={classes.body} style={{ height: virtualizer.getTotalSize() }} role="list">
        {virtualizer.getVirtualItems().map((item) => {
          const row = rows[item.index];
          return (
            row && (
              <ChartRow
                key={row.row.taskRunId}
                ganttRow={row}
                span={span}
                nowMs={nowMs}
                top={item.start - offsetTop}
              />
            )
          );
        })}
      </div>
    </section>
  );
}

function durationOf(running: boolean, span: Span): string {
  const ms = span.endMs - span.startMs;
  return running ? runningDurationText(ms) : durationText(ms);
}

function TimeMarks({ span }: { span: Span }) {
  const isNarrow = useMediaQuery('(max-width: 800px)');
  return (
    <div className={classes.marks} aria-hidden>
      {ticksOf(span, isNarrow ? 4 : 7).map((tick) => (
        <span
          key={tick.offsetMs}
          className={classes.mark}
          data-last={tick.left > 0.92 || undefined}
          style={{ transform: `translateX(${tick.left * 100}%)` }}
        >
          <span>{tick.offsetMs === 0 ? '0' : tickText(tick.offsetMs)}</span>
        </span>
      ))}
    </div>
  );
}

/** Round offsets need no fraction. */
function tickText(ms: number): string {
  if (ms < 1_000) return `${ms} ms`;
  if (ms < 60_000) return `${ms / 1_000} s`;
  return durationText(ms);
}

interface RowProps {
  ganttRow: GanttRow;
  span: Span;
  nowMs: number;
  top: number;
}

function ChartRow({ ganttRow, span, nowMs, top }: RowProps) {
  const { go } = useUrlState();
  const { row, depth } = ganttRow;
  const { ranMs, waitedMs } = rowTotals(row, nowMs);
  const ended = row.endedMs !== null;
  return (
    <div role="listitem" className={classes.row} style={{ transform: `translateY(${top}px)` }}>
      <Tooltip.Floating label={<RowFacts row={row} ranMs={ranMs} waitedMs={waitedMs} />} multiline>
        <button
          type="button"
          className={classes.line}
          onClick={() => go({ tab: 'logs', task: row.taskRunId })}
          aria-label={`${row.taskId}${row.value === null ? '' : ` ${row.value}`}, ${stateLook(row.state).label}, ran ${durationText(ranMs)}${row.attempts.length > 1 ? `, ${row.attempts.length} attempts` : ''}; open its logs`}
        >
          <span className={classes.name} style={{ paddingLeft: depth * 16 }}>
            <StateGlyph state={row.state} />
            <span className={classes.taskId}>{row.taskId}</span>
            {row.value !== null && <span className={classes.value}>{row.value}</span>}
            {row.attempts.length > 1 && <span className={classes.attempts}>×{row.attempts.length}</span>}
          </span>
          <span className={classes.track}>
            {segmentsOf(row, span, nowMs).map((segment) => (
              <span
                key={segment.key}
                className={classes.segment}
                data-tone={stateLook(segment.state).tone}
                data-kind={segment.kind}
                data-open={segment.open || undefined}
                style={segmentStyle(segment)}
              />
            ))}
          </span>
          <span className={classes.duration}>{ended ? durationText(ranMs) : runningDurationText(ranMs)}</span>
        </button>
      </Tooltip.Floating>
    </div>
  );
}

/** Clipped instead of placed: a bar that moves with the scale must not count as a layout shift. */
function segmentStyle({ left, width }: Segment): CSSProperties {
  const leftPart = `${left * 100}%`;
  const rightPart = `min(${(1 - left - width) * 100}%, calc(${(1 - left) * 100}% - 3px))`;
  return { clipPath: `inset(0 ${rightPart} 0 ${leftPart} round 3px)` };
}

function RowFacts({ row, ranMs, waitedMs }: { row: TaskRow; ranMs: number; waitedMs: number }) {
  return (
    <div className={classes.facts}>
      <strong>{row.taskId}</strong>
      <span>
        {stateLook(row.state).label} · ran {durationText(ranMs)} · waited {durationText(waitedMs)}
      </span>
      {row.attempts.length > 1 &&
        row.attempts.map((attempt) => (
          <span key={attempt.number}>
            #{attempt.number} {attempt.outcome}
            {attempt.message && `: ${attempt.message}`}
          </span>
        ))}
    </div>
  );
}
