import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ApiWorld, createApiWorld, logs, neverEnding } from '../../api.world';

let world: ApiWorld;
beforeAll(async () => {
  world = await createApiWorld();
  await world.save(logs('short'));
  await world.save(neverEnding('long'));
});
afterAll(() => world.close());

const EXECUTIONS = '/api/v1/executions';
const remove = (path: string, body?: unknown) =>
  world.get(`${EXECUTIONS}${path}`, {
    method: 'DELETE',
    ...(body !== undefined && {
      body: JSON.stringify(body),
      headers: { 'content-type': 'application/json' },
    }),
  });

async function start(flowId: string, query = ''): Promise<string> {
  const { json } = await world.get(`${EXECUTIONS}/test/${flowId}?${query}`, { method: 'POST' });
  return json.id;
}

test('an ended one goes with its log; one that goes on, or that is unknown, is refused', async () => {
  const [short, long] = [await start('short', 'wait=true'), await start('long')];
  expect(await remove(`/${short}`)).toMatchObject({ status: 204, text: '' });
  expect((await world.get(`${EXECUTIONS}/${short}`)).status).toBe(404);
  expect((await world.get(`/api/v1/logs/${short}`)).json).toEqual([]);
  expect((await remove(`/${short}`)).status).toBe(404);
  expect((await remove(`/${long}`)).status).toBe(409);
  expect((await remove(`/${await start('short', 'wait=true')}?deleteLogs=false`)).status).toBe(422);
});

test('by ids: all of them, or none where one cannot be', async () => {
  const ids = [await start('short', 'wait=true'), await start('short', 'wait=true')];
  const long = await start('long');
  const refused = await remove('/by-ids', [...ids, long, 'nobody']);
  expect(refused).toMatchObject({
    status: 400,
    json: {
      message: 'invalid bulk delete',
      invalids: [
        { invalidValue: long, message: 'execution not found: it has not ended' },
        { invalidValue: 'nobody', message: 'execution not found' },
      ],
    },
  });
  expect((await world.get(`${EXECUTIONS}/${ids[0]}`)).status).toBe(200);
  expect(await remove('/by-ids', ids)).toMatchObject({ status: 200, json: { count: 2 } });
  for (const id of ids) expect((await world.get(`${EXECUTIONS}/${id}`)).status).toBe(404);
});

test.each([['not json'], [{ ids: [] }], [[1]], [['']]])('by ids: the body %j is refused', async (body) => {
  const init = { method: 'DELETE', body: typeof body === 'string' ? body : JSON.stringify(body) };
  const { status, json } = await world.get(`${EXECUTIONS}/by-ids`, init);
  expect([status, json.message]).toEqual([422, expect.stringMatching(/^Invalid json/)]);
});

test('by query: what it finds and nothing else; none where one has not ended', async () => {
  const kept = await start('short', 'wait=true&labels=batch:2');
  for (let count = 0; count < 3; count += 1) await start('short', 'wait=true&labels=batch:1');
  const long = await start('long', 'labels=batch:1');
  expect(await remove('/by-query?labels=batch:1')).toMatchObject({
    status: 400,
    json: { invalids: [{ invalidValue: long }] },
  });
  const query = 'filters[labels][EQUALS][batch]=1&flowId=short';
  expect(await remove(`/by-query?${query}`)).toMatchObject({ status: 200, json: { count: 3 } });
  expect(await remove(`/by-query?${query}`)).toMatchObject({ status: 200, json: { count: 0 } });
  expect((await world.get(`${EXECUTIONS}/${kept}`)).status).toBe(200);
});
