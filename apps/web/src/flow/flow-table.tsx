'use client';

import { Skeleton, Tooltip } from '@mantine/core';
import { IconWebhook } from '@tabler/icons-react';
import Link from 'next/link';
import { Labels } from '../ui/labels';
import { executionPath, flowPath } from '../ui/paths';
import { StateBadge } from '../ui/state-badge';
import { Ago } from '../ui/times';
import classes from './flow-table.module.css';
import { type LatestExecution, newerExecution } from './use-latest-executions';

interface ListedFlow {
  id: string;
  namespace: string;
  flowId: string;
  description: string | null;
  disabled: boolean;
  labels: { key: string; value: string }[];
  triggers: { triggerId: string }[];
  latestExecution: LatestExecution | null;
}

interface Props {
  flows: readonly ListedFlow[];
  latest: ReadonlyMap<string, LatestExecution>;
  dimmed: boolean;
  onSelectNamespace(namespace: string): void;
}

export function FlowTable({ flows, latest, dimmed, onSelectNamespace }: Props) {
  return (
    <div className={classes.wrap}>
      <table className={classes.table} data-dimmed={dimmed || undefined} aria-label="Flows">
        <FlowTableHead />
        <tbody>
          {flows.map((flow) => {
            const live = latest.get(flow.id);
            const execution = live ? newerExecution(flow.latestExecution, live) : flow.latestExecution;
            return (
              <tr key={flow.id}>
                <td className={classes.name}>
                  <Link href={flowPath(flow)} className={classes.link}>
                    {flow.flowId}
                  </Link>
                  {flow.disabled && <span className={classes.mark}>Disabled</span>}
                  {flow.triggers.length > 0 && (
                    <Tooltip label={flow.triggers.map((trigger) => trigger.triggerId).join(', ')}>
                      <IconWebhook size={15} className={classes.hook} aria-label="Has a webhook" role="img" />
                    </Tooltip>
                  )}
                  {flow.description && <div className={classes.description}>{flow.description}</div>}
                </td>
                <td className={classes.namespace}>
                  <button
                    type="button"
                    onClick={() => onSelectNamespace(flow.namespace)}
                    title="Only this namespace"
                  >
                    {flow.namespace}
                  </button>
                </td>
                <td className={classes.labels}>
                  <Labels labels={flow.labels} />
                </td>
                <td className={classes.state}>
                  {execution ? (
                    <Link href={executionPath(execution.id)} className={classes.execution}>
                      <StateBadge state={execution.state} />
                    </Link>
                  ) : (
                    <span className={classes.never}>Never ran</span>
                  )}
                </td>
                <td className={classes.when}>{execution && <Ago at={execution.createdAt} />}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

function FlowTableHead() {
  return (
    <thead>
      <tr>
        <th scope="col">Flow</th>
        <th scope="col">Namespace</th>
        <th scope="col">Labels</th>
        <th scope="col">Last execution</th>
        <th scope="col" className={classes.when}>
          Started
        </th>
      </tr>
    </thead>
  );
}

export function FlowTableSkeleton() {
  return (
    <div className={classes.wrap}>
      <table className={classes.table} aria-label="Flows, loading" aria-busy>
        <FlowTableHead />
        <tbody>
          {Array.from({ length: 8 }, (_, index) => (
            <tr key={index}>
              <td className={classes.name}>
                <Skeleton height={13} width={140} my={4} />
                <Skeleton height={11} width="60%" my={5} />
              </td>
              <td className={classes.namespace}>
                <Skeleton height={12} width={110} />
              </td>
              <td className={classes.labels}>
                <Skeleton height={18} width={110} />
              </td>
              <td className={classes.state}>
                <Skeleton height={22} width={84} />
              </td>
              <td className={classes.when}>
                <Skeleton height={12} width={64} ml="auto" />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
