import type { ExecutionRow, StoredAttempt, StoredTaskRun } from '@headrace/db';
import { ATTEMPT_STATES, taskOf } from '@headrace/runtime';
import { z } from 'zod';
import { builder } from '../builder';
import { connectionObject, pageArguments, pageOf, pageOfList } from '../connection';
import { attemptCursor, stateChangeCursor } from '../cursor';
import { maskedJson } from '../masked-json';
import { Node, nodeId } from '../node';
import { AttemptState, historyOf, State, StateChangeConnection, stateOf } from './state';

const storedState = z.enum(ATTEMPT_STATES);

export const Attempt = builder.objectRef<StoredAttempt>('Attempt').implement({
  description: 'One try of a worker at a task run.',
  interfaces: [Node],
  isTypeOf: (value) => typeof value === 'object' && value !== null && 'logLines' in value,
  fields: (t) => ({
    id: t.id({
      description: 'Opaque.',
      resolve: ({ id: attemptId }) => nodeId({ type: 'Attempt', attemptId }),
    }),
    executionId: t.exposeString('executionId', { description: 'The execution that it belongs to.' }),
    taskRunId: t.exposeString('taskRunId', { description: 'The task run that it tries.' }),
    attemptNumber: t.exposeInt('number', { description: 'from 1' }),
    state: t.field({
      type: AttemptState,
      description: 'Its state now.',
      resolve: ({ state }) => storedState.parse(state),
    }),
    error: t.exposeString('error', { nullable: true, description: 'Why it did not succeed.' }),
    workerId: t.exposeString('workerId', {
      nullable: true,
      description: 'The worker that took it; null before.',
    }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was asked for.' }),
    dueAt: t.expose('dueAt', { type: 'DateTime', description: 'Not run before.' }),
    startedAt: t.expose('startedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When a worker took it.',
    }),
    endedAt: t.expose('endedAt', { type: 'DateTime', nullable: true, description: 'When it was over.' }),
    logLines: t.exposeInt('logLines', { description: 'How many lines it has logged.' }),
  }),
});

const AttemptConnection = connectionObject('Attempt', Attempt);

/** A task run and the execution it belongs to. */
export interface TaskRunShape {
  readonly row: StoredTaskRun;
  readonly execution: ExecutionRow;
}

export const TaskRun = builder.objectRef<TaskRunShape>('TaskRun').implement({
  description: 'One task in an execution, or one value of it in a loop.',
  interfaces: [Node],
  isTypeOf: (value) => typeof value === 'object' && value !== null && 'row' in value && 'execution' in value,
  fields: (t) => ({
    id: t.id({
      description: 'Opaque.',
      resolve: ({ row }) => nodeId({ type: 'TaskRun', executionId: row.executionId, taskRunId: row.id }),
    }),
    taskRunId: t.string({
      description: 'Unique within the execution, and sorts by the time of creation.',
      resolve: ({ row }) => row.id,
    }),
    executionId: t.string({
      description: 'The execution that it belongs to.',
      resolve: ({ row }) => row.executionId,
    }),
    taskId: t.string({ description: 'The task of the flow.', resolve: ({ row }) => row.taskId }),
    taskType: t.string({
      nullable: true,
      description: 'Type of the task; null when the flow at its revision cannot be read any more.',
      resolve: async ({ row, execution }, _, { runtime }) => {
        const { namespace, flowId, flowRevision: revision } = execution;
        const flow = await runtime.flows.ofExecution({ namespace, flowId, revision });
        return flow && taskOf(flow, row.taskId)?.type;
      },
    }),
    parentTaskRunId: t.string({
      nullable: true,
      description: 'The task run of the flowable task around it; null at the top.',
      resolve: ({ row }) => row.path.at(-1),
    }),
    value: t.string({
      nullable: true,
      description: 'Its value in a loop.',
      resolve: ({ row }) => row.value,
    }),
    state: t.field({
      type: State,
      description: 'Its state now.',
      resolve: ({ row }) => stateOf(row.state),
    }),
    stateHistory: t.field({
      type: StateChangeConnection,
      description: 'Its states, the first one first.',
      args: pageArguments,
      resolve: ({ row }, page) => pageOfList(page, stateChangeCursor, historyOf(row.history)),
    }),
    attempts: t.field({
      type: AttemptConnection,
      description: 'The tries at it, the first one first.',
      args: pageArguments,
      resolve: ({ row }, page, { loaders }) =>
        pageOf(
          page,
          attemptCursor,
          (part) => loaders.attempts(part).load({ executionId: row.executionId, taskRunId: row.id }),
          ({ number }) => number,
        ),
    }),
    outputs: t.field({
      type: 'JSON',
      nullable: true,
      description: 'What it left for others. Secrets are masked.',
      resolve: async ({ row }, _, { loaders }) =>
        maskedJson(outputsOf(row.state, await loaders.outputs.load(row))),
    }),
    createdAt: t.field({
      type: 'DateTime',
      description: 'When it came to be.',
      resolve: ({ row }) => row.createdAt,
    }),
    startedAt: t.field({
      type: 'DateTime',
      nullable: true,
      description: 'When the first attempt was taken, or its tasks were started.',
      resolve: ({ row }) => row.startedAt,
    }),
    endedAt: t.field({
      type: 'DateTime',
      nullable: true,
      description: 'When it was over.',
      resolve: ({ row }) => row.endedAt,
    }),
    duration: t.field({
      type: 'Duration',
      description: 'From its creation to its end, or to now.',
      resolve: ({ row: { createdAt, endedAt } }, _, { runtime }) =>
        Math.max(0, (endedAt ?? runtime.clock.now()).getTime() - createdAt.getTime()),
    }),
  }),
});

/** Empty outputs are not stored. */
function outputsOf(state: string, stored: unknown): unknown {
  return stored ?? (ENDED_WELL.has(state) ? {} : null);
}

const ENDED_WELL: ReadonlySet<string> = new Set(['SUCCESS', 'WARNING']);

export const TaskRunConnection = connectionObject('TaskRun', TaskRun);

builder.objectFields(Attempt, (t) => ({
  taskRun: t.field({
    type: TaskRun,
    nullable: true,
    description: 'The task run that it tries; null when it was deleted meanwhile.',
    resolve: ({ executionId, taskRunId }, _, { loaders }) => loaders.taskRun.load({ executionId, taskRunId }),
  }),
}));
