import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ApiWorld, createApiWorld } from './api.world';

let world: ApiWorld;
beforeAll(async () => {
  world = await createApiWorld();
});
afterAll(() => world.close());

const FLOW = `id: digits
namespace: test
inputs: [{id: numbers, type: JSON}]
tasks:
  - {id: a, type: io.kestra.plugin.core.debug.Return, format: '{{ inputs.numbers }}'}
outputs:
  - {id: all, type: JSON, value: '{{ outputs.a.value }}'}
`;
const SENT = '[8202522731445525542, 1.0, 1.50, 1e3, 1e400, 0.1000000000000000055511151231257827]';
const STORED = '[8202522731445525542,1.0,1.50,1000.0,1.0E400,0.1000000000000000055511151231257827]';
/** An expression prints decimals without zeros at their end. */
const PRINTED = STORED.replace('1.50', '1.5');
const CREATE = `mutation ($inputs: JSON) { createExecution(input: {namespace: "test", flowId: "digits", inputs: $inputs})
  { __typename ... on CreateExecutionSuccess { execution { executionId inputs } } } }`;
const READ = 'query ($id: String!) { execution(executionId: $id) { state inputs outputs } }';

test('numbers go from GraphQL through a task to outputs, the database, and back on every way', async () => {
  await world.save(FLOW);
  const created = await world.get('/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: `{"query": ${JSON.stringify(CREATE)}, "variables": {"inputs": {"numbers": ${SENT}}}}`,
  });
  expect(created.text).toContain(`"inputs":{"numbers":${STORED}}`);
  const [, id = ''] = /"executionId":"(\w+)"/.exec(created.text) ?? [];
  const told = `"state":"SUCCESS","inputs":{"numbers":${STORED}},"outputs":{"all":${PRINTED}}`;
  // The first answer that says that it has ended
  await expect
    .poll(async () => (await world.graphql(READ, { id })).text, { timeout: 15_000 })
    .toContain(told);
  const variables = JSON.stringify({ id });
  const byGet = await world.get(`/graphql?${new URLSearchParams({ query: READ, variables })}`, {
    headers: { accept: 'application/json' },
  });
  expect(byGet.text).toContain(told);
  const byRest = await world.get(`/api/v1/executions/${id}`);
  expect(byRest.text).toContain(`"outputs":{"all":${PRINTED}}`);
  const { rows } = await world.pool.query('SELECT outputs::text AS outputs FROM executions WHERE id = $1', [
    id,
  ]);
  expect(rows[0].outputs.replaceAll(' ', '')).toBe(
    `{"all":${PRINTED.replace('1.0E400', `1${'0'.repeat(400)}.0`)}}`,
  );
});
