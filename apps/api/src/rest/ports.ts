import type { Follower, Log, Runtime } from '@headrace/runtime';

/** What REST handlers may use. They translate and call the same functions as the resolvers. */
export interface RestPorts {
  readonly runtime: Runtime;
  readonly follower: Follower;
  readonly log: Log;
}
