'use client';

import { Button } from '@mantine/core';
import { EmptyState } from '../ui/empty-state';

export default function ErrorPage({ reset }: { error: Error; reset: () => void }) {
  return (
    <EmptyState
      title="This screen broke"
      text="Nothing that runs is affected. Try again; if it stays, reload the page."
      action={<Button onClick={reset}>Try again</Button>}
    />
  );
}
