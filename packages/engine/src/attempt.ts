import type { JsonValue } from '@headrace/flow';

/** READY to be claimed, RUNNING in the hands of a worker, then one of the ends. */
export const ATTEMPT_STATES = [
  'READY',
  'RUNNING',
  'SUCCEEDED',
  'FAILED',
  'TIMED_OUT',
  'KILLED',
  'LOST',
] as const;

export type AttemptState = (typeof ATTEMPT_STATES)[number];

/** How one try of a worker ended. The list is closed: a new outcome does not compile until every place has an opinion. */
export type AttemptResult =
  | { readonly kind: 'succeeded'; readonly outputs: Readonly<Record<string, JsonValue>> }
  | { readonly kind: 'failed'; readonly message: string }
  | { readonly kind: 'timedOut'; readonly timeoutMs: number };

/** The state in which an attempt with this result is kept. */
export function settledState(result: AttemptResult): AttemptState {
  switch (result.kind) {
    case 'succeeded':
      return 'SUCCEEDED';
    case 'failed':
      return 'FAILED';
    case 'timedOut':
      return 'TIMED_OUT';
  }
}

/** The sentence to show for an attempt that did not succeed. */
export function failureOf(result: Exclude<AttemptResult, { kind: 'succeeded' }>): string {
  switch (result.kind) {
    case 'failed':
      return result.message;
    case 'timedOut':
      return `Timeout: the attempt took longer than ${result.timeoutMs / 1000} s.`;
  }
}

/** As `failureOf`; null for an attempt that succeeded. */
export function failureMessage(result: AttemptResult): string | null {
  return result.kind === 'succeeded' ? null : failureOf(result);
}

/** The sentence to show for an attempt whose worker is gone. */
export function lossOf(workerId: string): string {
  return `The worker ${workerId} stopped answering, its lease ran out.`;
}
