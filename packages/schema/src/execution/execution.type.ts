import type { ChangePosition, ExecutionRow } from '@headrace/db';
import { z } from 'zod';
import { builder } from '../builder';
import { connectionObject, CountObject, mapNodes, pageArguments, pageOf, pageOfList } from '../connection';
import { changeCursor, eventCursor, stateChangeCursor, taskRunCursor } from '../cursor';
import { flowAtRevision } from '../flow/flow.shape';
import { type CountedConnection, Flow } from '../flow/flow.type';
import { LabelObject, labelsOf } from '../label';
import { maskedJson } from '../masked-json';
import { Node, nodeId } from '../node';
import { historyOf, State, StateChangeConnection, stateOf } from './state';
import { TaskRun, TaskRunConnection } from './task-run.type';

const storedTrigger = z.object({ id: z.string(), type: z.string() });

interface TriggerShape extends z.output<typeof storedTrigger> {
  readonly executionId: string;
}

const ExecutionTrigger = builder.objectRef<TriggerShape>('ExecutionTrigger').implement({
  description: 'What started an execution, other than a person or a script.',
  fields: (t) => ({
    triggerId: t.exposeString('id', { description: 'The trigger of the flow.' }),
    type: t.exposeString('type', { description: 'Its type.' }),
    variables: t.field({
      type: 'JSON',
      nullable: true,
      description: 'What expressions see of it. Secrets are masked.',
      resolve: async ({ executionId }, _, { loaders }) =>
        maskedJson(await loaders.executionValue.load({ executionId, name: 'triggerVariables' })),
    }),
  }),
});

export const Execution = builder.objectRef<ExecutionRow>('Execution').implement({
  description: 'One run of a revision of a flow.',
  interfaces: [Node],
  isTypeOf: (value) => typeof value === 'object' && value !== null && 'originalId' in value,
  fields: (t) => ({
    id: t.id({
      description: 'Opaque.',
      resolve: ({ id: executionId }) => nodeId({ type: 'Execution', executionId }),
    }),
    executionId: t.exposeString('id', {
      description: '22 letters and digits; sorts by the time of creation.',
    }),
    namespace: t.exposeString('namespace', { description: 'Of the flow that runs.' }),
    flowId: t.exposeString('flowId', { description: 'The flow that runs.' }),
    flowRevision: t.exposeInt('flowRevision', { description: 'The revision of it that runs.' }),
    flow: t.field({
      type: Flow,
      nullable: true,
      description: 'The flow at the revision that runs.',
      resolve: (row, _, context) => flowAtRevision(context, row.namespace, row.flowId, row.flowRevision),
    }),
    state: t.field({ type: State, description: 'Its state now.', resolve: ({ state }) => stateOf(state) }),
    stateHistory: t.field({
      type: StateChangeConnection,
      description: 'Its states, the first one first.',
      args: pageArguments,
      resolve: ({ history }, page) => pageOfList(page, stateChangeCursor, historyOf(history)),
    }),
    inputs: t.field({
      type: 'JSON',
      nullable: true,
      description: 'What it was started with. Secrets are masked.',
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
    labels: t.field({
      type: [LabelObject],
      description: 'A key has one value.',
      resolve: ({ labels }) => labelsOf(labels),
    }),
    trigger: t.field({
      type: ExecutionTrigger,
      nullable: true,
      description: 'What started it; null when a person or a script did.',
      resolve: async ({ id: executionId, trigger: read }, _, { loaders }) => {
        const trigger =
          read === undefined ? await loaders.executionValue.load({ executionId, name: 'trigger' }) : read;
        return trigger ? { ...storedTrigger.parse(trigger), executionId } : null;
      },
    }),
    parentExecutionId: t.exposeString('parentId', {
      nullable: true,
      description: 'The execution whose task started it.',
    }),
    originalExecutionId: t.exposeString('originalId', {
      description: 'The execution that it repeats, itself where it repeats none.',
    }),
    error: t.exposeString('error', {
      nullable: true,
      description: 'Why it failed, when no task run says it.',
    }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was asked for.' }),
    startedAt: t.expose('startedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When the first worker took something of it.',
    }),
    endedAt: t.expose('endedAt', { type: 'DateTime', nullable: true, description: 'When it was over.' }),
    duration: t.field({
      type: 'Duration',
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
      args: { states: t.arg({ type: [State], description: 'only those in one of these' }), ...pageArguments },
      resolve: async (execution, { states = null, ...page }, { loaders }) => {
        const rows = await pageOf(
          page,
          taskRunCursor,
          (part) => loaders.taskRuns({ ...part, states }).load(execution.id),
          (row) => row.id,
        );
        return mapNodes(rows, (row) => ({ row, execution }));
      },
    }),
  }),
});

builder.objectFields(TaskRun, (t) => ({
  execution: t.field({
    type: Execution,
    description: 'The execution that it belongs to.',
    resolve: ({ execution }) => execution,
  }),
}));

export interface ExecutionConnectionShape extends CountedConnection<ExecutionRow> {
  /** Taken before the rows were read; null where nobody asked for it. */
  readonly liveCursor: ChangePosition | null;
}

export const ExecutionConnection = connectionObject<ExecutionRow, ExecutionConnectionShape>(
  'Execution',
  Execution,
  (t) => ({
    totalCount: t.field({
      type: CountObject,
      description: 'How many there are on all pages.',
      resolve: (connection) => connection.count(),
    }),
    liveCursor: t.field({
      type: 'Cursor',
      description: 'Hand it to subscription `executions(after:)` to see every change after this answer.',
      resolve: ({ liveCursor }) => {
        if (!liveCursor) throw new Error('the place in the live list was not taken before the list was read');
        return changeCursor.encode(liveCursor);
      },
    }),
  }),
);
