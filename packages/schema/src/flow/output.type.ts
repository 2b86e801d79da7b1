import type { Output } from '@headrace/flow';
import { builder } from '../builder';
import { InputType } from './input.type';

export const FlowOutput = builder.objectRef<Output>('FlowOutput').implement({
  description: 'What an execution gives when it ends.',
  fields: (t) => ({
    outputId: t.exposeString('id', { description: 'Its id in the flow.' }),
    type: t.expose('type', { type: InputType, description: 'What kind of value it is.' }),
    displayName: t.string({
      nullable: true,
      description: 'What to call it.',
      resolve: (output) => output.displayName,
    }),
    description: t.string({
      nullable: true,
      description: 'What it is, as its author says.',
      resolve: (output) => output.description,
    }),
    required: t.exposeBoolean('required', {
      description: 'Whether an execution without it fails.',
    }),
  }),
});
