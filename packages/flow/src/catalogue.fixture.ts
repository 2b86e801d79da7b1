import { z } from 'zod';
import { optional, text } from './scalar';
import { catalogueOf, type TaskType } from './task-type';

/** Two task types for this package's own tests. */
const say: TaskType = {
  type: 'test.core.Say',
  aliases: ['test.old.Say'],
  title: 'Say',
  description: 'Says something.',
  schema: z.object({
    message: z.union([text(), z.array(text())]),
    level: optional(z.enum(['INFO', 'WARN'])),
  }),
  outputs: [],
  runs: 'worker',
};

const rest: TaskType = {
  type: 'test.core.Rest',
  aliases: [],
  title: 'Rest',
  description: 'Does nothing.',
  schema: z.object({ options: optional(z.record(z.string(), z.unknown())) }),
  outputs: [],
  runs: 'worker',
};

export const fixtureTypes: readonly TaskType[] = [say, rest];
export const fixtureCatalogue = catalogueOf(fixtureTypes);

/** The lines of a document without the indentation that they have in a test. */
export function yaml(strings: TemplateStringsArray, ...values: unknown[]): string {
  const lines = String.raw({ raw: strings.raw }, ...values)
    .split('\n')
    .slice(1);
  const indent = Math.min(...lines.filter((line) => line.trim() !== '').map((line) => line.search(/\S/)));
  return lines
    .map((line) => line.slice(indent))
    .join('\n')
    .trimEnd()
    .concat('\n');
}
