import { z } from 'zod';
import type { JsonMap } from '../json';
import { properties } from '../properties';
import { duration, flag, optional, text } from '../scalar';
import type { Task } from '../task';
import { type Branches, flowable } from './definition';

/** Run-once children, one after another, on one worker in one directory. */
export interface WorkingDirectory extends Branches {
  readonly kind: 'workingDirectory';
  readonly tasks: readonly Task[];
  readonly cache?: { readonly ttlMs?: number; readonly patterns: readonly string[] };
  readonly namespaceFiles?: {
    readonly enabled: boolean;
    readonly include: readonly string[];
    readonly exclude: readonly string[];
  };
  /** Contents or addresses by file name; or a text that renders to such a JSON map. */
  readonly inputFiles?: string | JsonMap;
  readonly outputFiles: readonly string[];
}

const globs = optional(z.union([text().transform((glob): string[] => [glob]), z.array(text())]));

export const namespaceFiles = properties({
  enabled: optional(flag()),
  include: globs,
  exclude: globs,
});

export const workingDirectory = flowable(
  ({ any }) => ({
    tasks: any,
    cache: optional(
      properties({ ttl: optional(duration({ positive: true })), patterns: z.array(text()).min(1) }),
    ),
    namespaceFiles: optional(namespaceFiles),
    inputFiles: optional(z.union([text(), z.record(z.string(), z.unknown())])).describe(
      'Contents or `kestra://` addresses by file name, or a text that renders to such a JSON map.',
    ),
    outputFiles: optional(z.array(text())).describe('Patterns of the files to keep.'),
  }),
  (written, branches): WorkingDirectory => ({
    kind: 'workingDirectory',
    tasks: written.tasks ?? [],
    cache: written.cache && { ttlMs: written.cache.ttl, patterns: written.cache.patterns },
    namespaceFiles: written.namespaceFiles && {
      enabled: written.namespaceFiles.enabled ?? true,
      include: written.namespaceFiles.include ?? [],
      exclude: written.namespaceFiles.exclude ?? [],
    },
    inputFiles: written.inputFiles as string | JsonMap | undefined,
    outputFiles: written.outputFiles ?? [],
    ...branches,
  }),
);
