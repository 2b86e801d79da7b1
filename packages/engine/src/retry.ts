import type { Retry } from '@headrace/flow';

/** What has been tried of one task run so far. Times are milliseconds since the epoch. */
export interface Tries {
  /** Attempts that failed or timed out, the one that just ended included. Lost attempts do not count. */
  readonly failed: number;
  readonly firstStartedAtMs: number;
}

export type NextTry = { readonly kind: 'retry'; readonly dueAtMs: number } | { readonly kind: 'giveUp' };

/** Whether a failed task is tried again, and when. Without a policy it is not; without a maximum it is, for ever. */
export function nextTry(policy: Retry | undefined, tries: Tries, nowMs: number): NextTry {
  if (!policy) return { kind: 'giveUp' };
  const dueAtMs = nowMs + waitMs(policy);
  if (policy.maxAttempts !== undefined && tries.failed >= policy.maxAttempts) return { kind: 'giveUp' };
  if (policy.maxDurationMs !== undefined && dueAtMs - tries.firstStartedAtMs > policy.maxDurationMs)
    return { kind: 'giveUp' };
  return { kind: 'retry', dueAtMs };
}

/** Flows with the other policies are refused when they are saved and when they are read (`unsupported` of flow). */
function waitMs(policy: Retry): number {
  switch (policy.type) {
    case 'constant':
      return policy.intervalMs;
    case 'exponential':
    case 'random':
      throw new Error(`Retry of type ${policy.type} cannot be run by this version yet`);
  }
}
