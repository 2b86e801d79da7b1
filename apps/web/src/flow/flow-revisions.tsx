'use client';

import { Button, Skeleton } from '@mantine/core';
import { graphql } from '../graphql/graphql';
import { usePages } from '../graphql/use-pages';
import { Card } from '../ui/card';
import { ErrorNotice } from '../ui/notices';
import { Ago } from '../ui/times';
import { useUrlState } from '../ui/use-url-state';
import classes from './flow-screen.module.css';
import { FlowSource } from './flow-source';

const FlowRevisions_Query = graphql(`
  query FlowRevisions($namespace: String!, $flowId: String!, $after: Cursor) {
    flow(namespace: $namespace, flowId: $flowId) {
      id
      revisions(first: 30, after: $after) {
        edges {
          node {
            id
            revision
            source
            createdAt
          }
        }
        pageInfo {
          hasNextPage
          endCursor
        }
      }
    }
  }
`);

/** Every stored version of a flow, newest first, and the source of the chosen one. */
export function FlowRevisions({ namespace, flowId }: { namespace: string; flowId: string }) {
  const { params, change } = useUrlState();
  const pages = usePages({
    name: 'revisions',
    document: FlowRevisions_Query,
    variables: { namespace, flowId },
    select: ({ flow }) =>
      flow && { nodes: flow.revisions.edges.map((edge) => edge.node), pageInfo: flow.revisions.pageInfo },
  });
  const chosen =
    pages.nodes.find((node) => String(node.revision) === params.get('revision')) ?? pages.nodes[0];

  if (pages.error) {
    return (
      <ErrorNotice title="The revisions could not be read" message={pages.error} onRetry={pages.retry} />
    );
  }
  return (
    <div className={classes.revisions}>
      <Card title="Revisions" flush>
        <div className={classes.revisionList}>
          {pages.pending && <Skeleton height={120} />}
          {pages.nodes.map((node) => (
            <button
              key={node.id}
              type="button"
              className={classes.revisionItem}
              aria-current={node === chosen}
              onClick={() => change({ revision: String(node.revision) })}
            >
              Revision {node.revision}
              <Ago at={node.createdAt} />
            </button>
          ))}
          {pages.hasMore && (
            <Button fullWidth variant="subtle" size="xs" onClick={pages.loadMore} loading={pages.loadingMore}>
              Load more
            </Button>
          )}
        </div>
      </Card>
      {chosen ? (
        <FlowSource source={chosen.source} title={`Revision ${chosen.revision}`} />
      ) : (
        <Skeleton height={360} />
      )}
    </div>
  );
}
