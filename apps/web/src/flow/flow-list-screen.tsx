'use client';

import { Button, Select, Skeleton } from '@mantine/core';
import { IconPlus, IconRoute } from '@tabler/icons-react';
import Link from 'next/link';
import { Suspense, useState } from 'react';
import { useQuery } from 'urql';
import { graphql } from '../graphql/graphql';
import { usePages } from '../graphql/use-pages';
import { EmptyState } from '../ui/empty-state';
import { useScrollMemory } from '../ui/entry-memory';
import { ErrorNotice } from '../ui/notices';
import { PageHeader } from '../ui/page-header';
import { SearchField } from '../ui/search-field';
import { useUrlState } from '../ui/use-url-state';
import classes from './flow-list.module.css';
import { FlowTable, FlowTableSkeleton } from './flow-table';
import { useLatestExecutions } from './use-latest-executions';

const FlowList_Query = graphql(`
  query FlowList($filter: FlowFilter, $after: Cursor) {
    flows(filter: $filter, first: 50, after: $after) {
      edges {
        node {
          id
          namespace
          flowId
          description
          disabled
          labels {
            key
            value
          }
          triggers {
            triggerId
          }
          latestExecution {
            id: executionId
            state
            createdAt
            seq
          }
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
      totalCount {
        value
        exact
      }
    }
  }
`);

const FlowListNamespaces_Query = graphql(`
  query FlowListNamespaces {
    namespaces(first: 100) {
      edges {
        node {
          name
        }
      }
    }
  }
`);

export function FlowListScreen() {
  return (
    <Suspense
      fallback={
        <>
          <PageHeader title="Flows" />
          <Skeleton height={36} mb={12} />
          <FlowTableSkeleton />
        </>
      }
    >
      <FlowList />
    </Suspense>
  );
}

function FlowList() {
  const { params, change } = useUrlState();
  const text = params.get('q') ?? '';
  const namespace = params.get('namespace');
  const [total, setTotal] = useState<{ value: number; exact: boolean } | null>(null);
  const [{ data: namespaces }] = useQuery({ query: FlowListNamespaces_Query });
  const filtered = text !== '' || namespace !== null;
  const pages = usePages({
    name: 'flows',
    document: FlowList_Query,
    variables: { filter: { text: text || null, namespace } },
    select: (data) => ({ nodes: data.flows.edges.map((edge) => edge.node), pageInfo: data.flows.pageInfo }),
    onPage: (_page, data) => setTotal(data.flows.totalCount),
  });
  const latest = useLatestExecutions();
  useScrollMemory(pages.nodes.length > 0);

  return (
    <>
      <PageHeader
        title="Flows"
        beside={<span className={classes.total}>{total && `${total.exact ? '' : '~'}${total.value}`}</span>}
        actions={
          <Button component={Link} href="/flows/new" leftSection={<IconPlus size={16} />}>
            New flow
          </Button>
        }
      />
      <div className={classes.filters} role="search">
        <SearchField
          className={classes.search}
          label="Search flows"
          placeholder="Search by id, namespace or description"
          value={text}
          onChange={(value) => change({ q: value })}
        />
        <Select
          aria-label="Namespace"
          placeholder="All namespaces"
          clearable
          searchable
          data={namespaces?.namespaces.edges.map(({ node }) => node.name) ?? []}
          value={namespace}
          onChange={(value) => change({ namespace: value })}
        />
      </div>
      {pages.error && (
        <ErrorNotice title="The flows could not be read" message={pages.error} onRetry={pages.retry} />
      )}
      {pages.pending ? (
        <FlowTableSkeleton />
      ) : pages.nodes.length > 0 ? (
        <FlowTable
          flows={pages.nodes}
          latest={latest}
          dimmed={pages.loading}
          onSelectNamespace={(name) => change({ namespace: name })}
        />
      ) : (
        !pages.error && (
          <EmptyState
            icon={<IconRoute size={22} />}
            title={filtered ? 'No flow matches' : 'No flows yet'}
            text={
              filtered
                ? 'Try fewer letters, or another namespace.'
                : 'A flow is a list of tasks in YAML. Write the first one, and run it from here.'
            }
            action={
              filtered ? (
                <Button variant="default" onClick={() => change({ q: null, namespace: null })}>
                  Clear the filters
                </Button>
              ) : (
                <Button component={Link} href="/flows/new">
                  New flow
                </Button>
              )
            }
          />
        )
      )}
      {pages.hasMore && (
        <Button variant="default" mt="md" onClick={pages.loadMore} loading={pages.loadingMore}>
          Load more
        </Button>
      )}
    </>
  );
}
