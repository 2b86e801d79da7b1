import type { Output } from '@headrace/flow';
import { builder } from '../builder';
import { InputType } from './input.type';

export const FlowOutput = builder.objectRef<Output>('FlowOutput').implement({
  description: 'What an execution gives when it ends.',
  fields: (t) => ({
    outputId: t.exposeString('id'),
    type: t.expose('type', { type: InputType }),
    displayName: t.string({ nullable: true, resolve: (output) => output.displayName }),
    description: t.string({ nullable: true, resolve: (output) => output.description }),
    required: t.exposeBoolean('required', {
      description: 'Whether an execution without it fails.',
    }),
  }),
});
