import type { Undeletable } from '@headrace/runtime';
import { builder } from '../builder';
import { MAX_FIRST } from '../connection';
import { ErrorInterface, failure } from '../failure';

interface ExecutionFailure {
  readonly failure: 'ExecutionNotFound' | 'ExecutionNotEnded';
  readonly message: string;
  readonly executionId: string;
}

const ExecutionNotFound = builder.objectRef<ExecutionFailure>('ExecutionNotFound').implement({
  description: 'There is no such execution.',
  interfaces: [ErrorInterface],
  fields: (t) => ({ executionId: t.exposeString('executionId', { description: 'As it was asked for.' }) }),
});

const ExecutionNotEnded = builder.objectRef<ExecutionFailure>('ExecutionNotEnded').implement({
  description: 'The execution has not ended yet, and only one that has ended can be deleted.',
  interfaces: [ErrorInterface],
  fields: (t) => ({ executionId: t.exposeString('executionId', { description: 'As it was asked for.' }) }),
});

interface Deleted {
  readonly executionId: string;
}

const DeleteExecutionSuccess = builder.objectRef<Deleted>('DeleteExecutionSuccess').implement({
  description: 'The execution is gone, with its task runs, outputs, log and files.',
  fields: (t) => ({ executionId: t.exposeString('executionId', { description: 'What was deleted.' }) }),
});

const DeleteExecutionResult = builder.unionType('DeleteExecutionResult', {
  description: 'What `deleteExecution` answers.',
  types: [DeleteExecutionSuccess, ExecutionNotFound, ExecutionNotEnded],
  resolveType: (result) =>
    'failure' in result ? (result as ExecutionFailure).failure : 'DeleteExecutionSuccess',
});

const DeleteExecutionInput = builder.inputType('DeleteExecutionInput', {
  description: 'What to delete.',
  fields: (t) => ({
    executionId: t.string({ required: true, description: 'natural id of an execution that has ended' }),
  }),
});

builder.mutationField('deleteExecution', (t) =>
  t.field({
    type: DeleteExecutionResult,
    description: 'Deletes an execution that has ended, with everything it left.',
    args: { input: t.arg({ type: DeleteExecutionInput, required: true, description: 'what to delete' }) },
    resolve: async (_, { input: { executionId } }, { runtime }): Promise<Deleted | ExecutionFailure> => {
      const { kind } = await runtime.deleteExecution(executionId);
      return kind === 'deleted' ? { executionId } : failureOf({ executionId, reason: kind });
    },
  }),
);

interface ManyDeleted {
  readonly executionIds: readonly string[];
  readonly dryRun: boolean;
}

const DeleteExecutionsSuccess = builder.objectRef<ManyDeleted>('DeleteExecutionsSuccess').implement({
  description: 'All of them are gone, or would be.',
  fields: (t) => ({
    executionIds: t.stringList({
      description: 'What was deleted, or would be: each id once, in the order in which they were given.',
      resolve: ({ executionIds }) => [...executionIds],
    }),
    dryRun: t.exposeBoolean('dryRun', { description: 'Whether it was only asked what would be.' }),
  }),
});

interface NotDeletableShape {
  readonly message: string;
  readonly failures: readonly ExecutionFailure[];
}

const ExecutionsNotDeletable = builder.objectRef<NotDeletableShape>('ExecutionsNotDeletable').implement({
  description: 'Some of them cannot be deleted, so none was.',
  interfaces: [ErrorInterface],
  fields: (t) => ({
    failures: t.field({
      type: [ErrorInterface],
      description: 'One for each that cannot: `ExecutionNotFound` or `ExecutionNotEnded`.',
      resolve: ({ failures }) => [...failures],
    }),
  }),
});

const DeleteExecutionsResult = builder.unionType('DeleteExecutionsResult', {
  description: 'What `deleteExecutions` answers.',
  types: [DeleteExecutionsSuccess, ExecutionsNotDeletable],
  resolveType: (result) => ('failures' in result ? 'ExecutionsNotDeletable' : 'DeleteExecutionsSuccess'),
});

const DeleteExecutionsInput = builder.inputType('DeleteExecutionsInput', {
  description: 'What to delete.',
  fields: (t) => ({
    executionIds: t.stringList({
      required: true,
      description: `natural ids of executions that have ended, at most ${MAX_FIRST}`,
    }),
    dryRun: t.boolean({ description: 'true: only say what would be deleted, or why nothing would' }),
  }),
});

builder.mutationField('deleteExecutions', (t) =>
  t.field({
    type: DeleteExecutionsResult,
    description: 'Deletes executions that have ended: all of them, or none where one cannot be deleted.',
    args: { input: t.arg({ type: DeleteExecutionsInput, required: true, description: 'what to delete' }) },
    resolve: async (_, { input }, { runtime }): Promise<ManyDeleted | NotDeletableShape> => {
      if (input.executionIds.length > MAX_FIRST)
        throw failure('BAD_ARGUMENT', `At most ${MAX_FIRST} executions can be deleted at once.`);
      const dryRun = input.dryRun ?? false;
      const result = await runtime.deleteExecutions(input.executionIds, { dryRun });
      switch (result.kind) {
        case 'deleted':
          return { executionIds: result.executionIds, dryRun };
        case 'refused': {
          const failures = result.undeletable.map(failureOf);
          return { message: failures.map(({ message }) => message).join(' '), failures };
        }
      }
    },
  }),
);

function failureOf({ executionId, reason }: Undeletable): ExecutionFailure {
  switch (reason) {
    case 'notFound':
      return { failure: 'ExecutionNotFound', message: `There is no execution ${executionId}.`, executionId };
    case 'notEnded': {
      const message = `The execution ${executionId} has not ended yet.`;
      return { failure: 'ExecutionNotEnded', message, executionId };
    }
  }
}
