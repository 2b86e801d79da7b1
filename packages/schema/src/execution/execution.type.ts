import type { ExecutionRow } from '@headrace/db';
import { z } from 'zod';
import { builder } from '../builder';
import { connectionObject, CountObject, mapNodes, pageArguments, pageOf } from '../connection';
import { changeCursor, eventCursor, taskRunCursor } from '../cursor';
import { flowAtRevision } from '../flow/flow.shape';
import { type CountedConnection, Flow } from '../flow/flow.type';
import { LabelObject, labelsOf } from '../label';
import { maskedJson } from '../masked-json';
import { Node } from '../node';
import { historyOf, State, StateChangeObject, stateOf } from './state';
import { TaskRunConnection } from './task-run.type';

const storedTrigger = z.object({ id: z.string(), type: z.string() });

interface TriggerShape extends z.output<typeof storedTrigger> {
  readonly executionId: string;
}

const ExecutionTrigger = builder.objectRef<TriggerShape>('ExecutionTrigger').implement({
  description: 'What started an execution, other than a person or a script.',
  fields: (t) => ({
    id: t.exposeString('id'),
    type: t.exposeString('type'),
    variables: t.field({
      type: 'JSON',
      nullable: true,
      resolve: ({ executionId }, _, { loaders }) =>
        loaders.executionValue.load({ executionId, name: 'triggerVariables' }),
    }),
  }),
});

export const Execution = builder.objectRef<ExecutionRow>('Execution').implement({
  description: 'One run of a revision of a flow.',
  interfaces: [Node],
  isTypeOf: (value) => typeof value === 'object' && value !== null && 'originalId' in value,
  fields: (t) => ({
    id: t.exposeID('id'),
    namespace: t.exposeString('namespace'),
    flowId: t.exposeString('flowId'),
    flowRevision: t.exposeInt('flowRevision'),
    flow: t.field({
      type: Flow,
      nullable: true,
      description: 'The flow at the revision that runs.',
      resolve: (row, _, context) => flowAtRevision(context, row.namespace, row.flowId, row.flowRevision),
    }),
    state: t.field({ type: State, resolve: ({ state }) => stateOf(state) }),
    stateHistory: t.field({ type: [StateChangeObject], resolve: ({ history }) => historyOf(history) }),
    inputs: t.field({
      type: 'JSON',
      nullable: true,
      description: 'Secrets are masked.',
      resolve: async ({ id: executionId }, _, { loaders }) =>
        maskedJson(await loaders.executionValue.load({ executionId, name: 'inputs' })),
    }),
    outputs: t.field({
      type: 'JSON',
      nullable: true,
      description: 'What the flow gives when it ends. Secrets are masked.',
      resolve: async ({ id: executionId }, _, { loaders }) =>
        maskedJson(await loaders.executionValue.load({ executionId, name: 'outputs' })),
    }),
    labels: t.field({ type: [LabelObject], resolve: ({ labels }) => labelsOf(labels) }),
    trigger: t.field({
      type: ExecutionTrigger,
      nullable: true,
      resolve: async ({ id: executionId, trigger: read }, _, { loaders }) => {
        const trigger =
          read === undefined ? await loaders.executionValue.load({ executionId, name: 'trigger' }) : read;
        return trigger ? { ...storedTrigger.parse(trigger), executionId } : null;
      },
    }),
    parentId: t.exposeID('parentId', { nullable: true }),
    originalId: t.exposeID('originalId'),
    error: t.exposeString('error', {
      nullable: true,
      description: 'Why it failed, when no task run says it.',
    }),
    createdAt: t.expose('createdAt', { type: 'DateTime' }),
    startedAt: t.expose('startedAt', { type: 'DateTime', nullable: true }),
    endedAt: t.expose('endedAt', { type: 'DateTime', nullable: true }),
    duration: t.field({
      type: 'Duration',
      nullable: true,
      description: 'From its creation to its end, or to now.',
      resolve: ({ createdAt, endedAt }, _, { runtime }) =>
        Math.max(0, (endedAt ?? runtime.clock.now()).getTime() - createdAt.getTime()),
    }),
    seq: t.exposeInt('seq', { description: 'Number of its last event.' }),
    eventsCursor: t.field({
      type: 'Cursor',
      description: 'Hand it to `executionEvents(after:)` to follow what happens after this answer.',
      resolve: ({ seq }) => eventCursor.encode(seq),
    }),
    taskRuns: t.field({
      type: TaskRunConnection,
      description: 'In the order in which they were created.',
      args: pageArguments,
      resolve: async (execution, page, { runtime }) => {
        const rows = await pageOf(
          page,
          taskRunCursor,
          (after, take) =>
            runtime.database.prisma.taskRun.findMany({
              where: { executionId: execution.id, ...(after !== undefined && { id: { gt: after } }) },
              orderBy: { id: 'asc' },
              take,
            }),
          (row) => row.id,
        );
        return mapNodes(rows, (row) => ({ row, execution }));
      },
    }),
  }),
});

export interface ExecutionConnectionShape extends CountedConnection<ExecutionRow> {
  readonly liveCursor: { readonly xid: string; readonly id: string };
}

export const ExecutionConnection = connectionObject<ExecutionRow, ExecutionConnectionShape>(
  'Execution',
  Execution,
  (t) => ({
    totalCount: t.field({ type: CountObject, resolve: (connection) => connection.count() }),
    liveCursor: t.field({
      type: 'Cursor',
      description: 'Hand it to subscription `executions(after:)` to see every change after this answer.',
      resolve: ({ liveCursor }) => changeCursor.encode(liveCursor),
    }),
  }),
);
