import { z } from 'zod';
import type { Dispatch } from './queue';

/** What a job carries: an id to look up, nothing else. Secrets and inputs never enter the queue. */
const hintSchema = z.object({ attemptId: z.string().min(1).max(200) });
export type Hint = z.infer<typeof hintSchema>;

/** The attempt id in a job's data, or undefined when the job is not ours. */
export function parseHint(data: unknown): string | undefined {
  const parsed = hintSchema.safeParse(data);
  return parsed.success ? parsed.data.attemptId : undefined;
}

/** Checks dispatches before they reach a store. */
export const dispatchSchema = z.object({
  attemptId: z.string().min(1).max(200),
  delayMs: z.number().finite().nonnegative().optional(),
});

/**
 * The job id that merges hints about the same attempt while one is waiting. Delayed hints merge among themselves only, so
 * that "now" never waits behind "in an hour". The letter keeps BullMQ from refusing ids that look like integers.
 */
export function jobIdOf(dispatch: Dispatch): string {
  return `${dispatch.delayMs ? 'd' : 'a'}.${dispatch.attemptId}`;
}
