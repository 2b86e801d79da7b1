import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createSchemaWorld, type SchemaWorld } from '../schema.world';

let world: SchemaWorld;
beforeAll(async () => {
  world = await createSchemaWorld();
});
afterAll(() => world.close());

const FLOW =
  'id: f\nnamespace: mutations\ninputs: [{ id: n, type: INT, defaults: 1 }]\ntasks: [{ id: hello, type: io.kestra.plugin.core.log.Log, message: hi }]\n';

const CREATE = `mutation ($input: CreateExecutionInput!) { createExecution(input: $input) {
  __typename
  ... on CreateExecutionSuccess { replayed execution { executionId state } }
  ... on Error { message }
  ... on IdempotencyConflict { executionId }
} }`;

describe('createExecution with a key', () => {
  const create = async (idempotencyKey: string, inputs: object) =>
    (await world.ask(CREATE, { input: { namespace: 'mutations', flowId: 'f', inputs, idempotencyKey } }))
      .createExecution;
  beforeAll(() => world.runtime.saveFlow(FLOW));

  test('sent again answers the same execution as it is now', async () => {
    const first = await create('a', { n: 2 });
    expect(first).toMatchObject({ replayed: false, execution: { state: 'RUNNING' } });
    const { executionId } = first.execution;
    await world.finish(executionId);
    expect(await create('a', { n: 2 })).toEqual({
      __typename: 'CreateExecutionSuccess',
      replayed: true,
      execution: { executionId, state: 'SUCCESS' },
    });
  });

  test('that another request had is a failure of its own', async () => {
    const { execution } = await create('b', { n: 2 });
    expect(await create('b', { n: 3 })).toMatchObject({
      __typename: 'IdempotencyConflict',
      executionId: execution.executionId,
    });
  });

  test('that is none is refused', async () => {
    const input = { namespace: 'mutations', flowId: 'f', idempotencyKey: '' };
    const { errors } = await world.answer(CREATE, { input });
    expect(errors?.[0]?.extensions.code).toBe('BAD_ARGUMENT');
  });
});

describe('deleting executions', () => {
  const DELETE = `mutation ($executionId: String!) { deleteExecution(input: { executionId: $executionId }) {
    __typename
    ... on DeleteExecutionSuccess { executionId }
    ... on Error { message }
  } }`;
  const MANY = `mutation ($input: DeleteExecutionsInput!) { deleteExecutions(input: $input) {
    __typename
    ... on DeleteExecutionsSuccess { executionIds dryRun }
    ... on ExecutionsNotDeletable { message failures {
      __typename
      ... on ExecutionNotFound { executionId }
      ... on ExecutionNotEnded { executionId }
    } }
  } }`;
  const remove = async (executionId: string) => (await world.ask(DELETE, { executionId })).deleteExecution;
  const removeAll = async (input: object) => (await world.ask(MANY, { input })).deleteExecutions;
  const ended = async () => {
    const executionId = await world.start(FLOW);
    await world.finish(executionId, ['a line']);
    return executionId;
  };
  const isThere = async (executionId: string) =>
    (await world.ask(`{ execution(executionId: "${executionId}") { id } }`)).execution !== null;

  test('one that has ended is gone with all that it left', async () => {
    const executionId = await ended();
    expect(await remove(executionId)).toEqual({ __typename: 'DeleteExecutionSuccess', executionId });
    expect(await isThere(executionId)).toBe(false);
    for (const table of ['log_lines', 'events', 'task_runs', 'attempts', 'outputs', 'log_heads', 'signals']) {
      const { rows } = await world.pool.query(`SELECT 1 FROM ${table} WHERE execution_id = $1`, [
        executionId,
      ]);
      expect(rows, table).toEqual([]);
    }
    expect(await remove(executionId)).toEqual({
      __typename: 'ExecutionNotFound',
      message: `There is no execution ${executionId}.`,
    });
  });

  test('one that runs stays', async () => {
    const executionId = await world.start(FLOW);
    expect(await remove(executionId)).toMatchObject({ __typename: 'ExecutionNotEnded' });
    expect(await isThere(executionId)).toBe(true);
  });

  test('many are deleted together, or none where one cannot be', async () => {
    const [one, two, running] = [await ended(), await ended(), await world.start(FLOW)];
    expect(await removeAll({ executionIds: [one, running, two, 'nobody'] })).toEqual({
      __typename: 'ExecutionsNotDeletable',
      message: `The execution ${running} has not ended yet. There is no execution nobody.`,
      failures: [
        { __typename: 'ExecutionNotEnded', executionId: running },
        { __typename: 'ExecutionNotFound', executionId: 'nobody' },
      ],
    });
    expect([await isThere(one), await isThere(two)]).toEqual([true, true]);
    expect(await removeAll({ executionIds: [one, two, one], dryRun: true })).toEqual({
      __typename: 'DeleteExecutionsSuccess',
      executionIds: [one, two],
      dryRun: true,
    });
    expect(await isThere(one)).toBe(true);
    expect(await removeAll({ executionIds: [one, two] })).toMatchObject({
      executionIds: [one, two],
      dryRun: false,
    });
    expect([await isThere(one), await isThere(two)]).toEqual([false, false]);
  });

  test('not more than a hundred at once', async () => {
    const executionIds = Array.from({ length: 101 }, (_, index) => `e${index}`);
    const { errors } = await world.answer(MANY, { input: { executionIds } });
    expect(errors?.[0]?.extensions.code).toBe('BAD_ARGUMENT');
  });
});
