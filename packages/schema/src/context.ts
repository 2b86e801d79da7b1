import type { Follower, Runtime } from '@headrace/runtime';
import { createLoaders, type Loaders } from './loaders';

/** What resolvers may use. One for each operation. */
export interface SchemaContext {
  readonly runtime: Runtime;
  readonly follower: Follower;
  /** version of Headrace */
  readonly version: string;
  /** Remember what they loaded for one answer: a subscription takes new ones for each message. */
  loaders: Loaders;
}

export interface SchemaPorts {
  readonly runtime: Runtime;
  readonly follower: Follower;
  readonly version: string;
}

export function createContext(ports: SchemaPorts): SchemaContext {
  return { ...ports, loaders: createLoaders(ports.runtime) };
}

/** Forgets what was loaded, so that the next message of a subscription tells what is so now. */
export function refreshLoaders(context: SchemaContext): void {
  context.loaders = createLoaders(context.runtime);
}
