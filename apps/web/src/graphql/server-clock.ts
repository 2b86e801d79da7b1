import { graphql } from './graphql';
import { graphqlClient } from './client';

const ServerClock_Query = graphql(`
  query ServerClock {
    server {
      time
      version
      queue
      bus
    }
  }
`);

let offsetMs = 0;
let asked: Promise<void> | undefined;

/** Milliseconds to add to the browser's clock to get the server's: half the round trip is assumed. */
export function offsetFrom(sentMs: number, receivedMs: number, serverTime: string): number {
  return Date.parse(serverTime) - (sentMs + (receivedMs - sentMs) / 2);
}

/** Asks the server's time once per tab. */
export function syncServerClock(): Promise<void> {
  asked ??= (async () => {
    const sentMs = Date.now();
    const result = await graphqlClient()
      .query(ServerClock_Query, {}, { requestPolicy: 'network-only' })
      .toPromise();
    if (result.data) offsetMs = offsetFrom(sentMs, Date.now(), result.data.server.time);
    else asked = undefined;
  })();
  return asked;
}

/** Now, in milliseconds, by the server's clock. */
export function serverNowMs(): number {
  return Date.now() + offsetMs;
}
