import type { Metadata } from 'next';
import { FlowEditorScreen } from '../../../../../flow/flow-editor-screen';

interface Props {
  params: Promise<{ namespace: string; flowId: string }>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `Edit ${decodeURIComponent((await params).flowId)}` };
}

export default async function EditFlowPage({ params }: Props) {
  const { namespace, flowId } = await params;
  return (
    <FlowEditorScreen
      edited={{ namespace: decodeURIComponent(namespace), flowId: decodeURIComponent(flowId) }}
    />
  );
}
