import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ApiWorld, createApiWorld, logs } from '../../api.world';
import { searchExecutions } from './search';

const SEARCH = '/api/v1/executions/search';

let world: ApiWorld;
/** What the executions are called here, by id. */
const names = new Map<string, string>();

beforeAll(async () => {
  world = await createApiWorld();
  await start('old', 'shop.orders', 'bill', 'env:dev');
  await start('failed', 'shop.orders', 'bill', 'env:prod');
  await start('child', 'shop', 'ship', 'env:prod&labels=team:a.b');
  await start('system', 'system', 'clean', '');
  const set = (name: string, assignment: string) =>
    world.pool.query(`UPDATE executions SET ${assignment} WHERE id = $1`, [idOf(name)]);
  await set('old', `created_at = now() - interval '3 days', ended_at = now() - interval '3 days'`);
  await set('failed', `state = 'FAILED'`);
  await set(
    'child',
    `trigger = '{"id": "sub", "type": "Subflow", "variables": {"executionId": "${idOf('old')}"}}'`,
  );
});
afterAll(() => world.close());

async function start(name: string, namespace: string, flowId: string, labels: string): Promise<void> {
  await world.save(logs(flowId).replace('namespace: test', `namespace: ${namespace}`));
  const query = labels && `&labels=${labels}`;
  const path = `/api/v1/executions/${namespace}/${flowId}?wait=true${query}`;
  const { json } = await world.get(path, { method: 'POST' });
  names.set(json.id, name);
}

function idOf(wanted: string): string {
  for (const [id, name] of names) if (name === wanted) return id;
  throw new Error(wanted);
}

const found = async (query: string) => {
  const { status, json } = await world.get(`${SEARCH}?size=50&sort=state.startDate:asc&${query}`);
  if (status !== 200) throw new Error(json.message);
  const list = json.results.map(({ id }: { id: string }) => names.get(id));
  expect(json.total).toBe(list.length);
  return list.join(' ');
};

describe('a search applies', () => {
  const DAY_AGO = new Date(Date.now() - 86_400_000).toISOString();
  test.each([
    ['', 'old failed child system'],
    ['namespace=shop', 'old failed child'],
    ['filters[namespace][EQUALS]=shop', 'child'],
    ['filters[namespace][PREFIX]=shop', 'old failed child'],
    ['filters[namespace][NOT_EQUALS]=shop.orders', 'child system'],
    ['filters[namespace][IN]=shop,system', 'child system'],
    ['filters[flowId][STARTS_WITH]=b', 'old failed'],
    ['filters[flowId][CONTAINS]=IL', 'old failed'],
    ['filters[flowId][ENDS_WITH]=ip', 'child'],
    ['filters[flowId][CONTAINS]=%25', ''],
    ['state=FAILED', 'failed'],
    ['state=FAILED,KILLED&state=CANCELLED', 'failed'],
    ['filters[state][IN]=FAILED,KILLED', 'failed'],
    ['filters[state][NOT_IN]=FAILED', 'old child system'],
    ['labels=env:prod&labels=team:a.b', 'child'],
    ['filters[labels][EQUALS][env]=prod', 'failed child'],
    ['filters[labels][NOT_EQUALS][env]=prod', 'old system'],
    ['filters[labels][EQUALS]=env:dev', 'old'],
    ['timeRange=PT24H', 'failed child system'],
    ['filters[timeRange][EQUALS]=P7D', 'old failed child system'],
    [`startDate=${DAY_AGO}`, 'failed child system'],
    [`endDate=${DAY_AGO}`, 'old'],
    [`filters[startDate][LESS_THAN]=${DAY_AGO}`, 'old'],
    ['childFilter=CHILD', 'child'],
    ['childFilter=MAIN', 'old failed system'],
    ['filters[childFilter][NOT_EQUALS]=CHILD', 'old failed system'],
    ['triggerExecutionId=OLD', 'child'],
    ['triggerExecutionId=nope', ''],
    ['filters[triggerExecutionId][EQUALS]=OLD', 'child'],
    ['scope=SYSTEM', 'system'],
    ['scope=USER', 'old failed child'],
    ['scope=USER&scope=SYSTEM', 'old failed child system'],
    ['filters[scope][NOT_EQUALS]=SYSTEM', 'old failed child'],
    ['q=ORDERS', 'old failed'],
    ['q=_', ''],
    ['q=', 'old failed child system'],
    ['filters[q][NOT_EQUALS]=bill', 'child system'],
  ])('%s', async (query, expected) => {
    expect(await found(query.replace('OLD', idOf('old')))).toBe(expected);
  });
});

test.each([
  ['nosuch=1', 'searchExecutions.nosuch: there is no such parameter'],
  ['namspace=a', 'searchExecutions.namspace: there is no such parameter. Did you mean `namespace`?'],
  ['namespace=a&namespace=b', 'searchExecutions.namespace: must be given once'],
  ['namespace=', 'searchExecutions.namespace: must not be empty'],
  ['page=0', 'searchExecutions.page: must be greater than or equal to 1'],
  ['size=-1', 'searchExecutions.size: must be greater than or equal to 1'],
  ['size=x', 'searchExecutions.size: must be a whole number'],
  ['state=NONE', 'searchExecutions.state: must be one of'],
  ['state=FAILED,', 'searchExecutions.state: must be one of'],
  ['scope=ALL', 'searchExecutions.scope: must be one of USER, SYSTEM'],
  ['childFilter=BOTH', 'searchExecutions.childFilter: must be CHILD or MAIN'],
  ['timeRange=abc', "timeRange 'abc' is not a duration"],
  ['startDate=x', 'searchExecutions.startDate: must be a date'],
  ['startDate=2026-01-01T00:00:00Z&timeRange=PT1H', "'startDate' and 'timeRange' are mutually exclusive"],
  ['startDate=2026-02-01T00:00:00Z&endDate=2026-01-01T00:00:00Z', 'Start date must be before End Date'],
  ['labels=abc', "Can't split the queryString parameter by ':'"],
  ['sort=nope', 'Invalid sort parameter'],
  ['sort=__proto__:asc', 'Invalid sort parameter'],
  ['filters[nope][EQUALS]=x', "Unsupported field 'nope'"],
  ['filters[state][LIKE]=x', "Unsupported operation 'LIKE'"],
  ['filters[state]=x', 'is not written filters[field][OPERATION]'],
  ['filters[state][IN]=FAILED,NOPE', "no state 'NOPE'"],
  ['filters[state][IN]=FAILED,', 'must not be empty'],
  ['filters[flowId][REGEX]=.*', "'filters[flowId][REGEX]' cannot be applied"],
  ['filters[labels][CONTAINS][env]=x', "'filters[labels][CONTAINS][env]' cannot be applied"],
  ['filters[namespace][EQUALS][x]=y', 'cannot be applied'],
  ['q=%00', 'NUL'],
  ['labels=a:%00', 'NUL'],
  ['filters[flowId][EQUALS]=%00', 'NUL'],
])('a search with %s is refused, and what is wrong is named', async (query, message) => {
  const { status, json } = await world.get(`${SEARCH}?${query}`);
  expect([status, json.message]).toEqual([422, expect.stringContaining(message)]);
});

test('what is deleted by a query is what the query finds; nothing when it cannot be read', async () => {
  for (const query of [
    'nosuch=1',
    'namespace=',
    'filters[nope][EQUALS]=x',
    'includeNonTerminated=true',
    'deleteLogs=false',
  ])
    expect(
      (await world.get(`/api/v1/executions/by-query?${query}`, { method: 'DELETE' })).status,
      query,
    ).toBe(422);
  expect(await found('')).toBe('old failed child system');
});

test('a page that holds too much is refused with the way out', async () => {
  const { runtime } = world;
  const query = { page: 1, size: 50, sort: [] };
  await expect(searchExecutions(runtime, [], query, 3_000)).rejects.toThrow(
    /the 4 executions of this page hold \d{4,5} bytes, and at most 3000 are answered at once: ask for fewer with `size`/,
  );
  const { results, total } = await searchExecutions(runtime, [], { ...query, size: 1 }, 3_000);
  expect([results.length, total]).toEqual([1, 4]);
});

test('dates may have an offset whose plus sign was not escaped', async () => {
  expect(await found('startDate=2020-01-01T00:00:00+02:00')).toBe('old failed child system');
  expect(await found('startDate=2020-01-01T00:00')).toBe('old failed child system');
});
