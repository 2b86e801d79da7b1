import type { Label } from '@headrace/flow';
import { z } from 'zod';
import { builder } from './builder';

export const LabelObject = builder.objectRef<Label>('Label').implement({
  description: 'A word about a flow or an execution, to find it by.',
  fields: (t) => ({
    key: t.exposeString('key', { description: 'What it is about.' }),
    value: t.exposeString('value', { description: 'What is said of it.' }),
  }),
});

export const LabelInput = builder.inputType('LabelInput', {
  description: 'A label to give, or to look for.',
  fields: (t) => ({
    key: t.string({ required: true, description: 'what it is about' }),
    value: t.string({ required: true, description: 'what is said of it' }),
  }),
});

const storedLabels = z.array(z.object({ key: z.string(), value: z.string() }));

/** Labels as a row keeps them. */
export function labelsOf(stored: unknown): Label[] {
  return storedLabels.parse(stored);
}
