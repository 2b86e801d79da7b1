import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { createSchemaWorld, type SchemaWorld } from './schema.world';

let world: SchemaWorld;
beforeAll(async () => {
  world = await createSchemaWorld();
});
afterAll(() => world.close());

const flow = (namespace: string, id: string, more = '') =>
  `id: ${id}\nnamespace: ${namespace}\n${more}\ntasks: [{ id: hello, type: io.kestra.plugin.core.log.Log, message: hi }]\n`;

// eslint-disable-next-line @typescript-eslint/no-explicit-any
type Data = any;

interface List {
  /** The field with its arguments, such as `executions(PAGE)`. */
  readonly field: string;
  /** Where the connection stands in the answer. */
  readonly at: (data: Data) => Data;
  readonly node: string;
}

/** All nodes, page by page of two, and whether each page knew of its neighbours. */
async function walk({ field, at, node }: List, from: 'first' | 'last'): Promise<unknown[]> {
  const seen: unknown[][] = [];
  for (let cursor: string | null = null; ; ) {
    const page = `${from}: 2${cursor ? `, ${from === 'first' ? 'after' : 'before'}: "${cursor}"` : ''}`;
    const { edges, pageInfo } = at(
      await world.ask(
        `{ ${field.replace('PAGE', page)} `.replace(
          'CONNECTION',
          `{ edges { node { ${node} } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } }`,
        ) + '}',
      ),
    );
    const isFirst = seen.length === 0;
    seen.push(edges.map((edge: Data) => edge.node));
    expect(from === 'first' ? pageInfo.hasPreviousPage : pageInfo.hasNextPage).toBe(!isFirst);
    if (!(from === 'first' ? pageInfo.hasNextPage : pageInfo.hasPreviousPage)) break;
    cursor = from === 'first' ? pageInfo.endCursor : pageInfo.startCursor;
  }
  return (from === 'first' ? seen : seen.reverse()).flat();
}

describe('every list is the same from both ends', () => {
  let executionId: string;
  const executionIds: string[] = [];
  beforeAll(async () => {
    for (const id of ['a', 'b', 'c', 'd', 'e']) await world.runtime.saveFlow(flow('lists', id));
    for (const name of ['below', 'beyond', 'deep.x', 'deep.y', 'z'])
      await world.runtime.saveFlow(flow(`lists.${name}`, 'f'));
    for (let count = 0; count < 5; count += 1)
      executionIds.push(await world.start(flow('lists', 'a', `description: number ${count}`)));
    executionId = await world.start(
      `id: many\nnamespace: lists.many\ntasks:\n${['p', 'q', 'r'].map((id) => `  - { id: ${id}, type: io.kestra.plugin.core.log.Log, message: hi }\n`).join('')}`,
    );
    await world.finish(executionId, ['one', 'two', 'three']);
    const [first] = (
      await world.pool.query('SELECT * FROM attempts WHERE execution_id = $1 ORDER BY id LIMIT 1', [
        executionId,
      ])
    ).rows;
    for (const number of [2, 3, 4, 5])
      await world.pool.query(
        `INSERT INTO attempts (id, execution_id, task_run_id, number, state, due_at, created_at)
          VALUES ($1, $2, $3, $4, 'FAILED', now(), now())`,
        [`attempt${number}`, executionId, first.task_run_id, number],
      );
  });

  const numbers = (...all: number[]) => all.map((attemptNumber) => ({ attemptNumber }));

  test.each<[string, () => List, () => unknown[]]>([
    [
      'executions, newest first',
      () => ({
        field: 'executions(filter: { namespace: "lists", flowId: "a" }, PAGE) CONNECTION',
        at: ({ executions }) => executions,
        node: 'executionId',
      }),
      () => executionIds.toReversed().map((id) => ({ executionId: id })),
    ],
    [
      'executions, oldest first',
      () => ({
        field:
          'executions(filter: { namespace: "lists", flowId: "a" }, order: OLDEST_FIRST, PAGE) CONNECTION',
        at: ({ executions }) => executions,
        node: 'executionId',
      }),
      () => executionIds.map((id) => ({ executionId: id })),
    ],
    [
      'executions of a flow',
      () => ({
        field: 'flow(namespace: "lists", flowId: "a") { executions(PAGE) CONNECTION }',
        at: (data) => data.flow.executions,
        node: 'executionId',
      }),
      () => executionIds.toReversed().map((id) => ({ executionId: id })),
    ],
    [
      'executions of a namespace',
      () => ({
        field: 'namespace(namespace: "lists") { executions(PAGE) CONNECTION }',
        at: (data) => data.namespace.executions,
        node: 'executionId',
      }),
      () => executionIds.toReversed().map((id) => ({ executionId: id })),
    ],
    [
      'revisions',
      () => ({
        field: 'flow(namespace: "lists", flowId: "a") { revisions(PAGE) CONNECTION }',
        at: (data) => data.flow.revisions,
        node: 'revision',
      }),
      () => [6, 5, 4, 3, 2, 1].map((revision) => ({ revision })),
    ],
    [
      'flows',
      () => ({
        field: 'flows(filter: { namespace: "lists" }, PAGE) CONNECTION',
        at: ({ flows }) => flows,
        node: 'namespace flowId',
      }),
      () => [
        ...['a', 'b', 'c', 'd', 'e'].map((flowId) => ({ namespace: 'lists', flowId })),
        ...['below', 'beyond', 'deep.x', 'deep.y'].map((name) => ({
          namespace: `lists.${name}`,
          flowId: 'f',
        })),
        { namespace: 'lists.many', flowId: 'many' },
        { namespace: 'lists.z', flowId: 'f' },
      ],
    ],
    [
      'flows of a namespace',
      () => ({
        field: 'namespace(namespace: "lists") { flows(PAGE) CONNECTION }',
        at: (data) => data.namespace.flows,
        node: 'flowId',
      }),
      () => ['a', 'b', 'c', 'd', 'e'].map((flowId) => ({ flowId })),
    ],
    [
      'namespaces',
      () => ({
        field: 'namespaces(text: "lists", PAGE) CONNECTION',
        at: ({ namespaces }) => namespaces,
        node: 'name',
      }),
      () =>
        ['', '.below', '.beyond', '.deep.x', '.deep.y', '.many', '.z'].map((name) => ({
          name: `lists${name}`,
        })),
    ],
    [
      'what is directly below a namespace',
      () => ({
        field: 'namespace(namespace: "lists") { children(PAGE) CONNECTION }',
        at: (data) => data.namespace.children,
        node: 'name parent { name }',
      }),
      () =>
        ['below', 'beyond', 'deep', 'many', 'z'].map((name) => ({
          name: `lists.${name}`,
          parent: { name: 'lists' },
        })),
    ],
    [
      'task runs',
      () => ({
        field: `execution(executionId: "${executionId}") { taskRuns(PAGE) CONNECTION }`,
        at: (data) => data.execution.taskRuns,
        node: 'taskId',
      }),
      () => ['p', 'q', 'r'].map((taskId) => ({ taskId })),
    ],
    [
      'task runs in some states',
      () => ({
        field: `execution(executionId: "${executionId}") { taskRuns(states: [SUCCESS, FAILED], PAGE) CONNECTION }`,
        at: (data) => data.execution.taskRuns,
        node: 'taskId',
      }),
      () => ['p', 'q', 'r'].map((taskId) => ({ taskId })),
    ],
    [
      'attempts',
      () => ({
        field: `execution(executionId: "${executionId}") { taskRuns(first: 1) { edges { node { attempts(PAGE) CONNECTION } } } }`,
        at: (data) => data.execution.taskRuns.edges[0].node.attempts,
        node: 'attemptNumber',
      }),
      () => numbers(1, 2, 3, 4, 5),
    ],
    [
      'states',
      () => ({
        field: `execution(executionId: "${executionId}") { stateHistory(PAGE) CONNECTION }`,
        at: (data) => data.execution.stateHistory,
        node: 'state',
      }),
      () => ['CREATED', 'RUNNING', 'SUCCESS'].map((state) => ({ state })),
    ],
    [
      'log lines',
      () => ({
        field: `logs(executionId: "${executionId}", PAGE) CONNECTION`,
        at: ({ logs }) => logs,
        node: 'position',
      }),
      () => [1, 2, 3, 4, 5, 6, 7, 8, 9].map((position) => ({ position })),
    ],
    [
      'log lines of a task run',
      () => ({
        field: `execution(executionId: "${executionId}") { taskRuns(last: 1) { edges { node { logs(PAGE) CONNECTION } } } }`,
        at: (data) => data.execution.taskRuns.edges[0].node.logs,
        node: 'position taskId',
      }),
      () => [7, 8, 9].map((position) => ({ position, taskId: 'r' })),
    ],
    [
      'log lines of an attempt',
      () => ({
        field: `execution(executionId: "${executionId}") { taskRuns(first: 1) { edges { node { attempts(first: 1) { edges { node { logs(PAGE) CONNECTION } } } } } } }`,
        at: (data) => data.execution.taskRuns.edges[0].node.attempts.edges[0].node.logs,
        node: 'position attemptNumber',
      }),
      () => [1, 2, 3].map((position) => ({ position, attemptNumber: 1 })),
    ],
  ])('%s', async (_, list, expected) => {
    expect(await walk(list(), 'first')).toEqual(expected());
    expect(await walk(list(), 'last')).toEqual(expected());
  });
});

/** The statements that the database was asked while something was asked, but for those of Prisma. */
async function statements(document: string): Promise<string[]> {
  const query = vi.spyOn(world.pool, 'query');
  await world.ask(document);
  const all = query.mock.calls.map(([statement]) => {
    const { name, text } = statement as unknown as { name?: string; text?: string };
    return name ?? text ?? String(statement);
  });
  query.mockRestore();
  return all.filter((name) => !name.startsWith('prisma'));
}

test('executions and attempts of many are read with one question each, and the live cursor only for who asks', async () => {
  for (const id of ['a', 'b', 'c']) await world.start(flow('batched', id));
  const executions = await statements(
    '{ flows(filter: { namespace: "batched" }) { edges { node { executions(first: 1) { edges { node { state } } } } } } }',
  );
  expect(executions).toEqual(['reads_executions_of_flows_desc']);
  const attempts = await statements(
    `{ executions(filter: { namespace: "batched" }) { edges { node { taskRuns { edges { node {
      attempts(last: 1) { edges { node { state } } }
    } } } } } } }`,
  );
  expect(attempts).toEqual(['reads_task_runs_of_executions_asc', 'reads_attempts_of_task_runs_desc']);
  const live = await statements('{ executions { ...l } } fragment l on ExecutionConnection { liveCursor }');
  expect(live).toHaveLength(1);
  expect(live[0]).toContain('pg_snapshot_xmin');
});

describe('the end of a long log', () => {
  const LINES = 50_000;
  let executionId: string;
  beforeAll(async () => {
    executionId = await world.start(flow('long', 'log'));
    await world.pool.query(
      `INSERT INTO log_lines (execution_id, position, at, level, message, task_run_id, attempt)
        SELECT $1, n, now(), CASE WHEN n = 17 THEN 4 ELSE 2 END, 'line ' || n, CASE WHEN n = 40 THEN 'rare' ELSE 'often' END, 1
        FROM generate_series(1, ${LINES}) n`,
      [executionId],
    );
    await world.pool.query('INSERT INTO log_heads (execution_id, position) VALUES ($1, $2)', [
      executionId,
      LINES,
    ]);
  });

  const last = async (filter: string) => {
    const { execution } = await world.ask(
      `{ execution(executionId: "${executionId}") { logs(${filter}) { edges { node { position } } pageInfo { hasPreviousPage hasNextPage } } } }`,
    );
    return execution.logs;
  };

  test('is read without what comes before it', async () => {
    const asked = await statements(
      `{ logs(executionId: "${executionId}", last: 100) { edges { node { message } } } }`,
    );
    expect(asked).toEqual(['feeds_log_lines_before']);
    const { edges, pageInfo } = await last('last: 3');
    expect(edges.map(({ node }: Data) => node.position)).toEqual([LINES - 2, LINES - 1, LINES]);
    expect(pageInfo).toEqual({ hasPreviousPage: true, hasNextPage: false });
  });

  test('is found however far away the last line is that a filter lets pass', async () => {
    expect((await last('last: 1, minLevel: ERROR')).edges).toEqual([{ node: { position: 17 } }]);
    const { logs } = await world.ask(
      `{ logs(executionId: "${executionId}", taskRunId: "rare", last: 5) { edges { node { position } } } }`,
    );
    expect(logs.edges).toEqual([{ node: { position: 40 } }]);
  });
});

test('task runs of other states are left out', async () => {
  const executionId = await world.start(flow('states', 'f'));
  const { execution } = await world.ask(
    `{ execution(executionId: "${executionId}") {
      created: taskRuns(states: [CREATED]) { edges { node { taskId } } }
      failed: taskRuns(states: [FAILED, KILLED]) { edges { node { taskId } } }
    } }`,
  );
  expect(execution).toEqual({ created: { edges: [{ node: { taskId: 'hello' } }] }, failed: { edges: [] } });
});

test('a log is followed for one task run and from a level on', async () => {
  const executionId = await world.start(
    'id: two\nnamespace: followed\ntasks:\n  - { id: p, type: io.kestra.plugin.core.log.Log, message: hi }\n  - { id: q, type: io.kestra.plugin.core.log.Log, message: hi }\n',
  );
  await world.finish(executionId, ['one', 'two']);
  const { execution } = await world.ask(
    `{ execution(executionId: "${executionId}") { taskRuns { edges { node { taskRunId taskId } } } } }`,
  );
  const { taskRunId } = execution.taskRuns.edges[1].node;
  const read = async (minLevel: string) => {
    const messages = await world.watch(
      `subscription ($executionId: String!, $taskRunId: String) {
        logs(executionId: $executionId, taskRunId: $taskRunId, minLevel: ${minLevel}) { sealedAt lines { taskId message } }
      }`,
      { executionId, taskRunId },
    );
    if (!(Symbol.asyncIterator in messages)) throw new Error(JSON.stringify(messages));
    const lines: unknown[] = [];
    for await (const { data } of messages) lines.push(...data.logs.lines);
    return lines;
  };
  expect(await read('INFO')).toMatchObject([
    { taskId: 'q', message: 'one' },
    { taskId: 'q', message: 'two' },
  ]);
  expect(await read('ERROR')).toEqual([]);
});
