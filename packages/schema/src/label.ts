import type { Label } from '@headrace/flow';
import { z } from 'zod';
import { builder } from './builder';

export const LabelObject = builder.objectRef<Label>('Label').implement({
  fields: (t) => ({ key: t.exposeString('key'), value: t.exposeString('value') }),
});

export const LabelInput = builder.inputType('LabelInput', {
  fields: (t) => ({ key: t.string({ required: true }), value: t.string({ required: true }) }),
});

const storedLabels = z.array(z.object({ key: z.string(), value: z.string() }));

/** Labels as a row keeps them. */
export function labelsOf(stored: unknown): Label[] {
  return storedLabels.parse(stored);
}
