'use client';

import { Skeleton } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useWindowVirtualizer } from '@tanstack/react-virtual';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { type KeyboardEvent, useLayoutEffect, useRef, useState } from 'react';
import { Labels } from '../ui/labels';
import { executionPath, flowPath } from '../ui/paths';
import { StateBadge } from '../ui/state-badge';
import { Ago, LiveDuration } from '../ui/times';
import classes from './execution-table.module.css';
import type { ExecutionRow } from './use-execution-list';

interface Props {
  rows: readonly ExecutionRow[];
  left: ReadonlySet<string>;
  dimmed: boolean;
  /** Without the flow's column, on the flow's own page. */
  ofOneFlow?: boolean;
  onSelectLabel?(label: { key: string; value: string }): void;
}

const wideRowPixels = 44;
const narrowRowPixels = 66;

/** Executions as rows that are only drawn where the window is; new ones push the others down smoothly. */
export function ExecutionTable({ rows, left, dimmed, ofOneFlow, onSelectLabel }: Props) {
  const router = useRouter();
  const body = useRef<HTMLDivElement>(null);
  const [offsetTop, setOffsetTop] = useState(0);
  const narrow = useMediaQuery('(max-width: 800px)', false, { getInitialValueInEffect: false });
  const rowPixels = narrow ? narrowRowPixels : wideRowPixels;
  useLayoutEffect(() => {
    if (body.current) setOffsetTop(body.current.getBoundingClientRect().top + window.scrollY);
  }, []);
  const virtualizer = useWindowVirtualizer({
    count: rows.length,
    estimateSize: () => rowPixels,
    overscan: 12,
    scrollMargin: offsetTop,
    getItemKey: (index) => rows[index]?.id ?? index,
  });

  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    const row = (event.target as HTMLElement).closest<HTMLElement>('[data-index]');
    if (step === 0 || !row) return;
    const index = Number(row.dataset.index) + step;
    const next = body.current?.querySelector<HTMLElement>(`[data-index="${index}"] a`);
    if (!next) return;
    event.preventDefault();
    next.focus();
  };

  return (
    <div
      role="table"
      aria-label="Executions"
      aria-rowcount={rows.length + 1}
      className={classes.table}
      data-one-flow={ofOneFlow || undefined}
      data-dimmed={dimmed || undefined}
    >
      <TableHead ofOneFlow={ofOneFlow} />
      <div
        ref={body}
        role="rowgroup"
        className={classes.body}
        style={{ height: virtualizer.getTotalSize() }}
        onKeyDown={onKeyDown}
      >
        {virtualizer.getVirtualItems().map((item) => {
          const row = rows[item.index];
          if (!row) return null;
          return (
            <div
              key={row.id}
              role="row"
              aria-rowindex={item.index + 2}
              data-index={item.index}
              data-left={left.has(row.id) || undefined}
              className={classes.row}
              style={{ height: rowPixels, transform: `translateY(${item.start - offsetTop}px)` }}
              onClick={(event) => {
                if ((event.target as HTMLElement).closest('a, button')) return;
                if (window.getSelection()?.isCollapsed !== false) router.push(executionPath(row.id));
              }}
            >
              <span role="cell" className={classes.state}>
                <StateBadge state={row.state} />
              </span>
              <span role="cell" className={classes.id}>
                <Link href={executionPath(row.id)} prefetch={false} title={row.id}>
                  {shortId(row.id)}
                </Link>
              </span>
              {!ofOneFlow && (
                <span role="cell" className={classes.flow}>
                  <Link href={flowPath(row)} prefetch={false}>
                    {row.flowId}
                  </Link>
                  <span className={classes.namespace}>{row.namespace}</span>
                </span>
              )}
              <span role="cell" className={classes.labels}>
                <Labels labels={row.labels} onSelect={onSelectLabel} />
              </span>
              <span role="cell" className={classes.when}>
                <Ago at={row.createdAt} />
              </span>
              <span role="cell" className={classes.duration}>
                <LiveDuration startedAt={row.createdAt} endedAt={row.endedAt} />
              </span>
            </div>
          );
        })}
      </div>
    </div>
  );
}

/** The first eight characters: they hold the time to about 10 ms. */
export function shortId(id: string): string {
  return id.slice(0, 8);
}

function TableHead({ ofOneFlow }: { ofOneFlow?: boolean }) {
  return (
    <div role="rowgroup">
      <div role="row" aria-rowindex={1} className={classes.head}>
        <span role="columnheader">State</span>
        <span role="columnheader">Id</span>
        {!ofOneFlow && <span role="columnheader">Flow</span>}
        <span role="columnheader" className={classes.labelsHead}>
          Labels
        </span>
        <span role="columnheader" className={classes.when}>
          Started
        </span>
        <span role="columnheader" className={classes.duration}>
          Duration
        </span>
      </div>
    </div>
  );
}

export function ExecutionTableSkeleton({ rows, ofOneFlow }: { rows: number; ofOneFlow?: boolean }) {
  return (
    <div
      className={classes.table}
      data-one-flow={ofOneFlow || undefined}
      aria-busy
      role="table"
      aria-label="Executions, loading"
    >
      <TableHead ofOneFlow={ofOneFlow} />
      <div role="rowgroup">
        {Array.from({ length: rows }, (_, index) => (
          <div key={index} role="row" className={classes.placeholder}>
            <Skeleton role="cell" height={22} width={86} className={classes.state} />
            <Skeleton role="cell" height={13} width={76} className={classes.id} />
            {!ofOneFlow && <Skeleton role="cell" height={13} width="70%" className={classes.flow} />}
            <Skeleton role="cell" height={18} width="50%" className={classes.labels} />
            <Skeleton role="cell" height={13} width={70} ml="auto" className={classes.when} />
            <Skeleton role="cell" height={13} width={46} ml="auto" className={classes.duration} />
          </div>
        ))}
      </div>
    </div>
  );
}
