import type { Follower, Log, Runtime, Viewer } from '@headrace/runtime';
import type { StagedForm } from '../upload/form';

/** What REST handlers may use. They translate and call the same functions as the resolvers. */
export interface RestPorts {
  readonly runtime: Runtime;
  readonly follower: Follower;
  readonly log: Log;
  /** Where people reach this server (`https://flows.example.com`), without a slash at its end; undefined = where they asked. */
  readonly publicUrl?: string;
  /** Which headers of a webhook call are secrets: names, `*` for any letters, with commas between them; undefined = the usual ones. */
  readonly secretHeaders?: string;
}

/** The body of a request: read when it is asked for, because most routes have none and only some take files. */
export interface RequestBody {
  /** All of it. @throws BodyRefused */
  bytes(): Promise<Buffer>;
  /** A multipart form with its files on the disk; null where the body is none. @throws BodyRefused */
  form(): Promise<StagedForm | null>;
}

/** What comes with a request besides the request itself. */
export interface RestEnvironment {
  Bindings: {
    readonly body: RequestBody;
    readonly viewer: Viewer;
    /** Name, value, name, value ..., as they were sent. */
    readonly rawHeaders: readonly string[];
    /** Takes the deadline off the answer: it is waited for as long as the client does. */
    mayTakeItsTime(): void;
  };
}
