'use client';

import { IconChevronRight } from '@tabler/icons-react';
import Link from 'next/link';
import { useEffect, useRef, useState } from 'react';
import { Card } from '../ui/card';
import { durationText, runningDurationText } from '../ui/duration';
import { hasFields, JsonFields } from '../ui/json-view';
import { executionFileHref, executionPath } from '../ui/paths';
import { StateBadge } from '../ui/state-badge';
import { LiveDuration } from '../ui/times';
import { useServerNow } from '../ui/use-server-now';
import classes from './execution-screen.module.css';
import { isEnded } from './state';
import { useTaskRun } from './use-task-run';
import { openedByThemselves, runsByUrgency, runTotals, type ShownTaskRun } from './task-runs';

/** How many rows are drawn, and how many more each time the reader comes to their end. */
const pageRows = 100;
/** How many are open by themselves. */
const openRows = 3;

interface Props {
  executionId: string;
  runs: readonly ShownTaskRun[];
}

/** The task runs of an execution: failed ones first, then what is under way. */
export function TaskRunList({ executionId, runs }: Props) {
  const ordered = runsByUrgency(runs);
  const [limit, setLimit] = useState(pageRows);
  const shown = ordered.slice(0, limit);
  const left = ordered.length - shown.length;
  const opened = openedByThemselves(shown, openRows);
  return (
    <Card
      title="Task runs"
      flush
      aside={left > 0 ? `${shown.length} of ${ordered.length.toLocaleString('en')}` : ordered.length}
    >
      {runs.length === 0 && <p className={`${classes.nothing} ${classes.pad}`}>None yet.</p>}
      <ul className={classes.runs}>
        {shown.map((run) => (
          <TaskRunLine key={run.id} run={run} executionId={executionId} opensItself={opened.has(run.id)} />
        ))}
      </ul>
      {left > 0 && <More left={left} onMore={() => setLimit(limit + pageRows)} />}
    </Card>
  );
}

/** Asks for more rows when it comes into sight; a button for those who do not scroll. */
function More({ left, onMore }: { left: number; onMore: () => void }) {
  const button = useRef<HTMLButtonElement>(null);
  const more = useRef(onMore);
  more.current = onMore;
  useEffect(() => {
    if (!button.current) return;
    const observer = new IntersectionObserver(([entry]) => {
      if (entry?.isIntersecting) more.current();
    });
    observer.observe(button.current);
    return () => observer.disconnect();
    // Each page of rows moves the button: what is in sight again must be told again.
  }, [left]);
  return (
    <button ref={button} type="button" className={classes.moreRuns} onClick={onMore}>
      {left.toLocaleString('en')} more
    </button>
  );
}

interface LineProps {
  run: ShownTaskRun;
  executionId: string;
  opensItself: boolean;
}

function TaskRunLine({ run, executionId, opensItself }: LineProps) {
  // What the reader decided counts for more than what the state suggests.
  const [chosen, setChosen] = useState<boolean | null>(null);
  const open = chosen ?? opensItself;
  return (
    <li>
      <button type="button" className={classes.run} aria-expanded={open} onClick={() => setChosen(!open)}>
        <IconChevronRight size={16} className={classes.chevron} data-open={open || undefined} aria-hidden />
        <span>
          <StateBadge state={run.state} />
        </span>
        <span className={classes.runName} title={run.taskId}>
          {run.taskId}
          {run.value !== null && <bdi> · {run.value}</bdi>}
          <span className={classes.runType}>{run.taskType?.split('.').at(-1)}</span>
        </span>
        <span className={classes.tries}>{run.attempts.length > 1 && `${run.attempts.length} attempts`}</span>
        <RunDuration run={run} />
      </button>
      {open && <TaskRunFacts run={run} executionId={executionId} />}
    </li>
  );
}

/** How long it ran; how long it waited stands beside it where that was longer than a moment. */
function RunDuration({ run }: { run: ShownTaskRun }) {
  const nowMs = useServerNow(100, run.endedAt === null);
  const { ranMs, waitedMs } = runTotals(run, nowMs);
  const text = run.endedAt === null ? runningDurationText : durationText;
  return (
    <span
      className={`${classes.runDuration} tabular`}
      title={`Ran ${durationText(ranMs)}, waited ${durationText(waitedMs)}`}
    >
      {waitedMs >= 1_000 && <span className={classes.waited}>waited {text(waitedMs)}</span>}
      <span className="visually-hidden">ran </span>
      {text(ranMs)}
    </span>
  );
}

function TaskRunFacts({ run, executionId }: { run: ShownTaskRun; executionId: string }) {
  // Events alone know a task run beyond the first page: what they do not carry is looked for when it is opened.
  const facts = useTaskRun(executionId, run, run.taskType === null && isEnded(run.state));
  const outputs = run.outputs ?? facts?.outputs;
  return (
    <div className={classes.opened}>
      {(hasFields(outputs) || isEnded(run.state)) && run.state !== 'FAILED' && (
        <>
          <h3>Outputs</h3>
          {hasFields(outputs) ? (
            <JsonFields value={outputs} fileHref={(address) => executionFileHref(executionId, address)} />
          ) : (
            <p className={classes.nothing}>None.</p>
          )}
        </>
      )}
      <h3>Attempts</h3>
      <ul className={classes.attempts}>
        {run.attempts.map((attempt, index) => (
          // An attempt that was given back starts again under its number.
          <li key={index}>
            <span>#{attempt.number}</span>
            <span>{attempt.outcome}</span>
            {attempt.startedAt && <LiveDuration startedAt={attempt.startedAt} endedAt={attempt.endedAt} />}
            {attempt.logLines !== null && (
              <span className={classes.tries}>
                {attempt.logLines} log {attempt.logLines === 1 ? 'line' : 'lines'}
              </span>
            )}
            {attempt.error && <bdi className={classes.error}>{attempt.error}</bdi>}
          </li>
        ))}
        {run.attempts.length === 0 && <li className={classes.nothing}>None has started.</li>}
      </ul>
      <Link href={`${executionPath(executionId, 'logs')}&task=${encodeURIComponent(run.id)}`}>
        Logs of this task run
      </Link>
    </div>
  );
}
