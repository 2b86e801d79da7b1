import { z } from 'zod';
import type { JsonMap } from './json';
import { properties } from './properties';
import { flag, optional, text } from './scalar';

/** Values for every task, trigger or condition of a type. They are applied when the document is parsed. */
export interface PluginDefault {
  /** A full type, or the beginning of one: a package. */
  readonly type: string;
  /** Whether it overrides what is written there, and does not only fill in. */
  readonly forced: boolean;
  readonly values: JsonMap;
}

export const pluginDefaultSchema = properties({
  type: text(z.string().min(1).max(500)),
  forced: optional(flag()),
  values: optional(z.record(z.string(), z.unknown())),
}).transform(
  ({ type, forced, values }): PluginDefault => ({
    type,
    forced: forced ?? false,
    values: (values ?? {}) as JsonMap,
  }),
);
