import { createDatabase, type TestDatabase } from '@headrace/testkit';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ExecutionCondition, type ExecutionOrder, searchStatement } from './search-executions';

let own: TestDatabase;
let client: pg.Client;
beforeAll(async () => {
  own = await createDatabase();
  client = new pg.Client(own.connection);
  await client.connect();
  // Without rows everything is as cheap as anything: say what is worth looking at.
  await client.query('SET enable_seqscan = off; SET enable_sort = off; SET enable_bitmapscan = off');
});
afterAll(async () => {
  await client.end();
  await own.drop();
});

const NEWEST_FIRST: readonly ExecutionOrder[] = [{ column: 'createdAt', direction: 'desc' }];
const oneOf = (column: 'namespace' | 'flowId' | 'state', ...values: string[]): ExecutionCondition => ({
  is: 'oneOf',
  column,
  values,
});

test.each<[string, ExecutionCondition[]]>([
  ['everything', []],
  ['a namespace and all below', [{ is: 'within', namespace: 'a' }]],
  ['one flow', [oneOf('namespace', 'a'), oneOf('flowId', 'b')]],
  ['one state', [oneOf('state', 'FAILED')]],
  ['some states', [oneOf('state', 'FAILED', 'KILLED')]],
  ['some days', [{ is: 'dated', column: 'createdAt', operator: '>=', at: new Date(0) }]],
])(
  'the newest of %s are read in the order of an index, without sorting all there are',
  async (_, conditions) => {
    const { text, values } = searchStatement({ conditions, order: NEWEST_FIRST, offset: 0, limit: 10 });
    const { rows } = await client.query<{ 'QUERY PLAN': string }>(`EXPLAIN (COSTS OFF) ${text}`, values);
    const plan = rows.map((row) => row['QUERY PLAN']).join('\n');
    expect(plan).toContain('Index');
    expect(plan).not.toContain('Sort');
  },
);

test('the newest of one flow are looked up by its name', async () => {
  const conditions = [oneOf('namespace', 'a'), oneOf('flowId', 'b')];
  const { text, values } = searchStatement({ conditions, order: NEWEST_FIRST, offset: 0, limit: 10 });
  const { rows } = await client.query<{ 'QUERY PLAN': string }>(`EXPLAIN (COSTS OFF) ${text}`, values);
  const plan = rows.map((row) => row['QUERY PLAN']).join('\n');
  expect(plan).toMatch(/Index Cond: .*namespace.*flow_id/);
});
