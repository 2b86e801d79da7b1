'use client';

import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { type ReactNode, useEffect } from 'react';
import { Provider as GraphqlProvider } from 'urql';
import { graphqlClient } from '../graphql/client';
import { patientFetch } from '../graphql/reachability';
import { syncServerClock } from '../graphql/server-clock';
import { recoverStyleSheets } from '../ui/lost-style-sheets';
import { cssVariables, theme } from '../ui/theme';

if (typeof window !== 'undefined') {
  const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
  window.fetch = patientFetch(window.fetch.bind(window), { pauseMs: 1_000, pause });
  recoverStyleSheets(window);
}

export function Providers({ children }: { children: ReactNode }) {
  useEffect(() => {
    void syncServerClock();
  }, []);
  return (
    <MantineProvider theme={theme} cssVariablesResolver={cssVariables} defaultColorScheme="auto">
      <GraphqlProvider value={graphqlClient()}>
        <Notifications position="bottom-right" limit={4} />
        {children}
      </GraphqlProvider>
    </MantineProvider>
  );
}
