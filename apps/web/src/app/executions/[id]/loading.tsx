'use client';

import { useParams } from 'next/navigation';
import { ExecutionSkeleton } from '../../../execution/execution-screen';

export default function LoadingExecution() {
  const { id } = useParams<{ id: string }>();
  return <ExecutionSkeleton id={decodeURIComponent(id)} />;
}
