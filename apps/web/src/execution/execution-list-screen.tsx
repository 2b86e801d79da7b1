'use client';

import { Button, MultiSelect, Select, Skeleton, TextInput } from '@mantine/core';
import { IconAdjustmentsHorizontal, IconPlayerPlay, IconX } from '@tabler/icons-react';
import Link from 'next/link';
import { type KeyboardEvent, Suspense, useState } from 'react';
import { useQuery } from 'urql';
import { graphql } from '../graphql/graphql';
import { EmptyState } from '../ui/empty-state';
import { PageHeader } from '../ui/page-header';
import { SearchField } from '../ui/search-field';
import { useUrlState } from '../ui/use-url-state';
import { filterFromParams, filterNames, isFiltered, labelFromText, labelText } from './execution-filters';
import classes from './execution-list.module.css';
import { ExecutionListPanel } from './execution-list-panel';
import { ExecutionTableSkeleton } from './execution-table';
import { allStates, stateLook } from './state';

const ExecutionListNamespaces_Query = graphql(`
  query ExecutionListNamespaces {
    namespaces(first: 100) {
      edges {
        node {
          name
        }
      }
    }
  }
`);

const stateChoices = allStates.map((state) => ({ value: state, label: stateLook(state).label }));
const noFilters = Object.fromEntries(Object.values(filterNames).map((name) => [name, null]));

export function ExecutionListScreen() {
  return (
    <Suspense
      fallback={
        <>
          <PageHeader title="Executions" />
          <Skeleton height={36} mb={12} />
          <ExecutionTableSkeleton rows={12} />
        </>
      }
    >
      <ExecutionList />
    </Suspense>
  );
}

function ExecutionList() {
  const { params, change } = useUrlState();
  const filter = filterFromParams(params);
  const [open, setOpen] = useState(false);
  const [{ data }] = useQuery({ query: ExecutionListNamespaces_Query });
  const addLabel = (label: { key: string; value: string }) => {
    const texts = new Set([...filter.labels.map(labelText), labelText(label)]);
    change({ [filterNames.label]: [...texts] });
  };
  const onLabelKey = (event: KeyboardEvent<HTMLInputElement>) => {
    const label = event.key === 'Enter' ? labelFromText(event.currentTarget.value) : null;
    if (!label) return;
    event.currentTarget.value = '';
    addLabel(label);
  };

  return (
    <>
      <PageHeader title="Executions" />
      <div className={classes.filters} role="search" data-open={open || undefined}>
        <SearchField
          className={classes.search}
          label="Search executions"
          placeholder="Search by id or flow"
          value={filter.text ?? ''}
          onChange={(value) => change({ [filterNames.text]: value })}
        />
        <div className={classes.toggle}>
          <Button
            variant="default"
            aria-expanded={open}
            leftSection={<IconAdjustmentsHorizontal size={16} />}
            onClick={() => setOpen(!open)}
          >
            Filters
          </Button>
        </div>
        <Select
          className={`${classes.small} ${classes.folding}`}
          aria-label="Namespace"
          placeholder="All namespaces"
          clearable
          searchable
          data={data?.namespaces.edges.map(({ node }) => node.name) ?? []}
          value={filter.namespace}
          onChange={(value) => change({ [filterNames.namespace]: value })}
        />
        <MultiSelect
          className={classes.folding}
          aria-label="States"
          placeholder={filter.states.length > 0 ? undefined : 'All states'}
          clearable
          data={stateChoices}
          value={[...filter.states]}
          onChange={(value) => change({ [filterNames.state]: value })}
        />
        <TextInput
          className={`${classes.small} ${classes.folding}`}
          aria-label="Add a label filter, as key:value"
          placeholder="Label key:value ⏎"
          onKeyDown={onLabelKey}
        />
      </div>
      {(filter.flowId || filter.labels.length > 0) && (
        <div className={classes.chips}>
          {filter.flowId && (
            <Chip text={`flow ${filter.flowId}`} onRemove={() => change({ [filterNames.flowId]: null })} />
          )}
          {filter.labels.map((label) => (
            <Chip
              key={labelText(label)}
              text={labelText(label)}
              onRemove={() =>
                change({
                  [filterNames.label]: filter.labels
                    .map(labelText)
                    .filter((text) => text !== labelText(label)),
                })
              }
            />
          ))}
        </div>
      )}
      <ExecutionListPanel
        filter={filter}
        onSelectLabel={addLabel}
        empty={
          isFiltered(filter) ? (
            <EmptyState
              icon={<IconPlayerPlay size={22} />}
              title="No execution matches"
              text="New ones that match appear here by themselves."
              action={
                <Button variant="default" onClick={() => change(noFilters)}>
                  Clear the filters
                </Button>
              }
            />
          ) : (
            <EmptyState
              icon={<IconPlayerPlay size={22} />}
              title="Nothing has run yet"
              text="Open a flow and press Execute; the run appears here at once."
              action={
                <Button component={Link} href="/flows">
                  Choose a flow
                </Button>
              }
            />
          )
        }
      />
    </>
  );
}

function Chip({ text, onRemove }: { text: string; onRemove: () => void }) {
  return (
    <span className={classes.chip}>
      {text}
      <button type="button" onClick={onRemove} aria-label={`Remove the filter ${text}`}>
        <IconX size={13} />
      </button>
    </span>
  );
}
