import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { nodeId } from '../node';
import { createSchemaWorld, type SchemaWorld } from '../schema.world';

let world: SchemaWorld;
beforeAll(async () => {
  world = await createSchemaWorld();
});
afterAll(() => world.close());

const LOG = 'tasks: [{ id: hello, type: io.kestra.plugin.core.log.Log, message: hi }]';
const flow = (namespace: string, id: string, more = '') =>
  `id: ${id}\nnamespace: ${namespace}\n${more}\n${LOG}\n`;

const SAVE = `mutation ($source: String!) { saveFlow(input: { source: $source }) {
  __typename
  ... on SaveFlowSuccess { revisionCreated flow { flowId revision } issues { message } }
  ... on InvalidFlow { message issues { severity path message line column } }
} }`;

const save = async (source: string) => (await world.ask(SAVE, { source })).saveFlow;

describe('saveFlow', () => {
  test('stores a revision only when the text changed', async () => {
    const source = flow('saving', 'hello');
    expect(await save(source)).toEqual({
      __typename: 'SaveFlowSuccess',
      revisionCreated: true,
      flow: { flowId: 'hello', revision: 1 },
      issues: [],
    });
    expect(await save(source)).toMatchObject({ revisionCreated: false, flow: { revision: 1 } });
    expect(await save(`${source}# other\n`)).toMatchObject({ revisionCreated: true, flow: { revision: 2 } });
  });

  test.each([
    ['text that is no YAML', 'id: [', 1],
    ['an unknown property', `${flow('bad', 'hello')}wrong: 1\n`, 5],
    ['an unknown type', flow('bad', 'hello').replace('core.log.Log', 'core.log.Logg'), 4],
    ['nothing', '', 1],
  ])('%s is told with line and column, and nothing is stored', async (_, source, line) => {
    const before = [await world.count('flows'), await world.count('flow_revisions')];
    const result = await save(source);
    expect(result.__typename).toBe('InvalidFlow');
    expect(result.issues[0]).toMatchObject({ severity: 'ERROR', line });
    expect(result.message).toContain(`Line ${line}`);
    expect([await world.count('flows'), await world.count('flow_revisions')]).toEqual(before);
  });
});

describe('what parses but cannot be run yet', () => {
  const parallel = flow('later', 'parallel').replace(
    /tasks:.*/,
    'tasks:\n- id: p\n  type: io.kestra.plugin.core.flow.AllowFailure\n  tasks:\n  - { id: a, type: io.kestra.plugin.core.log.Log, message: hi, runIf: "{{ execution.id }}" }',
  );

  test('is refused with line and column, and nothing is stored', async () => {
    const before = await world.count('flows');
    expect(await save(parallel)).toMatchObject({
      __typename: 'InvalidFlow',
      issues: [
        {
          severity: 'ERROR',
          path: 'tasks[0].type',
          message:
            'Tasks of type `io.kestra.plugin.core.flow.AllowFailure` cannot be run by this version yet',
          line: 6,
          column: 9,
        },
        { path: 'tasks[0].tasks[0].runIf', message: '`runIf` cannot be run by this version yet', line: 8 },
      ],
    });
    expect(await world.count('flows')).toBe(before);
  });

  test('is told by validateFlow with the words that are meant', async () => {
    const source = flow('later', 'marked').replace('message: hi', 'mesage: hi');
    const { validateFlow } = await world.ask(
      'query ($source: String!) { validateFlow(source: $source) { issues { message line column endLine endColumn } } }',
      { source },
    );
    const marked = validateFlow.issues.map(
      (issue: { line: number; column: number; endLine: number; endColumn: number }) => {
        expect(issue.endLine).toBe(issue.line);
        return source.split('\n')[issue.line - 1]?.slice(issue.column - 1, issue.endColumn - 1);
      },
    );
    expect(marked).toContain('mesage');
  });

  test('is told by validateFlow, together with warnings', async () => {
    const asked = (source: string) =>
      world.ask(
        'query ($source: String!) { validateFlow(source: $source) { valid namespace flowId issues { severity path } } }',
        { source },
      );
    const warned = `${parallel}inputs: [{ name: who, type: STRING }]\n`;
    expect((await asked(warned)).validateFlow).toEqual({
      valid: false,
      namespace: 'later',
      flowId: 'parallel',
      issues: [
        { severity: 'ERROR', path: 'tasks[0].type' },
        { severity: 'ERROR', path: 'tasks[0].tasks[0].runIf' },
        { severity: 'WARNING', path: 'inputs[0].name' },
      ],
    });
    expect((await asked(flow('later', 'fine'))).validateFlow).toMatchObject({ valid: true, issues: [] });
    const lost = flow('later', 'lost').replace('message: hi', 'message: "{{ input.who }}"');
    expect((await asked(lost)).validateFlow).toMatchObject({
      valid: true,
      issues: [{ severity: 'WARNING', path: 'tasks[0].message' }],
    });
  });
});

test('validateInputs tells everything that is wrong at once', async () => {
  await save(flow('asking', 'all', 'inputs: [{ id: count, type: INT, max: 9 }, { id: who, type: STRING }]'));
  const asked = (flowId: string, inputs: object) =>
    world.ask(
      `query ($flowId: String!, $inputs: JSON) {
        validateInputs(namespace: "asking", flowId: $flowId, inputs: $inputs) {
          __typename
          ... on InputValidation { valid issues { inputId message } }
        }
      }`,
      { flowId, inputs },
    );
  expect((await asked('all', { count: 10 })).validateInputs).toEqual({
    __typename: 'InputValidation',
    valid: false,
    issues: [
      {
        inputId: 'count',
        message: 'Invalid input for `count`, it must be less than `9`, but received `10`',
      },
      { inputId: 'who', message: 'Invalid input for `who`, missing required input, but received `null`' },
    ],
  });
  expect((await asked('all', { count: '9', who: 'Ann' })).validateInputs).toMatchObject({ valid: true });
  expect((await asked('none', {})).validateInputs).toEqual({ __typename: 'FlowNotFound' });
});

describe('flow', () => {
  test('tells its parts, and never the key of its webhook', async () => {
    const source = flow(
      'parts',
      'all',
      `description: What it does
labels: { team: data }
inputs: [{ id: count, type: INT, min: 1, max: 9, defaults: 3, required: false }]
triggers: [{ id: call, type: io.kestra.plugin.core.trigger.Webhook, key: very-secret-key }]`,
    );
    await save(source);
    const answer = await world.ask(`{ flow(namespace: "parts", flowId: "all") {
      id namespace flowId revision description disabled source
      labels { key value }
      inputs { inputId type required defaults min max validator }
      tasks { taskId type disabled }
      triggers { triggerId type disabled webhookPath }
    } }`);
    expect(answer.flow).toMatchObject({
      id: nodeId({ type: 'Flow', namespace: 'parts', flowId: 'all' }),
      description: 'What it does',
      labels: [{ key: 'team', value: 'data' }],
      inputs: [
        { inputId: 'count', type: 'INT', required: false, defaults: 3, min: 1, max: 9, validator: null },
      ],
      tasks: [{ taskId: 'hello', type: 'io.kestra.plugin.core.log.Log', disabled: false }],
      triggers: [{ triggerId: 'call', webhookPath: '/api/v1/executions/webhook/parts/all/********' }],
    });
    expect(JSON.stringify(answer)).not.toContain('very-secret-key');
    expect(answer.flow.source).toContain('What it does');
  });

  test('an older revision keeps its own description, and its own id', async () => {
    await save(flow('revisions', 'r', 'description: first'));
    await save(flow('revisions', 'r', 'description: second'));
    const named = { namespace: 'revisions', flowId: 'r' };
    const pinned = nodeId({ type: 'Flow', ...named, revision: 1 });
    const stored = nodeId({ type: 'FlowRevision', ...named, revision: 1 });
    const answer = await world.ask(`{
      old: flow(namespace: "revisions", flowId: "r", revision: 1) { id revision description }
      new: flow(namespace: "revisions", flowId: "r") { id revision description }
      none: flow(namespace: "revisions", flowId: "r", revision: 3) { id }
      unknown: flow(namespace: "revisions", flowId: "nobody") { id }
      list: flow(namespace: "revisions", flowId: "r") {
        revisions(first: 1) { edges { cursor node { id revision source } } pageInfo { hasNextPage } }
      }
      node(id: "${stored}") { __typename id ... on FlowRevision { revision } }
      flow: node(id: "${pinned}") { __typename id ... on Flow { revision } }
    }`);
    expect(answer).toMatchObject({
      old: { id: pinned, revision: 1, description: 'first' },
      new: { id: nodeId({ type: 'Flow', ...named }), revision: 2, description: 'second' },
      none: null,
      unknown: null,
      list: {
        revisions: {
          edges: [{ node: { id: nodeId({ type: 'FlowRevision', ...named, revision: 2 }), revision: 2 } }],
          pageInfo: { hasNextPage: true },
        },
      },
      node: { __typename: 'FlowRevision', id: stored, revision: 1 },
      flow: { __typename: 'Flow', id: pinned, revision: 1 },
    });
  });

  test('text with a NUL character is told to be wrong, not a failure of the server', async () => {
    const { errors } = await world.answer(
      'query ($id: String!) { flow(namespace: $id, flowId: "x") { id } }',
      {
        id: 'a\u0000b',
      },
    );
    expect(errors?.[0]).toMatchObject({ extensions: { code: 'BAD_ARGUMENT' } });
  });
});

function namesIn(flows: { edges: readonly { node: { namespace: string; flowId: string } }[] }): string[] {
  return flows.edges.map(({ node }) => `${node.namespace}/${node.flowId}`);
}

describe('flows', () => {
  const LIST = `query ($filter: FlowFilter, $first: Int, $after: Cursor) { flows(filter: $filter, first: $first, after: $after) {
    edges { cursor node { namespace flowId } } pageInfo { hasNextPage hasPreviousPage endCursor } totalCount { value exact }
  } }`;

  test('pages by name through everything once', async () => {
    for (const id of ['a', 'b', 'c', 'd', 'e']) await save(flow(id < 'c' ? 'paging.x' : 'paging.y', id));
    const ids: string[] = [];
    let after: string | null = null;
    do {
      const { flows } = await world.ask(LIST, { filter: { namespace: 'paging' }, first: 2, after });
      ids.push(...namesIn(flows));
      expect(flows.totalCount).toEqual({ value: 5, exact: true });
      expect(flows.pageInfo.hasPreviousPage).toBe(after !== null);
      after = flows.pageInfo.hasNextPage ? flows.pageInfo.endCursor : null;
    } while (after !== null);
    expect(ids).toEqual(['paging.x/a', 'paging.x/b', 'paging.y/c', 'paging.y/d', 'paging.y/e']);
  });

  test('a namespace includes what is below it and not its neighbours; text is searched', async () => {
    await save(flow('filter.a', 'Report-1'));
    await save(flow('filter.a.b', 'other'));
    await save(flow('filter.ab', 'other'));
    const ids = async (filter: object) => namesIn((await world.ask(LIST, { filter })).flows);
    expect(await ids({ namespace: 'filter.a' })).toEqual(['filter.a/Report-1', 'filter.a.b/other']);
    expect(await ids({ text: 'rEPort', namespace: 'filter' })).toEqual(['filter.a/Report-1']);
    expect(await ids({ text: '%' })).toEqual([]);
  });

  test('a foreign cursor and a negative size are refused with a code', async () => {
    for (const variables of [{ after: 'nonsense' }, { after: 'WyJsb2ciLDFd' }]) {
      const { errors } = await world.answer(LIST, variables);
      expect(errors?.[0]?.extensions.code).toBe('BAD_CURSOR');
    }
    const { errors } = await world.answer(LIST, { first: -1 });
    expect(errors?.[0]?.extensions.code).toBe('BAD_ARGUMENT');
  });

  test('deleted flows are gone from lists and lookups', async () => {
    await save(flow('deleted', 'gone'));
    await world.runtime.deleteFlow('deleted', 'gone');
    const answer = await world.ask(
      `query ($id: ID!, $of: ID!) {
        flow(namespace: "deleted", flowId: "gone") { id } node(id: $id) { id }
        namespace(namespace: "deleted") { id } namespaceNode: node(id: $of) { id }
        namespaces(text: "deleted") { edges { cursor } }
      }`,
      {
        id: nodeId({ type: 'Flow', namespace: 'deleted', flowId: 'gone' }),
        of: nodeId({ type: 'Namespace', namespace: 'deleted' }),
      },
    );
    expect(answer).toEqual({
      flow: null,
      node: null,
      namespace: null,
      namespaceNode: null,
      namespaces: { edges: [] },
    });
  });
});
