import type { Metadata } from 'next';
import { FlowScreen } from '../../../../flow/flow-screen';

interface Props {
  params: Promise<{ namespace: string; flowId: string }>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: decodeURIComponent((await params).flowId) };
}

export default async function FlowPage({ params }: Props) {
  const { namespace, flowId } = await params;
  return <FlowScreen namespace={decodeURIComponent(namespace)} flowId={decodeURIComponent(flowId)} />;
}
