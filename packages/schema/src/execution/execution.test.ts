import { ANYONE, belongsTo } from '@headrace/runtime';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { nodeId } from '../node';
import { createSchemaWorld, type SchemaWorld } from '../schema.world';
import { whereExecution } from './execution.filter';

let world: SchemaWorld;
beforeAll(async () => {
  world = await createSchemaWorld();
});
afterAll(() => world.close());

const LOG = 'tasks: [{ id: hello, type: io.kestra.plugin.core.log.Log, message: hi }]';
const flow = (namespace: string, id: string, more = '') =>
  `id: ${id}\nnamespace: ${namespace}\n${more}\n${LOG}\n`;

const CREATE = `mutation ($input: CreateExecutionInput!) { createExecution(input: $input) {
  __typename
  ... on CreateExecutionSuccess { execution { executionId state flowRevision inputs labels { key value } } }
  ... on Error { message }
  ... on FlowNotFound { namespace flowId revision }
  ... on InvalidInputs { issues { inputId message } }
  ... on InvalidLabels { key }
} }`;

const create = async (input: object) => (await world.ask(CREATE, { input })).createExecution;

describe('createExecution', () => {
  test('starts with inputs and labels', async () => {
    await world.runtime.saveFlow(flow('create', 'f', 'labels: { a: b }\ninputs: [{ id: n, type: INT }]'));
    const result = await create({
      namespace: 'create',
      flowId: 'f',
      inputs: { n: '7' },
      labels: [{ key: 'c', value: 'd' }],
    });
    expect(result).toMatchObject({
      __typename: 'CreateExecutionSuccess',
      execution: { state: 'RUNNING', flowRevision: 1, inputs: { n: 7 } },
    });
    expect(result.execution.labels.slice(0, 2)).toEqual([
      { key: 'a', value: 'b' },
      { key: 'c', value: 'd' },
    ]);
  });

  test('every expected failure has its type, and stores nothing', async () => {
    await world.runtime.saveFlow(flow('refuse', 'f', 'inputs: [{ id: n, type: INT }]'));
    await world.runtime.saveFlow(flow('refuse', 'off', 'disabled: true'));
    const before = await world.count('executions');
    expect(await create({ namespace: 'refuse', flowId: 'nobody' })).toMatchObject({
      __typename: 'FlowNotFound',
      flowId: 'nobody',
      revision: null,
    });
    expect(await create({ namespace: 'refuse', flowId: 'f', revision: 9, inputs: { n: 1 } })).toMatchObject({
      __typename: 'FlowNotFound',
      revision: 9,
    });
    expect(await create({ namespace: 'refuse', flowId: 'off' })).toMatchObject({
      __typename: 'FlowDisabled',
    });
    expect(await create({ namespace: 'refuse', flowId: 'f', inputs: { n: 'x' } })).toMatchObject({
      __typename: 'InvalidInputs',
      issues: [{ inputId: 'n' }],
    });
    expect(
      await create({
        namespace: 'refuse',
        flowId: 'f',
        inputs: { n: 1 },
        labels: [{ key: 'system.x', value: 'y' }],
      }),
    ).toMatchObject({ __typename: 'InvalidLabels', key: 'system.x' });
    const { errors } = await world.answer(CREATE, {
      input: { namespace: 'refuse', flowId: 'f', inputs: [1] },
    });
    expect(errors?.[0]?.extensions.code).toBe('BAD_ARGUMENT');
    expect(await world.count('executions')).toBe(before);
  });
});

describe('execution', () => {
  test('tells its states, task runs, attempts and log', async () => {
    const id = await world.start(flow('detail', 'f'));
    await world.finish(id, ['first', 'second']);
    const answer = await world.ask(
      `query ($id: String!, $node: ID!) {
        execution(executionId: $id) {
          id executionId namespace flowId state stateHistory { edges { node { state at } } } duration createdAt endedAt seq eventsCursor
          flow { id revision tasks { taskId } }
          taskRuns { edges { node { taskId taskType state stateHistory { edges { node { state } } } outputs
            attempts { edges { node { attemptNumber state workerId logLines } } } } } pageInfo { hasNextPage } }
        }
        node(id: $node) { __typename id }
        logs(executionId: $id, first: 1) { edges { node { position level message taskId attemptNumber line } } pageInfo { hasNextPage } }
        flow(namespace: "detail", flowId: "f") { latestExecution { executionId } executions { edges { node { executionId } } totalCount { value } } }
      }`,
      { id, node: nodeId({ type: 'Execution', executionId: id }) },
    );
    expect(answer.execution).toMatchObject({
      id: nodeId({ type: 'Execution', executionId: id }),
      executionId: id,
      state: 'SUCCESS',
      stateHistory: {
        edges: [
          { node: { state: 'CREATED' } },
          { node: { state: 'RUNNING' } },
          { node: { state: 'SUCCESS' } },
        ],
      },
      duration: expect.stringMatching(/^PT/),
      flow: {
        id: nodeId({ type: 'Flow', namespace: 'detail', flowId: 'f', revision: 1 }),
        revision: 1,
        tasks: [{ taskId: 'hello' }],
      },
      taskRuns: {
        edges: [
          {
            node: {
              taskId: 'hello',
              taskType: 'io.kestra.plugin.core.log.Log',
              state: 'SUCCESS',
              outputs: { value: 'done' },
              attempts: {
                edges: [{ node: { attemptNumber: 1, state: 'SUCCEEDED', workerId: 'worker', logLines: 2 } }],
              },
            },
          },
        ],
        pageInfo: { hasNextPage: false },
      },
    });
    expect(answer.node).toEqual({ __typename: 'Execution', id: answer.execution.id });
    expect(answer.logs).toMatchObject({
      edges: [
        {
          node: { position: 1, level: 'INFO', message: 'first', taskId: 'hello', attemptNumber: 1, line: 1 },
        },
      ],
      pageInfo: { hasNextPage: true },
    });
    expect(answer.flow).toMatchObject({
      latestExecution: { executionId: id },
      executions: { edges: [{ node: { executionId: id } }], totalCount: { value: 1 } },
    });
  });

  test('one task run is found by its natural ids, and only in its execution', async () => {
    const [id, other] = [await world.start(flow('one-run', 'f')), await world.start(flow('one-run', 'f'))];
    const ask = async (executionId: string, taskRunId: string) =>
      (
        await world.ask(
          `query ($executionId: String!, $taskRunId: String!) {
            taskRun(executionId: $executionId, taskRunId: $taskRunId) { taskRunId taskId execution { executionId } }
          }`,
          { executionId, taskRunId },
        )
      ).taskRun;
    const { execution } = await world.ask(
      `{ execution(executionId: "${id}") { taskRuns { edges { node { taskRunId } } } } }`,
    );
    const { taskRunId } = execution.taskRuns.edges[0].node;
    expect(await ask(id, taskRunId)).toEqual({ taskRunId, taskId: 'hello', execution: { executionId: id } });
    expect(await ask(other, taskRunId)).toBeNull();
    expect(await ask('nobody', taskRunId)).toBeNull();
  });

  test('what is unknown is null, its log too', async () => {
    const document =
      '{ execution(executionId: "nobody") { id } node(id: "nobody") { id } logs(executionId: "nobody") { edges { cursor } } }';
    expect(await world.ask(document)).toEqual({ execution: null, node: null, logs: null });
  });
});

describe('what may be large', () => {
  const WEBHOOK =
    'triggers: [{ id: call, type: io.kestra.plugin.core.trigger.Webhook, key: a-long-enough-key }]';
  const MORE = `inputs: [{ id: n, type: INT, defaults: 7 }]\noutputs: [{ id: o, type: STRING, value: "out" }]\n${WEBHOOK}`;
  const ALL = 'executionId inputs outputs trigger { triggerId type variables }';

  async function called(namespace: string): Promise<string> {
    await world.runtime.saveFlow(flow(namespace, 'f', MORE));
    const request = { namespace, flowId: 'f', key: 'a-long-enough-key', body: { hello: 'world' } };
    const result = await world.runtime.startFromWebhook({
      ...request,
      viewer: ANYONE,
      headers: {},
      secretHeaders: new Set(),
      parameters: {},
    });
    if (result.kind !== 'started') throw new Error(result.kind);
    await world.finish(result.executionId);
    return result.executionId;
  }

  /** What of the large values is read by the database while something is asked. */
  async function reads<Answer>(ask: () => Promise<Answer>): Promise<{ answer: Answer; names: string[] }> {
    const query = vi.spyOn(world.pool, 'query');
    const answer = await ask();
    const names = query.mock.calls.map(
      ([statement]) => (statement as unknown as { name?: string }).name ?? '',
    );
    query.mockRestore();
    return { answer, names: names.filter((name) => name.startsWith('reads_execution_values')) };
  }

  test('is the same by every way to an execution', async () => {
    const { executions: before } = await world.ask('{ executions { liveCursor } }');
    const id = await called('ways');
    const node = {
      executionId: id,
      inputs: { n: 7 },
      outputs: { o: 'out' },
      trigger: {
        triggerId: 'call',
        type: 'io.kestra.plugin.core.trigger.Webhook',
        variables: { body: { hello: 'world' } },
      },
    };
    const answer = await world.ask(
      `query ($id: String!, $node: ID!) {
        execution(executionId: $id) { ${ALL} }
        node(id: $node) { ... on Execution { ${ALL} } }
        executions(filter: { namespace: "ways" }) { edges { node { ${ALL} } } }
        flow(namespace: "ways", flowId: "f") { latestExecution { ${ALL} } }
      }`,
      { id, node: nodeId({ type: 'Execution', executionId: id }) },
    );
    expect(answer).toMatchObject({
      execution: node,
      node,
      executions: { edges: [{ node }] },
      flow: { latestExecution: node },
    });
    const messages = await world.watch(
      `subscription ($after: Cursor) { executions(filter: { namespace: "ways" }, after: $after) { executions { ${ALL} } } }`,
      { after: before.liveCursor },
    );
    if (!(Symbol.asyncIterator in messages)) throw new Error(JSON.stringify(messages));
    const { value } = await messages.next();
    expect(value.data.executions.executions).toMatchObject([node]);
    await messages.return(undefined);
  });

  test('is read only where it is asked for, of all executions at once', async () => {
    for (let count = 0; count < 3; count += 1) await called('lazy');
    const list = (fields: string) =>
      reads(() =>
        world.ask(
          `{ executions(filter: { namespace: "lazy" }) { edges { node { executionId ${fields} } } } }`,
        ),
      );
    expect((await list('state labels { key }')).names).toEqual([]);
    expect((await list('trigger { triggerId }')).names).toEqual(['reads_execution_values_trigger']);
    const { answer, names } = await list('inputs outputs');
    expect(names).toEqual(['reads_execution_values_inputs_outputs']);
    expect(answer.executions.edges.map(({ node }: { node: { inputs: object } }) => node.inputs)).toEqual(
      Array(3).fill({ n: 7 }),
    );
  });

  test('started by a person it has no trigger', async () => {
    const id = await world.start(flow('person', 'f'));
    const answer = await world.ask(
      'query ($id: String!) { execution(executionId: $id) { inputs outputs trigger { triggerId variables } } }',
      { id },
    );
    expect(answer.execution).toEqual({ inputs: null, outputs: null, trigger: null });
  });
});

describe('executions', () => {
  const LIST = `query ($filter: ExecutionFilter, $first: Int, $after: Cursor) { executions(filter: $filter, first: $first, after: $after) {
    edges { node { executionId } } pageInfo { hasNextPage endCursor } totalCount { value exact } liveCursor
  } }`;

  test('pages from the newest to the oldest through everything once', async () => {
    const started: string[] = [];
    for (let count = 0; count < 7; count += 1) started.push(await world.start(flow('paged', 'f')));
    const seen: string[] = [];
    let after: string | null = null;
    do {
      const { executions } = await world.ask(LIST, { filter: { namespace: 'paged' }, first: 3, after });
      seen.push(...executions.edges.map((edge: { node: { executionId: string } }) => edge.node.executionId));
      expect(executions.totalCount).toEqual({ value: 7, exact: true });
      after = executions.pageInfo.hasNextPage ? executions.pageInfo.endCursor : null;
    } while (after !== null);
    expect(seen).toEqual(started.reverse());
  });

  test('the store and the live list mean the same by a filter', async () => {
    const prisma = world.runtime.database.prisma;
    const old = await world.start(flow('twin.a', 'first', 'labels: { x: "1", y: "2" }'));
    await world.start(flow('twin.a.b', 'Second_%', 'labels: { x: "1" }').replace('Second_%', 'Second-x'));
    await world.start(flow('twin.ab', 'third'));
    const { createdAt } = await prisma.execution.findUniqueOrThrow({ where: { id: old } });
    const filters = [
      { namespace: 'twin.a' },
      { namespace: 'twin' },
      { flowId: 'third' },
      { labels: [{ key: 'x', value: '1' }] },
      {
        labels: [
          { key: 'x', value: '1' },
          { key: 'y', value: '2' },
        ],
      },
      { labels: [{ key: 'x', value: '2' }] },
      { labels: [] },
      { text: 'SECOND' },
      { text: 'twin.AB' },
      { text: old.slice(0, 20) },
      { text: '_' },
      { createdAfter: createdAt },
      { createdBefore: createdAt },
      { createdAfter: createdAt, createdBefore: new Date(createdAt.getTime() + 1) },
    ];
    const rows = await prisma.execution.findMany({ orderBy: { id: 'asc' } });
    for (const filter of filters) {
      const stored = await prisma.execution.findMany({
        where: whereExecution(filter),
        orderBy: { id: 'asc' },
      });
      const live = rows.filter((row) => belongsTo(filter, row));
      expect(
        stored.map(({ id }) => id),
        JSON.stringify(filter),
      ).toEqual(live.map(({ id }) => id));
    }
  });

  test('states are filtered', async () => {
    const done = await world.start(flow('states', 'f'));
    await world.finish(done);
    await world.start(flow('states', 'f'));
    const { executions } = await world.ask(LIST, { filter: { namespace: 'states', states: ['SUCCESS'] } });
    expect(executions.edges).toEqual([{ node: { executionId: done } }]);
  });
});

describe('subscriptions', () => {
  const EVENTS = `subscription ($id: String!, $after: Cursor) { executionEvents(executionId: $id, after: $after) {
    cursor sealedAt events {
      __typename seq
      ... on TaskRunEvent { taskId }
      ... on AttemptEvent { attemptNumber }
      ... on AttemptStartedEvent { taskRunState workerId }
      ... on ExecutionEndedEvent { executionState error }
    }
  } }`;
  const LOGS = `subscription ($id: String!, $after: Cursor) { logs(executionId: $id, after: $after) { cursor sealedAt lines { position message } } }`;

  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  async function all(document: string, variables: object, field: string): Promise<any[]> {
    const messages = await world.watch(document, variables);
    if (!(Symbol.asyncIterator in messages)) throw new Error(JSON.stringify(messages));
    const batches = [];
    for await (const { data } of messages) batches.push(data[field]);
    return batches;
  }

  test('events: stored, live, once each, in order, with the end', async () => {
    const id = await world.start(flow('events', 'f'));
    const seen = all(EVENTS, { id }, 'executionEvents');
    await world.finish(id);
    const batches = await seen;
    const events = batches.flatMap((batch) => batch.events);
    expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index + 1));
    const one = { taskId: 'hello', attemptNumber: 1 };
    expect(events).toMatchObject([
      { __typename: 'ExecutionCreatedEvent' },
      { __typename: 'ExecutionStartedEvent' },
      { __typename: 'TaskRunCreatedEvent', taskId: 'hello' },
      { __typename: 'AttemptStartedEvent', ...one, taskRunState: 'RUNNING', workerId: 'worker' },
      { __typename: 'AttemptSucceededEvent', ...one },
      { __typename: 'TaskRunEndedEvent', taskId: 'hello' },
      { __typename: 'ExecutionEndedEvent', executionState: 'SUCCESS', error: null },
    ]);
    expect(batches.at(-1)).toMatchObject({ sealedAt: events.length });
  });

  test('from the cursor of a query nothing is missed and nothing comes twice', async () => {
    const id = await world.start(flow('cursor', 'f'));
    const { execution } = await world.ask(
      'query ($id: String!) { execution(executionId: $id) { seq eventsCursor } }',
      {
        id,
      },
    );
    await world.finish(id);
    const batches = await all(EVENTS, { id, after: execution.eventsCursor }, 'executionEvents');
    expect(batches.flatMap((batch) => batch.events)[0].seq).toBe(execution.seq + 1);
  });

  test('an event of a kind that a newer version has stored ends nothing and is not left out', async () => {
    const id = await world.start(flow('newer', 'f'));
    await world.finish(id);
    await world.runtime.database.pool.query(
      `UPDATE events SET kind = 'taskRunPaused' WHERE execution_id = $1 AND kind = 'attemptSucceeded'`,
      [id],
    );
    const events = (await all(EVENTS, { id }, 'executionEvents')).flatMap((batch) => batch.events);
    expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index + 1));
    expect(events.filter(({ __typename }) => __typename === 'NewerEvent')).toHaveLength(1);
    expect(events.at(-1)).toMatchObject({ __typename: 'ExecutionEndedEvent' });
  });

  test('a log is complete with its last line', async () => {
    const id = await world.start(flow('log', 'f'));
    const seen = all(LOGS, { id }, 'logs');
    await world.finish(id, ['a', 'b', 'c']);
    const batches = await seen;
    expect(batches.flatMap((batch) => batch.lines).map(({ message }) => message)).toEqual(['a', 'b', 'c']);
    expect(batches.at(-1).sealedAt).toBe(3);
  });

  test('the list shows every execution that changes after the query', async () => {
    const { executions } = await world.ask('{ executions { liveCursor } }');
    const id = await world.start(flow('live', 'f'));
    await world.finish(id);
    const messages = await world.watch(
      `subscription ($after: Cursor) { executions(filter: { namespace: "live", states: [RUNNING] }, after: $after) {
        cursor executions { executionId state seq flow { revision } taskRuns { edges { node { state } } } }
      } }`,
      { after: executions.liveCursor },
    );
    if (!(Symbol.asyncIterator in messages)) throw new Error(JSON.stringify(messages));
    const { value } = await messages.next();
    expect(value.data.executions.executions).toMatchObject([
      {
        executionId: id,
        state: 'SUCCESS',
        flow: { revision: 1 },
        taskRuns: { edges: [{ node: { state: 'SUCCESS' } }] },
      },
    ]);
    await messages.return(undefined);
    expect(world.follower.followed()).toBe(0);
  });

  test('an unknown execution and a foreign cursor refuse the subscription', async () => {
    expect(await world.watch(EVENTS, { id: 'nobody' })).toMatchObject({
      errors: [{ extensions: { code: 'NOT_FOUND' } }],
    });
    const id = await world.start(flow('refused', 'f'));
    expect(await world.watch(EVENTS, { id, after: 'x' })).toMatchObject({
      errors: [{ extensions: { code: 'BAD_CURSOR' } }],
    });
    const { execution } = await world.ask(
      'query ($id: String!) { execution(executionId: $id) { eventsCursor } }',
      { id },
    );
    const other = await world.start(flow('refused', 'f'));
    await world.finish(other);
    expect(execution.eventsCursor).toBeTruthy();
    expect(await world.watch(LOGS, { id, after: execution.eventsCursor })).toMatchObject({
      errors: [{ extensions: { code: 'BAD_CURSOR' } }],
    });
    expect(world.follower.followed()).toBe(0);
  });

  test('what breaks on the way comes as a last message', async () => {
    const id = await world.start(flow('breaks', 'f'));
    const messages = await world.watch(EVENTS, { id });
    if (!(Symbol.asyncIterator in messages)) throw new Error(JSON.stringify(messages));
    await messages.next();
    await world.runtime.database.pool.query('delete from executions where id = $1', [id]);
    const { value } = await messages.next();
    expect(value.errors[0].extensions.code).toBe('NOT_FOUND');
    expect((await messages.next()).done).toBe(true);
  });
});
