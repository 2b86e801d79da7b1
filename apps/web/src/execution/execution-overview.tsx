'use client';

import { Alert } from '@mantine/core';
import { IconAlertTriangle, IconChevronRight } from '@tabler/icons-react';
import Link from 'next/link';
import { useState } from 'react';
import { Card } from '../ui/card';
import { CodeText } from '../ui/code-text';
import { durationText } from '../ui/duration';
import { hasFields, JsonFields } from '../ui/json-view';
import { Labels } from '../ui/labels';
import { executionFileHref, executionPath, flowPath } from '../ui/paths';
import { StateBadge, StateGlyph } from '../ui/state-badge';
import { clockTime, exactTime, LiveDuration } from '../ui/times';
import classes from './execution-screen.module.css';
import { isEnded, stateLook } from './state';
import type { StateAt } from './timeline';
import type { ShownTaskRun } from './task-runs';
import type { ExecutionSnapshot } from './use-execution';

interface Props {
  execution: ExecutionSnapshot;
  taskRuns: readonly ShownTaskRun[];
  /** Of the whole execution, also those that are not shown. */
  taskRunCount: number;
}

export function ExecutionOverview({ execution, taskRuns, taskRunCount }: Props) {
  const fileHref = (address: string) => executionFileHref(execution.id, address);
  return (
    <div className={classes.overview}>
      {/* What grows while it runs stands last in its column, so that nothing below it is pushed away. */}
      <div className={classes.column}>
        <Details execution={execution} />
        <TaskRuns executionId={execution.id} runs={taskRuns} count={taskRunCount} />
      </div>
      <div className={classes.column}>
        <Card title="Inputs">
          {hasFields(execution.inputs) ? (
            <JsonFields
              value={execution.inputs}
              fileHref={fileHref}
              order={execution.flow?.inputs.map(({ inputId }) => inputId)}
            />
          ) : (
            <p className={classes.nothing}>None were given.</p>
          )}
        </Card>
        {hasFields(execution.trigger?.variables) && (
          <Card title={`Trigger ${execution.trigger?.id ?? ''}`}>
            <JsonFields value={execution.trigger?.variables} fileHref={fileHref} />
          </Card>
        )}
        <StateHistory history={execution.stateHistory} />
        {execution.error && (
          <Alert
            color="red"
            variant="light"
            icon={<IconAlertTriangle size={18} />}
            title="Why it failed"
            className={classes.failure}
          >
            <p>
              <CodeText text={execution.error} />
            </p>
            <Link href={`${executionPath(execution.id, 'logs')}&level=ERROR`}>Error logs</Link>
          </Alert>
        )}
        {hasFields(execution.outputs) && (
          <Card title="Outputs">
            <JsonFields
              value={execution.outputs}
              fileHref={fileHref}
              order={execution.flow?.outputs.map(({ outputId }) => outputId)}
            />
          </Card>
        )}
      </div>
    </div>
  );
}

function Details({ execution }: { execution: ExecutionSnapshot }) {
  return (
    <Card title="Details">
      <dl className={classes.details}>
        <dt>Flow</dt>
        <dd>
          <Link href={flowPath(execution)}>{execution.flowId}</Link>
        </dd>
        <dt>Namespace</dt>
        <dd>{execution.namespace}</dd>
        <dt>Revision</dt>
        <dd>
          <Link href={`${flowPath(execution, 'revisions')}&revision=${execution.flowRevision}`}>
            {execution.flowRevision}
          </Link>
        </dd>
        <dt>Id</dt>
        <dd className="mono">{execution.id}</dd>
        <dt>Created</dt>
        <dd>{exactTime(execution.createdAt)}</dd>
        <dt>Started</dt>
        <dd>{execution.startedAt ? exactTime(execution.startedAt) : 'Not yet'}</dd>
        <dt>Ended</dt>
        <dd>{execution.endedAt ? exactTime(execution.endedAt) : 'Not yet'}</dd>
        <dt>Duration</dt>
        <dd>
          <LiveDuration startedAt={execution.createdAt} endedAt={execution.endedAt} />
        </dd>
        <dt>Started by</dt>
        <dd>
          {execution.trigger
            ? `${execution.trigger.type.split('.').at(-1)} “${execution.trigger.id}”`
            : 'A request'}
        </dd>
        {execution.originalId !== execution.id && (
          <>
            <dt>Original</dt>
            <dd className="mono">
              <Link href={executionPath(execution.originalId)}>{execution.originalId}</Link>
            </dd>
          </>
        )}
        {execution.parentId && (
          <>
            <dt>Parent</dt>
            <dd className="mono">
              <Link href={executionPath(execution.parentId)}>{execution.parentId}</Link>
            </dd>
          </>
        )}
        <dt>Labels</dt>
        <dd>{execution.labels.length > 0 ? <Labels labels={execution.labels} withSystem /> : 'None'}</dd>
      </dl>
    </Card>
  );
}

function StateHistory({ history }: { history: readonly StateAt[] }) {
  return (
    <Card title="State history">
      <ol className={classes.history}>
        {history.map((entry, index) => {
          const next = history[index + 1];
          return (
            <li key={`${entry.state}-${entry.at}-${index}`}>
              <StateGlyph state={entry.state} size={16} />
              <span className={classes.name}>
                {stateLook(entry.state).label}
                <span className={classes.lasted}>
                  {next
                    ? durationText(Date.parse(next.at) - Date.parse(entry.at))
                    : !isEnded(entry.state) && <LiveDuration startedAt={entry.at} endedAt={null} />}
                </span>
              </span>
              <time dateTime={entry.at} title={exactTime(entry.at)}>
                {clockTime(entry.at)}
              </time>
            </li>
          );
        })}
      </ol>
    </Card>
  );
}

interface TaskRunsProps {
  executionId: string;
  runs: readonly ShownTaskRun[];
  count: number;
}

function TaskRuns({ executionId, runs, count }: TaskRunsProps) {
  return (
    <Card
      title="Task runs"
      flush
      aside={
        count > runs.length ? `The first ${runs.length} of ${count}; the Gantt tab shows all` : runs.length
      }
    >
      {runs.length === 0 && <p className={`${classes.nothing} ${classes.pad}`}>None yet.</p>}
      <ul className={classes.runs}>
        {runs.map((run) => (
          <TaskRunLine key={run.id} run={run} executionId={executionId} />
        ))}
      </ul>
    </Card>
  );
}

function TaskRunLine({ run, executionId }: { run: ShownTaskRun; executionId: string }) {
  const [open, setOpen] = useState(false);
  return (
    <li>
      <button type="button" className={classes.run} aria-expanded={open} onClick={() => setOpen(!open)}>
        <IconChevronRight size={16} className={classes.chevron} data-open={open || undefined} aria-hidden />
        <span>
          <StateBadge state={run.state} />
        </span>
        <span className={classes.runName}>
          {run.taskId}
          {run.value !== null && ` · ${run.value}`}
          <span className={classes.runType}>{run.taskType?.split('.').at(-1)}</span>
        </span>
        <span className={classes.tries}>{run.attempts.length > 1 && `${run.attempts.length} attempts`}</span>
        <span className={classes.runDuration}>
          <LiveDuration startedAt={run.createdAt} endedAt={run.endedAt} />
        </span>
      </button>
      {open && (
        <div className={classes.opened}>
          <h3>Outputs</h3>
          {hasFields(run.outputs) ? (
            <JsonFields value={run.outputs} fileHref={(address) => executionFileHref(executionId, address)} />
          ) : (
            <p className={classes.nothing}>{isEnded(run.state) ? 'None.' : 'Not yet.'}</p>
          )}
          <h3>Attempts</h3>
          <ul className={classes.attempts}>
            {run.attempts.map((attempt) => (
              <li key={attempt.number}>
                <span>#{attempt.number}</span>
                <span>{attempt.outcome}</span>
                {attempt.startedAt && (
                  <LiveDuration startedAt={attempt.startedAt} endedAt={attempt.endedAt} />
                )}
                {attempt.logLines !== null && (
                  <span className={classes.tries}>{attempt.logLines} log lines</span>
                )}
                {attempt.error && <span className={classes.error}>{attempt.error}</span>}
              </li>
            ))}
          </ul>
          <Link href={`${executionPath(executionId, 'logs')}&task=${encodeURIComponent(run.id)}`}>
            Logs of this task run
          </Link>
        </div>
      )}
    </li>
  );
}
