import type { Metadata } from 'next';
import { ExecutionListScreen } from '../../execution/execution-list-screen';

export const metadata: Metadata = { title: 'Executions' };

export default function ExecutionsPage() {
  return <ExecutionListScreen />;
}
