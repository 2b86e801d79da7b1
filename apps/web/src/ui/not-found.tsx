'use client';

import { Button } from '@mantine/core';
import Link from 'next/link';
import { EmptyState } from './empty-state';

export function NotFound({ title, text }: { title: string; text: string }) {
  return (
    <EmptyState
      isPage
      code="404"
      title={title}
      text={text}
      action={
        <>
          <Button component={Link} href="/flows">
            All flows
          </Button>
          <Button component={Link} href="/executions" variant="default">
            All executions
          </Button>
        </>
      }
    />
  );
}
