import type { FlowIssue } from '@headrace/flow';
import { builder } from '../builder';
import { FlowIssueObject } from './parts';

interface Validation {
  readonly valid: boolean;
  readonly issues: readonly FlowIssue[];
  readonly identity?: { readonly namespace: string; readonly id: string };
}

const FlowValidation = builder.objectRef<Validation>('FlowValidation').implement({
  description: 'What saving a document would say.',
  fields: (t) => ({
    valid: t.exposeBoolean('valid', { description: 'Whether it can be saved: there are no errors.' }),
    issues: t.field({
      type: [FlowIssueObject],
      description: 'Errors, what this version cannot run, and warnings, in the order of the document.',
      resolve: ({ issues }) => [...issues],
    }),
    namespace: t.string({
      nullable: true,
      description: 'Of the flow that it names; null where it names none.',
      resolve: ({ identity }) => identity?.namespace,
    }),
    flowId: t.string({
      nullable: true,
      description: 'The flow that it names; null where it names none.',
      resolve: ({ identity }) => identity?.id,
    }),
  }),
});

builder.queryField('validateFlow', (t) =>
  t.field({
    type: FlowValidation,
    description: 'Reads a document and stores nothing.',
    args: { source: t.arg.string({ required: true, description: 'YAML text' }) },
    resolve: async (_, { source }, { runtime, signal }): Promise<Validation> => {
      const checked = await runtime.checkFlow(source, signal);
      const identity = checked.ok
        ? { namespace: checked.flow.namespace, id: checked.flow.id }
        : checked.identity;
      return { valid: checked.ok, issues: checked.issues, identity };
    },
  }),
);
