import { builder } from '../builder';
import { connectionObject } from '../connection';
import { Node, nodeId } from '../node';

/** A namespace that has a flow, in itself or below. */
export interface NamespaceShape {
  readonly namespaceName: string;
}

export const Namespace = builder.objectRef<NamespaceShape>('Namespace').implement({
  description: 'Where flows are. Dots part a namespace from what is below it.',
  interfaces: [Node],
  isTypeOf: (value) => typeof value === 'object' && value !== null && 'namespaceName' in value,
  fields: (t) => ({
    id: t.id({
      description: 'Opaque.',
      resolve: ({ namespaceName: namespace }) => nodeId({ type: 'Namespace', namespace }),
    }),
    name: t.exposeString('namespaceName', { description: 'The whole name, such as `company.team`.' }),
  }),
});

export const NamespaceConnection = connectionObject('Namespace', Namespace);

builder.objectFields(Namespace, (t) => ({
  parent: t.field({
    type: Namespace,
    nullable: true,
    description: 'The one that it is below; null at the top.',
    resolve: ({ namespaceName }) => {
      const dot = namespaceName.lastIndexOf('.');
      return dot < 0 ? null : { namespaceName: namespaceName.slice(0, dot) };
    },
  }),
}));
