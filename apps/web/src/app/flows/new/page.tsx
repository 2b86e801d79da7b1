import type { Metadata } from 'next';
import { FlowEditorScreen } from '../../../flow/flow-editor-screen';

export const metadata: Metadata = { title: 'New flow' };

export default function NewFlowPage() {
  return <FlowEditorScreen edited={null} />;
}
