import { type Client, createClient, type Exchange } from '@urql/core';
import { cacheExchange } from 'urql';
import { exactExchange } from './exact-exchange';

// On the server the shell is rendered without data: asking the API from there would put a second
// request in front of every page, and the answer is live anyway.
const neverExchange: Exchange = () => () => () => () => {};

let client: Client | undefined;

/** The one HTTP client of the tab: queries and mutations. Subscriptions go through `live.ts`. */
export function graphqlClient(): Client {
  client ??= createClient({
    url: '/graphql',
    preferGetMethod: false,
    exchanges: typeof window === 'undefined' ? [neverExchange] : [cacheExchange, exactExchange],
    requestPolicy: 'cache-and-network',
  });
  return client;
}
