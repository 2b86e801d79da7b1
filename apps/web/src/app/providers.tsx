'use client';

import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { type ReactNode, useEffect } from 'react';
import { Provider as GraphqlProvider } from 'urql';
import { graphqlClient } from '../graphql/client';
import { syncServerClock } from '../graphql/server-clock';
import { cssVariables, theme } from '../ui/theme';

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
