import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type NodeKey, nodeId, readNodeId } from './node';
import { createSchemaWorld, type SchemaWorld } from './schema.world';

const KEYS: readonly NodeKey[] = [
  { type: 'Namespace', namespace: 'a.b' },
  { type: 'Flow', namespace: 'a.b', flowId: 'f' },
  { type: 'Flow', namespace: 'a.b', flowId: 'f', revision: 3 },
  { type: 'FlowRevision', namespace: 'a.b', flowId: 'f', revision: 3 },
  { type: 'Execution', executionId: 'e' },
  { type: 'TaskRun', executionId: 'e', taskRunId: 't' },
  { type: 'Attempt', attemptId: 'e' },
];

describe('an id', () => {
  test('says what it is the id of, and no two things share one', () => {
    expect(KEYS.map((key) => readNodeId(nodeId(key)))).toEqual(KEYS);
    expect(new Set(KEYS.map(nodeId)).size).toBe(KEYS.length);
  });

  const encoded = (text: string) => Buffer.from(text).toString('base64url');

  test.each([
    ['a natural key', 'a.b/f'],
    ['the natural id of an execution', '0352qN1m6Tt5d9O1pYyqZ4'],
    ['nothing', ''],
    ['a type that there is not', encoded('Worker:w')],
    ['a flow without an id', encoded('Flow:a.b')],
    ['a revision that is none', encoded('FlowRevision:a.b/f')],
    ['a revision zero', encoded('Flow:a.b/f@0')],
    ['a task run of nothing', encoded('TaskRun:t')],
    ['another spelling', `${nodeId({ type: 'Execution', executionId: 'e' })}=`],
    ['other letters of base64', Buffer.from('Namespace:?>?>').toString('base64')],
    ['a flood', encoded(`Execution:${'x'.repeat(10_000)}`)],
  ])('%s is none', (_, text) => {
    expect(readNodeId(text)).toBeNull();
  });
});

describe('node', () => {
  let world: SchemaWorld;
  beforeAll(async () => {
    world = await createSchemaWorld();
  });
  afterAll(() => world.close());

  const NODES = `query ($ids: [ID!]!) { nodes(ids: $ids) {
    __typename id
    ... on Namespace { name }
    ... on Flow { flowId flowRevision: revision }
    ... on FlowRevision { revision }
    ... on Execution { executionId }
    ... on TaskRun { taskId execution { executionId } }
    ... on Attempt { attemptNumber taskRun { taskId } }
  } }`;

  test('finds everything that told its id, and nothing by the id of another', async () => {
    const executionId = await world.start(
      'id: f\nnamespace: nodes.below\ntasks: [{ id: hello, type: io.kestra.plugin.core.log.Log, message: hi }]\n',
    );
    await world.finish(executionId);
    const { execution } = await world.ask(
      `query ($executionId: String!) { execution(executionId: $executionId) {
        id
        flow { id revisions { edges { node { id } } } }
        latest: flow { latestExecution { id } }
        taskRuns { edges { node { id attempts { edges { node { id } } } } } }
      } }`,
      { executionId },
    );
    const { namespace } = await world.ask(
      '{ namespace(namespace: "nodes.below") { id parent { id } flows { edges { node { id } } } } }',
    );
    const [taskRun] = execution.taskRuns.edges;
    const ids = [
      execution.id,
      execution.flow.id,
      execution.flow.revisions.edges[0].node.id,
      namespace.flows.edges[0].node.id,
      taskRun.node.id,
      taskRun.node.attempts.edges[0].node.id,
      namespace.id,
      namespace.parent.id,
      nodeId({ type: 'Execution', executionId: 'nobody' }),
    ];
    expect(new Set(ids).size).toBe(ids.length);
    const { nodes } = await world.ask(NODES, { ids });
    expect(nodes).toEqual([
      { __typename: 'Execution', id: ids[0], executionId },
      { __typename: 'Flow', id: ids[1], flowId: 'f', flowRevision: 1 },
      { __typename: 'FlowRevision', id: ids[2], revision: 1 },
      { __typename: 'Flow', id: ids[3], flowId: 'f', flowRevision: 1 },
      { __typename: 'TaskRun', id: ids[4], taskId: 'hello', execution: { executionId } },
      { __typename: 'Attempt', id: ids[5], attemptNumber: 1, taskRun: { taskId: 'hello' } },
      { __typename: 'Namespace', id: ids[6], name: 'nodes.below' },
      { __typename: 'Namespace', id: ids[7], name: 'nodes' },
      null,
    ]);
  });

  test('is asked for a hundred ids at most', async () => {
    const ids = Array.from({ length: 101 }, (_, index) => `${index}`);
    const { errors } = await world.answer(NODES, { ids });
    expect(errors?.[0]?.extensions.code).toBe('BAD_ARGUMENT');
  });
});
