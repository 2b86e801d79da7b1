'use client';

import { IconAlertTriangle } from '@tabler/icons-react';
import Link from 'next/link';
import { CodeText } from '../ui/code-text';
import { executionPath } from '../ui/paths';
import { clockTime } from '../ui/times';
import classes from './execution-screen.module.css';
import type { Failure } from './failure';
import { useErrorLines } from './use-error-lines';

interface Props {
  executionId: string;
  failure: Failure;
}

/** The first thing to read of a failed execution: which task, which attempt, its message, and what it last logged as an error. */
export function FailureNotice({ executionId, failure: { run, attempt, message, others } }: Props) {
  const lines = useErrorLines(executionId, run?.id ?? null);
  const logs = `${executionPath(executionId, 'logs')}${run ? `&task=${encodeURIComponent(run.id)}` : ''}`;
  // The message is the last line most of the time: it is not said twice.
  const shown = lines.filter((line) => line.message.trim() !== message?.trim());
  return (
    <section className={classes.failure} aria-label="Why it failed">
      <header>
        <IconAlertTriangle size={18} aria-hidden />
        <h2>Why it failed</h2>
        <Link href={`${logs}&level=ERROR`}>Error logs</Link>
      </header>
      {run && (
        <p className={classes.failedTask}>
          Task{' '}
          <Link href={logs}>
            {run.taskId}
            {run.value !== null && ` · ${run.value}`}
          </Link>{' '}
          {attempt === null || attempt.number === 1
            ? 'failed'
            : `failed at attempt ${attempt.number}, its last`}
          {attempt?.outcome === 'timed out' && ': it took too long'}
          {others > 0 && `; ${others} more task ${others === 1 ? 'run' : 'runs'} failed`}
        </p>
      )}
      {message !== null && message !== '' ? (
        <p className={classes.failureMessage}>
          <bdi>
            <CodeText text={message} />
          </bdi>
        </p>
      ) : (
        shown.length === 0 && <p className={classes.failureMessage}>It left no message.</p>
      )}
      {shown.length > 0 && (
        <ol className={classes.errorLines} aria-label="Last error lines">
          {shown.map((line) => (
            <li key={line.position}>
              <time dateTime={line.at}>{clockTime(line.at)}</time>
              <bdi>{line.message.slice(0, 2_000)}</bdi>
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}
