import type { Follower, Runtime, UploadedFile } from '@headrace/runtime';
import { createLoaders, type Loaders } from './loaders';

/** What resolvers may use. One for each operation. */
export interface SchemaContext {
  readonly runtime: Runtime;
  readonly follower: Follower;
  /** version of Headrace */
  readonly version: string;
  /** Remember what they loaded for one answer: a subscription takes new ones for each message. */
  loaders: Loaders;
  /** Files that came with this operation. */
  readonly uploads: Uploads;
}

/** By the handle that stands in the variables for each. */
export type Uploads = ReadonlyMap<string, UploadedFile>;

const NO_UPLOADS: Uploads = new Map();

export interface SchemaPorts {
  readonly runtime: Runtime;
  readonly follower: Follower;
  readonly version: string;
}

export function createContext(ports: SchemaPorts, uploads: Uploads = NO_UPLOADS): SchemaContext {
  return { ...ports, uploads, loaders: createLoaders(ports.runtime) };
}

/** Forgets what was loaded, so that the next message of a subscription tells what is so now. */
export function refreshLoaders(context: SchemaContext): void {
  context.loaders = createLoaders(context.runtime);
}
