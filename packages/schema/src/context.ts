import {
  ANYONE,
  type Follower,
  followerUntil,
  type Runtime,
  type UploadedFile,
  type Viewer,
} from '@headrace/runtime';
import { Spending } from './limits/spending';
import { createLoaders, type Loaders } from './loaders';

/** What resolvers may use. One for each operation. */
export interface SchemaContext {
  readonly runtime: Runtime;
  readonly follower: Follower;
  /** Who asks. */
  readonly viewer: Viewer;
  /** version of Headrace */
  readonly version: string;
  /** Remember what they loaded for one answer: a subscription takes new ones for each message. */
  loaders: Loaders;
  /** Files that came with this operation. */
  readonly uploads: Uploads;
  /** Aborted when nobody waits for an answer any more; what is followed ends by itself then. */
  readonly signal: AbortSignal;
  readonly spending: Spending;
}

/** By the handle that stands in the variables for each. */
export type Uploads = ReadonlyMap<string, UploadedFile>;

const NO_UPLOADS: Uploads = new Map();

export interface SchemaPorts {
  readonly runtime: Runtime;
  readonly follower: Follower;
  readonly version: string;
}

/** What comes with an operation besides the operation itself. */
export interface OperationExtras {
  readonly uploads?: Uploads;
  readonly viewer?: Viewer;
  /** Aborted when nobody waits for an answer any more. */
  readonly signal?: AbortSignal;
}

export function createContext(
  ports: SchemaPorts,
  { uploads = NO_UPLOADS, viewer = ANYONE, signal = new AbortController().signal }: OperationExtras = {},
): SchemaContext {
  return {
    ...ports,
    follower: followerUntil(ports.follower, signal),
    uploads,
    viewer,
    signal,
    spending: new Spending(signal),
    loaders: createLoaders(ports.runtime),
  };
}

/** Forgets what was loaded, so that the next message of a subscription tells what is so now. */
export function refreshLoaders(context: SchemaContext): void {
  context.loaders = createLoaders(context.runtime);
}
