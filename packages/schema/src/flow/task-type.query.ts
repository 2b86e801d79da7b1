import { flowJsonSchema, taskTypes, triggerTypes, type TypeDocumentation } from '@headrace/runtime';
import { builder } from '../builder';

const TypeDocumentationObject = builder.objectRef<TypeDocumentation>('TypeDocumentation').implement({
  description: 'What is written about a type of task or trigger.',
  fields: (t) => ({
    type: t.exposeString('type', { description: 'The full name.' }),
    aliases: t.stringList({
      description: 'Older spellings, which are understood too.',
      resolve: ({ aliases }) => [...aliases],
    }),
    title: t.exposeString('title', { description: 'In a few words.' }),
    description: t.exposeString('description', { description: 'What it does.' }),
    deprecated: t.string({
      nullable: true,
      description: 'Why it should not be used any more; null where it may be.',
      resolve: ({ deprecated }) => deprecated,
    }),
    runnable: t.exposeBoolean('isRunnable', { description: 'Whether this version can run it.' }),
    page: t.string({ description: 'Its page of documentation, Markdown.', resolve: (type) => type.page() }),
  }),
});

builder.queryFields((t) => ({
  flowJsonSchema: t.field({
    type: 'JSON',
    description:
      'JSON Schema (draft 2020-12) of a whole flow document, for editors. It says less than `validateFlow`: rules between parts of a document are not in it.',
    resolve: () => flowJsonSchema(),
  }),
  taskTypes: t.field({
    type: [TypeDocumentationObject],
    description: 'All task types that a document may name, by name.',
    resolve: () => taskTypes(),
  }),
  triggerTypes: t.field({
    type: [TypeDocumentationObject],
    description: 'All trigger types that a document may name, by name.',
    resolve: () => triggerTypes(),
  }),
}));
