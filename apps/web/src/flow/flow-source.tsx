'use client';

import { Skeleton } from '@mantine/core';
import dynamic from 'next/dynamic';
import { Card } from '../ui/card';
import { CopyButton } from '../ui/copy-button';

const CodeEditor = dynamic(() => import('../ui/code-editor').then((module) => module.CodeEditor), {
  ssr: false,
  loading: () => <Skeleton height={320} radius={0} />,
});

/** The YAML of a flow, to read and copy. */
export function FlowSource({ source, title = 'Source' }: { source: string; title?: string }) {
  return (
    <Card title={title} flush aside={<CopyButton text={source} label="Copy the source" caption="Copy" />}>
      <CodeEditor value={source} label={`${title}, read-only`} />
    </Card>
  );
}
