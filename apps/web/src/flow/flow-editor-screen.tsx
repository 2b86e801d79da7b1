'use client';

import { Button, Skeleton } from '@mantine/core';
import { IconDeviceFloppy } from '@tabler/icons-react';
import dynamic from 'next/dynamic';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useEffect, useState } from 'react';
import { useMutation, useQuery } from 'urql';
import { graphql } from '../graphql/graphql';
import { Card } from '../ui/card';
import { NotFound } from '../ui/not-found';
import { ErrorNotice, requestErrorText, toastError, toastSuccess } from '../ui/notices';
import { PageHeader } from '../ui/page-header';
import { flowPath } from '../ui/paths';
import { FlowIssues, type ShownIssue } from './flow-issues';
import { newFlowSource } from './new-flow-source';

const CodeEditor = dynamic(() => import('../ui/code-editor').then((module) => module.CodeEditor), {
  ssr: false,
  loading: () => <Skeleton height={420} radius={0} />,
});

const FlowEditor_Query = graphql(`
  query FlowEditor($namespace: String!, $flowId: String!) {
    flow(namespace: $namespace, flowId: $flowId) {
      id
      source
    }
  }
`);

const FlowEditor_SaveFlow = graphql(`
  mutation FlowEditor_SaveFlow($input: SaveFlowInput!) {
    saveFlow(input: $input) {
      __typename
      ... on SaveFlowSuccess {
        revisionCreated
        flow {
          id
          namespace
          flowId
          revision
        }
      }
      ... on InvalidFlow {
        message
        issues {
          severity
          path
          message
          line
          column
        }
      }
    }
  }
`);

interface Props {
  /** The flow to change; null to write a new one. */
  edited: { namespace: string; flowId: string } | null;
}

export function FlowEditorScreen({ edited }: Props) {
  const [{ data, error, fetching }] = useQuery({
    query: FlowEditor_Query,
    variables: edited ?? { namespace: '', flowId: '' },
    pause: edited === null,
    requestPolicy: 'network-only',
  });
  if (edited && data && !data.flow && !fetching) {
    return (
      <NotFound title="There is no such flow" text={`Nothing called “${edited.flowId}” is stored there.`} />
    );
  }
  if (edited && error)
    return <ErrorNotice title="The flow could not be read" message={requestErrorText(error)} />;
  const stored = edited === null ? newFlowSource : data?.flow?.source;
  if (stored === undefined) return <Skeleton height={520} mt={60} aria-busy />;
  return <FlowEditor edited={edited} stored={stored} />;
}

function FlowEditor({ edited, stored }: Props & { stored: string }) {
  const router = useRouter();
  const [source, setSource] = useState(stored);
  const [issues, setIssues] = useState<readonly ShownIssue[]>([]);
  const [{ fetching }, saveFlow] = useMutation(FlowEditor_SaveFlow);
  const changed = source !== stored;

  useEffect(() => {
    if (!changed) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [changed]);

  const save = async () => {
    if (fetching) return;
    const result = await saveFlow({ input: { source } });
    const answer = result.data?.saveFlow;
    if (!answer) {
      toastError(
        'The flow was not saved',
        result.error ? requestErrorText(result.error) : 'The server gave no data',
      );
      return;
    }
    if (answer.__typename === 'InvalidFlow') {
      setIssues(answer.issues);
      return;
    }
    const { flow, revisionCreated } = answer;
    toastSuccess(revisionCreated ? `Saved as revision ${flow.revision}` : 'Nothing had changed');
    router.push(flowPath(flow));
  };

  return (
    <>
      <PageHeader
        crumbs={[
          { href: '/flows', label: 'Flows' },
          ...(edited ? [{ href: flowPath(edited), label: `${edited.namespace} / ${edited.flowId}` }] : []),
        ]}
        title={edited ? 'Edit flow' : 'New flow'}
        actions={
          <>
            <Button component={Link} href={edited ? flowPath(edited) : '/flows'} variant="default">
              Cancel
            </Button>
            <Button onClick={save} loading={fetching} leftSection={<IconDeviceFloppy size={16} />}>
              Save
            </Button>
          </>
        }
      />
      {issues.length > 0 && <FlowIssues issues={issues} />}
      <Card title="Source" flush aside="Ctrl S saves">
        <CodeEditor value={source} label="Source of the flow" onChange={setSource} onSave={save} />
      </Card>
    </>
  );
}
