import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ApiWorld, createApiWorld, logs } from '../api.world';

let world: ApiWorld;
beforeAll(async () => {
  world = await createApiWorld();
});
afterAll(() => world.close());

const flow = (method: string, path: string, body: string) =>
  world.get(`/api/v1/flows${path}`, { method, headers: { 'content-type': 'application/x-yaml' }, body });

describe('saving at the same time', () => {
  test('each is told its own revision and text', async () => {
    await world.save(logs('busy'));
    const sources = Array.from({ length: 20 }, (_, index) => logs('busy', `description: number ${index}`));
    const answers = await Promise.all(sources.map((source) => flow('PUT', '/test/busy', source)));
    expect(answers.map(({ json }) => json.source)).toEqual(sources);
    expect(new Set(answers.map(({ json }) => json.revision)).size).toBe(20);
  });

  test('one of two creates a flow, the other is told that it exists', async () => {
    for (let round = 0; round < 5; round += 1) {
      const sources = ['one', 'other'].map((name) => logs(`new-${round}`, `description: ${name}`));
      const answers = await Promise.all(sources.map((source) => flow('POST', '', source)));
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 422]);
      expect(answers.find(({ status }) => status === 422)?.text).toContain('Flow id already exists');
      const winner = answers.findIndex(({ status }) => status === 200);
      expect((await world.get(`/api/v1/flows/test/new-${round}?source=true`)).json).toMatchObject({
        revision: 1,
        source: sources[winner],
      });
    }
  });
});

describe('a start with an Idempotency-Key', () => {
  const start = (key: string, query = '') =>
    world.get(`/api/v1/executions/test/again${query}`, {
      method: 'POST',
      headers: { 'idempotency-key': key },
    });
  beforeAll(() => world.save(logs('again')));

  test('sent again answers the same execution', async () => {
    const answers = await Promise.all([start('a'), start('a'), start('a')]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(new Set(answers.map(({ json }) => json.id)).size).toBe(1);
    const waited = await start('a', '?wait=true');
    expect(waited.json).toMatchObject({ id: answers[0]?.json.id, state: { current: 'SUCCESS' } });
  });

  test('that another request had is refused, and so is one that is no key', async () => {
    const { json } = await start('b');
    const other = await start('b', '?labels=team:ops');
    expect(other.status).toBe(409);
    expect(other.text).toContain(json.id);
    expect((await start('x'.repeat(300))).status).toBe(422);
  });
});
