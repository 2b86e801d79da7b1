import type { Label } from '@headrace/flow';
import { STATES } from '@headrace/runtime';
import { z } from 'zod';
import { illegalArgument, unprocessable } from '../errors';
import { pageQuery } from '../page';
import { filled, flag, instant, someOf, revision } from '../parameters';

/** Labels are written `key:value`. */
const labels = z.array(z.string()).default([]);

export const startQuery = {
  labels,
  wait: flag.optional(),
  revision: revision.optional(),
  scheduleDate: filled.optional(),
  breakpoints: filled.optional(),
  kind: filled.optional(),
};

export const validateQuery = { labels, revision: revision.optional() };

/** Ways of starting that Kestra has. Starting at once instead would do what nobody asked for. @throws RestError (422) */
export function refuseUnbuilt(query: {
  readonly scheduleDate?: string;
  readonly breakpoints?: string;
  readonly kind?: string;
}): void {
  for (const name of ['scheduleDate', 'breakpoints', 'kind'] as const)
    if (query[name] !== undefined) throw illegalArgument(`\`${name}\` cannot be used with this version yet`);
}

/** What narrows a search, of a list and of a bulk deed alike. */
export const filterQuery = {
  q: z.string().optional(),
  scope: someOf(['USER', 'SYSTEM']),
  namespace: filled.optional(),
  flowId: filled.optional(),
  startDate: instant.optional(),
  endDate: instant.optional(),
  timeRange: filled.optional(),
  state: someOf(STATES),
  labels,
  triggerExecutionId: filled.optional(),
  childFilter: z.enum(['CHILD', 'MAIN'], 'must be CHILD or MAIN').optional(),
};

export const searchQuery = { ...filterQuery, ...pageQuery };

export const listQuery = { namespace: filled, flowId: filled, ...pageQuery };

/** What a deletion may leave behind in Kestra; here everything goes with the execution. */
const onlyTrue = flag.refine((isTrue) => isTrue, 'cannot be false with this version yet').optional();

export const deleteQuery = { deleteLogs: onlyTrue, deleteMetrics: onlyTrue, deleteStorage: onlyTrue };

export const deleteManyQuery = {
  ...deleteQuery,
  includeNonTerminated: flag
    .refine((isTrue) => !isTrue, 'cannot be true with this version yet: an execution is ended first')
    .optional(),
};

/** @throws RestError (422) in Kestra's words when one is not written `key:value`, or a key stands twice with two values */
export function readLabels(texts: readonly string[]): readonly Label[] {
  const byKey = new Map<string, string>();
  for (const text of texts) {
    const { key, value } = readLabel(text);
    const before = byKey.get(key);
    if (before !== undefined && before !== value)
      throw unprocessable(
        `The queryString parameter keys contains duplicities: Duplicate key ${key} (attempted merging values ${before} and ${value})`,
      );
    byKey.set(key, value);
  }
  return [...byKey].map(([key, value]) => ({ key, value }));
}

function readLabel(text: string): Label {
  const colon = text.indexOf(':');
  if (colon < 1) throw unprocessable("Can't split the queryString parameter by ':'");
  return { key: text.slice(0, colon), value: text.slice(colon + 1) };
}
