import { z } from 'zod';
import { text } from './scalar';

/** Names of states, as a document may write them. */
export const STATE_NAMES = [
  'CREATED',
  'SUBMITTED',
  'QUEUED',
  'RUNNING',
  'PAUSED',
  'RESTARTED',
  'RETRYING',
  'RETRIED',
  'SKIPPED',
  'SUCCESS',
  'WARNING',
  'FAILED',
  'KILLING',
  'KILLED',
  'CANCELLED',
  'BREAKPOINT',
  'RESUBMITTED',
] as const;

export type StateName = (typeof STATE_NAMES)[number];

/** A list of states. */
export function stateList() {
  return z.array(text(z.enum(STATE_NAMES)));
}
