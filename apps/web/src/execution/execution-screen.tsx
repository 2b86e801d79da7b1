'use client';

import { Button, Skeleton } from '@mantine/core';
import Link from 'next/link';
import { Suspense, useEffect, useState } from 'react';
import { LogView } from '../log/log-view';
import { useLog } from '../log/use-log';
import { CopyButton } from '../ui/copy-button';
import { Labels } from '../ui/labels';
import { NotFound } from '../ui/not-found';
import { ErrorNotice } from '../ui/notices';
import { PageHeader } from '../ui/page-header';
import { flowPath } from '../ui/paths';
import { StateBadge } from '../ui/state-badge';
import { TabPanel, TabRow } from '../ui/tabs';
import { LiveDuration } from '../ui/times';
import { useUrlState } from '../ui/use-url-state';
import { ExecutionMenu } from './delete-execution';
import { ExecutionOverview } from './execution-overview';
import { ExpressionView } from './expression-view';
import classes from './execution-screen.module.css';
import { shortId } from './execution-table';
import { GanttChart } from './gantt-chart';
import { RunAgain } from './run-again';
import { isEnded } from './state';
import { type ExecutionSnapshot, useExecution } from './use-execution';
import { usePlayground } from './use-playground';

const tabs = [
  { name: 'overview', label: 'Overview' },
  { name: 'gantt', label: 'Gantt' },
  { name: 'logs', label: 'Logs' },
  { name: 'expression', label: 'Expression' },
] as const;

type TabName = (typeof tabs)[number]['name'];

export function ExecutionScreen({ id }: { id: string }) {
  return (
    <Suspense fallback={<ExecutionSkeleton id={id} />}>
      <ExecutionPage id={id} />
    </Suspense>
  );
}

/** The page before anything is known of the execution but its id. */
export function ExecutionSkeleton({ id }: { id: string }) {
  return (
    <>
      <ExecutionHeader id={id} execution={null} />
      <Skeleton height={38} mb="md" />
      <OverviewSkeleton />
    </>
  );
}

function OverviewSkeleton() {
  return (
    <div className={classes.loading} aria-busy>
      <Skeleton height={420} />
      <Skeleton height={260} />
    </div>
  );
}

function ExecutionPage({ id }: { id: string }) {
  const { params, go } = useUrlState();
  const tab: TabName = tabs.find(({ name }) => name === params.get('tab'))?.name ?? 'overview';
  const { view, retry } = useExecution(id);
  const playground = usePlayground(id);
  // Asked for with the first look at it, and kept while the reader goes between the tabs.
  const [logWanted, setLogWanted] = useState(tab === 'logs');
  useEffect(() => {
    if (tab === 'logs') setLogWanted(true);
  }, [tab]);
  const log = useLog(id, logWanted && view.kind === 'ready');

  if (view.kind === 'notFound') {
    return (
      <NotFound
        title="There is no such execution"
        text={`No execution has the id “${id}”. It may have been deleted.`}
      />
    );
  }
  if (view.kind === 'failed') {
    return <ErrorNotice title="The execution could not be read" message={view.message} onRetry={retry} />;
  }
  const execution = view.kind === 'ready' ? view.execution : null;
  return (
    <>
      <ExecutionHeader id={id} execution={execution} />
      {view.kind === 'ready' && view.refused && (
        <ErrorNotice title="This page does not update itself" message={view.refused} />
      )}
      <TabRow
        label="Execution"
        tabs={tabs}
        current={tab}
        onChange={(name) => go({ tab: name === 'overview' ? null : name, task: null, level: null })}
      />
      <TabPanel name={tab}>
        {view.kind !== 'ready' ? (
          <OverviewSkeleton />
        ) : tab === 'gantt' ? (
          <GanttChart timeline={view.timeline} upToDate={view.timeline.seq >= view.execution.seq} />
        ) : tab === 'logs' ? (
          <LogView
            executionId={id}
            log={log}
            timeline={view.timeline}
            running={!isEnded(view.execution.state)}
          />
        ) : tab === 'expression' ? (
          <ExpressionView playground={playground} timeline={view.timeline} taskRuns={view.taskRuns} />
        ) : (
          <ExecutionOverview execution={view.execution} taskRuns={view.taskRuns} timeline={view.timeline} />
        )}
      </TabPanel>
    </>
  );
}

function ExecutionHeader({ id, execution }: { id: string; execution: ExecutionSnapshot | null }) {
  return (
    <PageHeader
      crumbs={[
        { href: '/executions', label: 'Executions' },
        ...(execution
          ? [
              {
                href: `/flows?namespace=${encodeURIComponent(execution.namespace)}`,
                label: execution.namespace,
              },
              { href: flowPath(execution), label: execution.flowId },
            ]
          : []),
      ]}
      title={
        <span className={classes.id} title={id}>
          {shortId(id)}
        </span>
      }
      beside={
        <>
          <CopyButton text={id} label="Copy the whole id" />
          <span className={classes.state} aria-live="polite">
            {execution ? (
              <StateBadge state={execution.state} size="lg" />
            ) : (
              <Skeleton width={96} height={26} />
            )}
          </span>
          <span className={classes.duration}>
            {execution && <LiveDuration startedAt={execution.createdAt} endedAt={execution.endedAt} />}
          </span>
          {execution && <Labels labels={execution.labels} oneLine />}
        </>
      }
      actions={
        execution && (
          <>
            <Button
              component={Link}
              href={flowPath(execution)}
              variant="default"
              className={classes.openFlow}
            >
              Open flow
            </Button>
            <RunAgain execution={execution} />
            <ExecutionMenu execution={execution} />
          </>
        )
      }
    />
  );
}
