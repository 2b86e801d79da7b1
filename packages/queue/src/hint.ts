import { z } from 'zod';

/** Attempt ids that one job carries. */
export const IDS_PER_JOB = 16;

/** Checks attempt ids before they reach a store. */
export const attemptIdsSchema = z.array(z.string().min(1).max(200));

/** What a job carries: ids to look up, nothing else. Secrets and inputs never enter the queue. */
const hintSchema = z.object({ attemptIds: attemptIdsSchema.min(1).max(IDS_PER_JOB) });
export type Hint = z.infer<typeof hintSchema>;

/** The attempt ids in a job's data, or undefined when the job is not ours. */
export function parseHint(data: unknown): readonly string[] | undefined {
  const parsed = hintSchema.safeParse(data);
  return parsed.success ? parsed.data.attemptIds : undefined;
}

/** As few hints as can carry these ids, in their order. */
export function hintsOf(attemptIds: readonly string[]): Hint[] {
  const hints: Hint[] = [];
  for (let start = 0; start < attemptIds.length; start += IDS_PER_JOB) {
    hints.push({ attemptIds: attemptIds.slice(start, start + IDS_PER_JOB) });
  }
  return hints;
}
