'use client';

import { Button } from '@mantine/core';
import { useEffect } from 'react';
import { EmptyState } from '../ui/empty-state';

const askAgainMs = 2_000;

/** What stands in for a screen that broke. One whose program could not be loaded comes back by itself. */
export default function ErrorPage({ error, reset }: { error: Error; reset: () => void }) {
  const isUnloaded =
    error.name === 'ChunkLoadError' || /loading (CSS )?chunk|dynamically imported/i.test(error.message);
  useEffect(() => {
    if (!isUnloaded) return;
    const ask = async () => {
      const answer = await fetch(window.location.href, { method: 'HEAD', cache: 'no-store' }).catch(
        () => null,
      );
      if (answer?.ok) window.location.reload();
    };
    const timer = setInterval(() => void ask(), askAgainMs);
    return () => clearInterval(timer);
  }, [isUnloaded]);
  return isUnloaded ? (
    <EmptyState
      isPage
      title="The server does not answer"
      text="Nothing that runs is affected. This page opens as soon as the server is back."
    />
  ) : (
    <EmptyState
      isPage
      title="This screen broke"
      text="Nothing that runs is affected. Try again; if it stays, reload the page."
      action={<Button onClick={reset}>Try again</Button>}
    />
  );
}
