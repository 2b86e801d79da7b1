import type { Prisma } from '@headrace/prisma';
import type { ExecutionFilter } from '@headrace/runtime';
import { builder } from '../builder';
import { literally } from '../literally';
import { LabelInput } from '../label';
import { State } from './state';

export const ExecutionFilterInput = builder.inputType('ExecutionFilter', {
  description: 'All that is given must hold.',
  fields: (t) => ({
    namespace: t.string({ description: 'the namespace itself and everything below' }),
    flowId: t.string({ description: 'exactly this one' }),
    states: t.field({
      type: [State],
      description: 'Not applied to live changes: an execution that leaves these states must be seen leaving.',
    }),
    labels: t.field({ type: [LabelInput], description: 'all of them' }),
    text: t.string({ description: 'start of the id, or part of the flow id or the namespace' }),
    createdAfter: t.field({ type: 'DateTime', description: 'this instant or later' }),
    createdBefore: t.field({ type: 'DateTime', description: 'earlier than this instant' }),
  }),
});

/** The same filter as a condition of the store. `belongsTo` of the runtime is its twin for live changes. */
export function whereExecution(filter: ExecutionFilter): Prisma.ExecutionWhereInput {
  const { namespace, flowId, states, labels, text, createdAfter, createdBefore } = filter;
  const all: Prisma.ExecutionWhereInput[] = [];
  if (namespace) all.push({ OR: [{ namespace }, { namespace: { startsWith: `${literally(namespace)}.` } }] });
  if (flowId) all.push({ flowId });
  if (states) all.push({ state: { in: [...states] } });
  for (const { key, value } of labels ?? []) all.push({ labels: { array_contains: [{ key, value }] } });
  if (createdAfter) all.push({ createdAt: { gte: createdAfter } });
  if (createdBefore) all.push({ createdAt: { lt: createdBefore } });
  if (text)
    all.push({
      OR: [
        { id: { startsWith: literally(text) } },
        { flowId: { contains: literally(text), mode: 'insensitive' } },
        { namespace: { contains: literally(text), mode: 'insensitive' } },
      ],
    });
  return { AND: all };
}
