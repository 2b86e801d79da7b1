import type { Follower, Log, Runtime } from '@headrace/runtime';
import type { StagedForm } from '../upload/form';

/** What REST handlers may use. They translate and call the same functions as the resolvers. */
export interface RestPorts {
  readonly runtime: Runtime;
  readonly follower: Follower;
  readonly log: Log;
}

/** What comes with a request besides the request itself. */
export interface RestEnvironment {
  Bindings: {
    /** The body, where it was a multipart form. */
    readonly form?: StagedForm;
  };
}
