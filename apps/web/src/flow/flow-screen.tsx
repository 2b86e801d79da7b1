'use client';

import { Button, Skeleton, Tooltip } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { IconPencil, IconPlayerPlayFilled } from '@tabler/icons-react';
import Link from 'next/link';
import { Suspense, useState } from 'react';
import { useQuery } from 'urql';
import { ExecutionListPanel } from '../execution/execution-list-panel';
import { graphql } from '../graphql/graphql';
import { Labels } from '../ui/labels';
import { EmptyState } from '../ui/empty-state';
import { NotFound } from '../ui/not-found';
import { ErrorNotice, requestErrorText } from '../ui/notices';
import { PageHeader } from '../ui/page-header';
import { editFlowPath } from '../ui/paths';
import { TabPanel, TabRow } from '../ui/tabs';
import { useUrlState } from '../ui/use-url-state';
import { ExecuteDialog } from './execute-dialog';
import { FlowMenu } from './flow-menu';
import { FlowOverview, FlowOverviewSkeleton } from './flow-overview';
import { FlowRevisions } from './flow-revisions';
import classes from './flow-screen.module.css';
import { FlowSource } from './flow-source';
import { FlowTaskLine_Fields } from './flow-task-list';
import { FormInput_Fields } from './form-input';

const FlowScreen_Query = graphql(
  `
  query FlowScreen($namespace: String!, $flowId: String!) {
    flow(namespace: $namespace, flowId: $flowId) {
      id
      namespace
      flowId
      revision
      description
      disabled
      source
      createdAt
      updatedAt
      labels {
        key
        value
      }
      inputs {
        ...FormInput
      }
      outputs {
        outputId
        type
        displayName
        description
        required
      }
      tasks {
        ...FlowTaskLine
        tasks {
          ...FlowTaskLine
          tasks {
            ...FlowTaskLine
            tasks {
              ...FlowTaskLine
            }
          }
        }
      }
      triggers {
        triggerId
        type
        disabled
        webhookPath
      }
    }
  }
`,
  [FormInput_Fields, FlowTaskLine_Fields],
);

const tabs = [
  { name: 'overview', label: 'Overview' },
  { name: 'source', label: 'Source' },
  { name: 'executions', label: 'Executions' },
  { name: 'revisions', label: 'Revisions' },
] as const;

type TabName = (typeof tabs)[number]['name'];

interface Props {
  namespace: string;
  flowId: string;
}

export function FlowScreen(props: Props) {
  return (
    <Suspense fallback={<FlowSkeleton {...props} />}>
      <FlowPage {...props} />
    </Suspense>
  );
}

/** The page before anything is known of the flow but its name. */
export function FlowSkeleton({ namespace, flowId }: Props) {
  return (
    <>
      <PageHeader crumbs={flowCrumbs(namespace)} title={flowId} />
      <Skeleton height={38} mb="md" />
      <FlowOverviewSkeleton />
    </>
  );
}

function flowCrumbs(namespace: string) {
  return [
    { href: '/flows', label: 'Flows' },
    { href: `/flows?namespace=${encodeURIComponent(namespace)}`, label: namespace },
  ];
}

function FlowPage({ namespace, flowId }: Props) {
  const { params, go } = useUrlState();
  const tab: TabName = tabs.find(({ name }) => name === params.get('tab'))?.name ?? 'overview';
  const [executing, setExecuting] = useState(false);
  const [{ data, error, fetching }, refetch] = useQuery({
    query: FlowScreen_Query,
    variables: { namespace, flowId },
  });
  const flow = data?.flow;
  const canExecute = flow !== undefined && flow !== null && !flow.disabled;
  useHotkeys([['mod+E', () => canExecute && setExecuting(true)]], []);

  if (data && !flow && !fetching) {
    return (
      <NotFound
        title="There is no such flow"
        text={`Nothing called “${flowId}” is stored in the namespace “${namespace}”.`}
      />
    );
  }

  const execute = (
    <Button
      onClick={() => setExecuting(true)}
      disabled={!canExecute}
      leftSection={<IconPlayerPlayFilled size={13} />}
    >
      Execute
    </Button>
  );
  return (
    <>
      <PageHeader
        crumbs={flowCrumbs(namespace)}
        title={flowId}
        beside={
          <span className={classes.meta}>
            <span className={classes.revision}>{flow && `Revision ${flow.revision}`}</span>
            {flow?.disabled && <span className={classes.disabled}>Disabled</span>}
            {flow && <Labels labels={flow.labels} oneLine />}
          </span>
        }
        actions={
          <>
            <Button
              component={Link}
              href={editFlowPath({ namespace, flowId })}
              variant="default"
              leftSection={<IconPencil size={15} />}
            >
              Edit
            </Button>
            {flow?.disabled ? (
              <Tooltip label="The flow is disabled">{<span>{execute}</span>}</Tooltip>
            ) : (
              execute
            )}
            {flow && <FlowMenu namespace={namespace} flowId={flowId} />}
          </>
        }
      />
      {error && !flow && (
        <ErrorNotice
          title="The flow could not be read"
          message={requestErrorText(error)}
          onRetry={() => refetch({ requestPolicy: 'network-only' })}
        />
      )}
      <TabRow
        label="Flow"
        tabs={tabs}
        current={tab}
        onChange={(name) => go({ tab: name === 'overview' ? null : name })}
      />
      <TabPanel name={tab}>
        {tab === 'executions' ? (
          <ExecutionListPanel
            ofOneFlow
            filter={{ namespace, flowId, exactNamespace: true, states: [], labels: [], text: null }}
            empty={
              <EmptyState
                title="This flow has not run yet"
                text={
                  flow?.disabled
                    ? 'It is disabled: nothing can start it until that is taken out of its text.'
                    : 'Press Execute, or call its webhook; the run appears here at once.'
                }
                action={flow?.disabled ? undefined : execute}
              />
            }
          />
        ) : tab === 'revisions' ? (
          <FlowRevisions namespace={namespace} flowId={flowId} />
        ) : !flow ? (
          !error && <FlowOverviewSkeleton />
        ) : tab === 'source' ? (
          <FlowSource source={flow.source} />
        ) : (
          <FlowOverview flow={flow} />
        )}
      </TabPanel>
      {flow && <ExecuteDialog flow={flow} opened={executing} onClose={() => setExecuting(false)} />}
    </>
  );
}
