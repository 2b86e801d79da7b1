'use client';

import { useDeferredValue, useMemo, useState } from 'react';
import type { Timeline } from '../execution/timeline';
import { EmptyState } from '../ui/empty-state';
import { ErrorNotice } from '../ui/notices';
import { useUrlState } from '../ui/use-url-state';
import { LogRows } from './log-rows';
import { LogToolbar } from './log-toolbar';
import classes from './log-view.module.css';
import {
  completeness,
  groupedRows,
  type LogLevel,
  logLevels,
  temporalRows,
  visibleLines,
} from './log-window';
import type { ExecutionLog } from './use-log';

interface Props {
  executionId: string;
  log: ExecutionLog;
  timeline: Timeline;
  /** A log that still grows opens at its end. */
  running: boolean;
}

/** The log of an execution: filters above, lines, and what is known of the whole below. */
export function LogView({ executionId, log, timeline, running }: Props) {
  const { params, change } = useUrlState();
  const { window } = log;
  const minLevel = levelFrom(params.get('level'));
  const text = params.get('q') ?? '';
  const taskRunId = params.get('task');
  const grouped = params.get('view') === 'tasks';
  const wrap = params.get('wrap') !== 'no';
  const [folded, setFolded] = useState<ReadonlySet<string>>(new Set());
  const deferred = useDeferredValue(window.lines);
  const lines = useMemo(
    () => visibleLines(deferred, { minLevel, text, taskRunId }),
    [deferred, minLevel, text, taskRunId],
  );
  const rows = useMemo(
    () => (grouped ? groupedRows(lines, folded) : temporalRows(lines)),
    [grouped, lines, folded],
  );
  const toggleFold = (group: string) =>
    setFolded((held) => {
      const next = new Set(held);
      if (!next.delete(group)) next.add(group);
      return next;
    });
  const filtered = minLevel !== 'TRACE' || text !== '' || taskRunId !== null;

  return (
    <section className={classes.view} aria-label="Logs">
      <LogToolbar
        executionId={executionId}
        window={window}
        shown={lines}
        minLevel={minLevel}
        text={text}
        task={taskRunId === null ? null : (timeline.rows.get(taskRunId)?.taskId ?? taskRunId)}
        grouped={grouped}
        wrap={wrap}
        onChange={change}
      />
      {log.refused && <ErrorNotice title="The log does not update itself" message={log.refused} />}
      <LogRows
        rows={rows}
        wrap={wrap}
        grouped={grouped}
        text={text}
        startAtEnd={running}
        timeline={timeline}
        onToggle={toggleFold}
        empty={
          window.received > 0 && filtered ? (
            <EmptyState
              compact
              title="No line matches"
              text="Change the level or the search; new lines that match appear by themselves."
            />
          ) : (
            <EmptyState
              compact
              title={
                window.sealedAt !== null
                  ? 'Nothing was logged'
                  : running
                    ? 'Waiting for the first line'
                    : 'Loading the log'
              }
              text={
                window.sealedAt !== null
                  ? 'The execution ended without a single log line.'
                  : running
                    ? 'Lines appear here as the tasks write them.'
                    : 'The execution has ended; its lines are on their way.'
              }
            />
          )
        }
        status={<LogStatus shown={lines.length} filtered={filtered} log={log} running={running} />}
      />
    </section>
  );
}

interface StatusProps {
  shown: number;
  filtered: boolean;
  log: ExecutionLog;
  running: boolean;
}

function LogStatus({ shown, filtered, log, running }: StatusProps) {
  const { window } = log;
  const count = window.received.toLocaleString('en');
  const state = completeness(window);
  return (
    <span data-completeness={state} data-lines={window.received} role="status">
      {state === 'complete' && `Complete: ${count} ${window.received === 1 ? 'line' : 'lines'}`}
      {state === 'open' &&
        `${running ? 'Live' : 'Loading'}: ${count} ${window.received === 1 ? 'line' : 'lines'} so far`}
      {state === 'incomplete' && `Incomplete: ${count} lines received`}
      {filtered && ` · ${shown.toLocaleString('en')} shown`}
      {window.dropped > 0 && ` · the first ${window.dropped.toLocaleString('en')} are not held here`}
    </span>
  );
}

function levelFrom(text: string | null): LogLevel {
  return logLevels.find((level) => level === text) ?? 'TRACE';
}
