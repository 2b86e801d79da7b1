import type { Metadata } from 'next';
import { ExecutionScreen } from '../../../execution/execution-screen';

interface Props {
  params: Promise<{ id: string }>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `Execution ${decodeURIComponent((await params).id).slice(0, 8)}` };
}

export default async function ExecutionPage({ params }: Props) {
  const id = decodeURIComponent((await params).id);
  return <ExecutionScreen key={id} id={id} />;
}
