import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ApiWorld, createApiWorld, logs, neverEnding } from '../../api.world';

let world: ApiWorld;
beforeAll(async () => {
  world = await createApiWorld();
});
afterAll(() => world.close());

const EXECUTIONS = '/api/v1/executions';
const start = async (flowId: string) =>
  (await world.get(`${EXECUTIONS}/test/${flowId}`, { method: 'POST' })).json.id as string;

function eventsOf(text: string): { id: string; message?: string }[] {
  return [...text.matchAll(/^id: (\w+)\ndata: (.*)\n\n/gm)].map(([, id = '', data = '']) => {
    const { message } = JSON.parse(data);
    return message === undefined ? { id } : { id, message };
  });
}

test('every line once, those that are stored first, then the end', async () => {
  await world.save(logs('lines').replace('message: Hello lines', 'message: [one, two]\n    level: WARN'));
  const id = await start('lines');
  const expected = [
    { id: 'start' },
    { id: 'progress', message: 'one' },
    { id: 'progress', message: 'two' },
    { id: 'end' },
  ];
  for (let round = 0; round < 2; round += 1) {
    const { text, headers } = await world.get(`/api/v1/logs/${id}/follow?minLevel=WARN`);
    expect(headers.get('content-type')).toBe('text/event-stream');
    expect(eventsOf(text)).toEqual(expected);
  }
  const { text } = await world.get(`/api/v1/logs/${id}/follow?minLevel=ERROR`);
  expect(eventsOf(text)).toEqual([{ id: 'start' }, { id: 'end' }]);
});

test('an unknown id gets a start and the end of the stream; one that no store can hold is refused', async () => {
  const unknown = await world.get('/api/v1/logs/nobody/follow');
  expect([unknown.status, eventsOf(unknown.text)]).toEqual([200, [{ id: 'start' }]]);
  expect((await world.get('/api/v1/logs/a%00b/follow')).status).toBe(422);
  expect(world.followed()).toBe(0);
});

test('a reader that goes away is forgotten', async () => {
  await world.save(neverEnding('quiet'));
  const leaving = new AbortController();
  const path = `/api/v1/logs/${await start('quiet')}/follow`;
  const response = await fetch(world.base + path, { signal: leaving.signal });
  await response.body?.getReader().read();
  await expect.poll(() => world.followed()).toBe(1);
  leaving.abort();
  await expect.poll(() => world.followed()).toBe(0);
});
