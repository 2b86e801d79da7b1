import type { Attempt as AttemptRow, TaskRun as TaskRunRow } from '@headrace/prisma';
import { ATTEMPT_STATES, taskOf } from '@headrace/runtime';
import type { ExecutionRow } from '@headrace/db';
import { z } from 'zod';
import { builder } from '../builder';
import { connectionObject } from '../connection';
import { maskedJson } from '../masked-json';
import { AttemptState, historyOf, State, StateChangeObject, stateOf } from './state';

const storedState = z.enum(ATTEMPT_STATES);

const Attempt = builder.objectRef<AttemptRow>('Attempt').implement({
  description: 'One try of a worker at a task run.',
  fields: (t) => ({
    id: t.exposeID('id'),
    number: t.exposeInt('number', { description: 'from 1' }),
    state: t.field({ type: AttemptState, resolve: ({ state }) => storedState.parse(state) }),
    error: t.exposeString('error', { nullable: true, description: 'Why it did not succeed.' }),
    workerId: t.exposeString('workerId', { nullable: true }),
    createdAt: t.expose('createdAt', { type: 'DateTime' }),
    dueAt: t.expose('dueAt', { type: 'DateTime', description: 'Not run before.' }),
    startedAt: t.expose('startedAt', { type: 'DateTime', nullable: true }),
    endedAt: t.expose('endedAt', { type: 'DateTime', nullable: true }),
    logLines: t.exposeInt('logLines', { description: 'How many lines it has logged.' }),
  }),
});

export interface TaskRunShape {
  readonly row: TaskRunRow;
  readonly execution: Pick<ExecutionRow, 'namespace' | 'flowId' | 'flowRevision'>;
}

export const TaskRun = builder.objectRef<TaskRunShape>('TaskRun').implement({
  description: 'One task in an execution, or one value of it in a loop.',
  fields: (t) => ({
    id: t.id({ resolve: ({ row }) => row.id }),
    taskId: t.string({ resolve: ({ row }) => row.taskId }),
    taskType: t.string({
      nullable: true,
      resolve: async ({ row, execution }, _, { runtime }) => {
        const { namespace, flowId, flowRevision: revision } = execution;
        const flow = await runtime.flows.ofExecution({ namespace, flowId, revision });
        return flow && taskOf(flow, row.taskId)?.type;
      },
    }),
    parentTaskRunId: t.id({ nullable: true, resolve: ({ row }) => row.path.at(-1) }),
    value: t.string({ nullable: true, resolve: ({ row }) => row.value }),
    state: t.field({ type: State, resolve: ({ row }) => stateOf(row.state) }),
    stateHistory: t.field({ type: [StateChangeObject], resolve: ({ row }) => historyOf(row.history) }),
    attempts: t.field({
      type: [Attempt],
      resolve: async ({ row }, _, { loaders }) => [...(await loaders.attempts.load(row))],
    }),
    outputs: t.field({
      type: 'JSON',
      nullable: true,
      description: 'Secrets are masked.',
      resolve: async ({ row }, _, { loaders }) =>
        maskedJson(outputsOf(row.state, await loaders.outputs.load(row))),
    }),
    createdAt: t.field({ type: 'DateTime', resolve: ({ row }) => row.createdAt }),
    startedAt: t.field({ type: 'DateTime', nullable: true, resolve: ({ row }) => row.startedAt }),
    endedAt: t.field({ type: 'DateTime', nullable: true, resolve: ({ row }) => row.endedAt }),
  }),
});

/** Empty outputs are not stored. */
function outputsOf(state: string, stored: unknown): unknown {
  return stored ?? (ENDED_WELL.has(state) ? {} : null);
}

const ENDED_WELL: ReadonlySet<string> = new Set(['SUCCESS', 'WARNING']);

export const TaskRunConnection = connectionObject('TaskRun', TaskRun);
