import { z } from 'zod';

/**
 * A map with these properties and no others. What it says about others is the list of its own names, separated by
 * spaces, out of which `schema-findings.ts` makes a sentence with the nearest one.
 */
export function properties<Shape extends z.ZodRawShape>(shape: Shape) {
  return z.strictObject(shape, {
    error: (issue) => (issue.code === 'unrecognized_keys' ? Object.keys(shape).join(' ') : undefined),
  });
}
