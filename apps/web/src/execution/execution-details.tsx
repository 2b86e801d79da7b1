'use client';

import Link from 'next/link';
import { Card } from '../ui/card';
import { durationText } from '../ui/duration';
import { Labels } from '../ui/labels';
import { executionPath, flowPath } from '../ui/paths';
import { StateGlyph } from '../ui/state-badge';
import { clockTime, exactTime, LiveDuration } from '../ui/times';
import classes from './execution-screen.module.css';
import { isEnded, stateLook } from './state';
import type { StateAt } from './timeline';
import type { ExecutionSnapshot } from './use-execution';

/** What is known of an execution as a whole. */
export function ExecutionDetails({ execution }: { execution: ExecutionSnapshot }) {
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

/** The states an execution went through, and how long each lasted. */
export function StateHistory({ history }: { history: readonly StateAt[] }) {
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
