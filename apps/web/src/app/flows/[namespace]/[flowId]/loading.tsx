'use client';

import { useParams } from 'next/navigation';
import { FlowSkeleton } from '../../../../flow/flow-screen';

export default function LoadingFlow() {
  const { namespace, flowId } = useParams<{ namespace: string; flowId: string }>();
  return <FlowSkeleton namespace={decodeURIComponent(namespace)} flowId={decodeURIComponent(flowId)} />;
}
