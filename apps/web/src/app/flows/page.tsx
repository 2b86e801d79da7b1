import type { Metadata } from 'next';
import { FlowListScreen } from '../../flow/flow-list-screen';

export const metadata: Metadata = { title: 'Flows' };

export default function FlowsPage() {
  return <FlowListScreen />;
}
