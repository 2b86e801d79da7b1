'use client';

import { Button } from '@mantine/core';
import { IconArrowUp } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useScrollMemory } from '../ui/entry-memory';
import { ErrorNotice } from '../ui/notices';
import classes from './execution-list.module.css';
import { ExecutionTable, ExecutionTableSkeleton } from './execution-table';
import { useBusyPointer } from './use-busy-pointer';
import { type ExecutionListFilter, useExecutionList } from './use-execution-list';

interface Props {
  filter: ExecutionListFilter;
  ofOneFlow?: boolean;
  /** What stands there when nothing matches. */
  empty: ReactNode;
  onSelectLabel?(label: { key: string; value: string }): void;
}

/** A live list of executions with its loading, empty and error states. */
export function ExecutionListPanel({ filter, ofOneFlow, empty, onSelectLabel }: Props) {
  const { ref, busy } = useBusyPointer<HTMLDivElement>();
  const list = useExecutionList(filter, busy);
  useScrollMemory(list.rows.length > 0);

  const showArrived = () => {
    list.settle();
    window.scrollTo({ top: 0, behavior: 'smooth' });
  };

  return (
    <>
      {list.error && (
        <ErrorNotice title="The executions could not be read" message={list.error} onRetry={list.retry} />
      )}
      <div className={classes.arrivedAnchor} aria-live="polite">
        {list.arrivedCount > 0 && busy && (
          <button type="button" className={classes.arrived} onClick={showArrived}>
            <IconArrowUp size={14} stroke={2.4} aria-hidden />
            {list.arrivedCount} new
          </button>
        )}
      </div>
      <div ref={ref}>
        {list.pending ? (
          <ExecutionTableSkeleton rows={12} ofOneFlow={ofOneFlow} />
        ) : list.rows.length > 0 ? (
          <ExecutionTable
            rows={list.rows}
            left={list.left}
            dimmed={list.loading}
            ofOneFlow={ofOneFlow}
            onSelectLabel={onSelectLabel}
          />
        ) : (
          !list.error && empty
        )}
      </div>
      {list.total && list.rows.length > 0 && (
        <p className={classes.total}>
          {list.rows.length.toLocaleString('en')} shown
          {list.hasMore &&
            ` of ${list.total.exact ? '' : 'more than '}${list.total.value.toLocaleString('en')}`}
        </p>
      )}
      {list.hasMore && !list.pending && (
        <div className={classes.more}>
          <Button variant="default" onClick={list.loadMore} loading={list.loadingMore}>
            Load more
          </Button>
        </div>
      )}
    </>
  );
}
