'use client';

import { Skeleton } from '@mantine/core';
import Link from 'next/link';
import { shortId } from '../execution/execution-table';
import { useExecutionList } from '../execution/use-execution-list';
import { Card } from '../ui/card';
import { CopyButton } from '../ui/copy-button';
import { executionPath, flowPath } from '../ui/paths';
import { StateBadge } from '../ui/state-badge';
import { Ago, LiveDuration } from '../ui/times';
import { shellQuoted, withKeyPlaceholder } from './curl-line';
import classes from './flow-screen.module.css';
import { FlowTaskList, type ListedTask } from './flow-task-list';
import { type FlowOutput, InputLine, OutputLine } from './input-line';
import type { FormInput } from './form-input';

interface Flow {
  namespace: string;
  flowId: string;
  disabled: boolean;
  description: string | null;
  inputs: readonly FormInput[];
  outputs: readonly FlowOutput[];
  tasks: readonly ListedTask[];
  triggers: readonly { triggerId: string; type: string; disabled: boolean; webhookPath: string | null }[];
}

/** What a flow is made of, and its recent executions, live. */
export function FlowOverview({ flow }: { flow: Flow }) {
  return (
    <div className={classes.overview}>
      <div className={classes.column}>
        {flow.description && <p className={classes.description}>{flow.description}</p>}
        <Card title="Tasks" flush aside={flow.tasks.length}>
          <FlowTaskList tasks={flow.tasks} />
        </Card>
        <Card title="Inputs" flush={flow.inputs.length > 0}>
          {flow.inputs.length === 0 ? (
            <p className={classes.nothing}>None: it runs as it is.</p>
          ) : (
            <ul className={classes.list}>
              {flow.inputs.map((input) => (
                <InputLine key={input.inputId} input={input} />
              ))}
            </ul>
          )}
        </Card>
        {flow.outputs.length > 0 && (
          <Card title="Outputs" flush>
            <ul className={classes.list}>
              {flow.outputs.map((output) => (
                <OutputLine key={output.outputId} output={output} />
              ))}
            </ul>
          </Card>
        )}
        <Card title="Triggers" flush={flow.triggers.length > 0}>
          {flow.triggers.length === 0 ? (
            <p className={classes.nothing}>None: it runs when somebody or something starts it.</p>
          ) : (
            <ul className={classes.list}>
              {flow.triggers.map((trigger) => (
                <li key={trigger.triggerId}>
                  <span className={classes.name}>{trigger.triggerId}</span>
                  <span className={classes.type}>{lastPart(trigger.type)}</span>
                  {trigger.webhookPath && <WebhookLine path={trigger.webhookPath} />}
                </li>
              ))}
            </ul>
          )}
        </Card>
      </div>
      <RecentExecutions flow={flow} />
    </div>
  );
}

function WebhookLine({ path }: { path: string }) {
  const line = () =>
    `curl -X POST ${shellQuoted(`${window.location.origin}${withKeyPlaceholder(path)}`)} -H 'Content-Type: application/json' -d '{}'`;
  return (
    <>
      <div className={classes.curl}>
        <pre tabIndex={0}>{line()}</pre>
        <CopyButton text={line} label="Copy the webhook's cURL line" />
      </div>
      <span className={classes.nothing}>
        Put the <code>key</code> of this trigger in place of <code>{'<KEY>'}</code>. It is a secret, so it is
        not shown here: whoever wrote the flow knows it.
      </span>
    </>
  );
}

function RecentExecutions({ flow }: { flow: Flow }) {
  const { namespace, flowId } = flow;
  const list = useExecutionList(
    { namespace, flowId, exactNamespace: true, states: [], labels: [], text: null },
    false,
  );
  const recent = list.rows.slice(0, 10);
  return (
    <Card
      title="Recent executions"
      flush={recent.length > 0}
      aside={<Link href={flowPath(flow, 'executions')}>All</Link>}
    >
      {list.pending && <Skeleton height={200} m="md" w="auto" />}
      {!list.pending && recent.length === 0 && (
        <p className={classes.nothing}>
          {list.error ??
            (flow.disabled
              ? 'None: the flow is disabled.'
              : 'None yet. Press Execute to start the first one.')}
        </p>
      )}
      <ul className={`${classes.list} ${classes.recent}`}>
        {recent.map((row) => (
          <li key={row.id}>
            <StateBadge state={row.state} />
            <Link href={executionPath(row.id)} prefetch={false}>
              {shortId(row.id)}
            </Link>
            <span className={classes.side}>
              <LiveDuration startedAt={row.createdAt} endedAt={row.endedAt} /> · <Ago at={row.createdAt} />
            </span>
          </li>
        ))}
      </ul>
    </Card>
  );
}

export function FlowOverviewSkeleton() {
  return (
    <div className={classes.overview} aria-busy>
      <div className={classes.column}>
        <Skeleton height={190} />
        <Skeleton height={90} />
      </div>
      <Skeleton height={320} />
    </div>
  );
}

function lastPart(type: string): string {
  return type.slice(type.lastIndexOf('.') + 1);
}
