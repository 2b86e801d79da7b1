import { Skeleton } from '@mantine/core';
import { FlowOverviewSkeleton } from '../../../../flow/flow-overview';
import { PageHeader } from '../../../../ui/page-header';

export default function LoadingFlow() {
  return (
    <>
      <PageHeader crumbs={[{ href: '/flows', label: 'Flows' }]} title="Flow" />
      <Skeleton height={38} mb="md" />
      <FlowOverviewSkeleton />
    </>
  );
}
