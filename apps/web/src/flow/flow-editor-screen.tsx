'use client';

import { Skeleton } from '@mantine/core';
import { useQuery } from 'urql';
import { graphql } from '../graphql/graphql';
import { NotFound } from '../ui/not-found';
import { ErrorNotice, requestErrorText } from '../ui/notices';
import { PageHeader } from '../ui/page-header';
import { flowPath } from '../ui/paths';
import { FlowEditor } from './editor/flow-editor';
import { newFlowSource } from './new-flow-source';

const FlowEditor_Query = graphql(`
  query FlowEditor($namespace: String!, $flowId: String!) {
    flow(namespace: $namespace, flowId: $flowId) {
      id
      revision
      source
    }
  }
`);

interface Props {
  /** The flow to change; null to write a new one. */
  edited: { namespace: string; flowId: string } | null;
}

export function FlowEditorScreen({ edited }: Props) {
  const [{ data, error, fetching }, refetch] = useQuery({
    query: FlowEditor_Query,
    variables: edited ?? { namespace: '', flowId: '' },
    pause: edited === null,
    requestPolicy: 'network-only',
  });
  if (edited === null) return <FlowEditor edited={null} stored={newFlowSource} revision={null} />;
  if (data && !data.flow && !fetching) {
    return (
      <NotFound title="There is no such flow" text={`Nothing called “${edited.flowId}” is stored there.`} />
    );
  }
  // An answer that an error follows (the screen was opened twice) is still the answer.
  const stored = data?.flow;
  if (stored) return <FlowEditor edited={edited} stored={stored.source} revision={stored.revision} />;
  return (
    <>
      <PageHeader
        crumbs={[
          { href: '/flows', label: 'Flows' },
          { href: flowPath(edited), label: `${edited.namespace} / ${edited.flowId}` },
        ]}
        title="Edit flow"
      />
      {error ? (
        <ErrorNotice
          title="The flow could not be read"
          message={requestErrorText(error)}
          onRetry={() => refetch({ requestPolicy: 'network-only' })}
        />
      ) : (
        <Skeleton height={520} aria-busy />
      )}
    </>
  );
}
