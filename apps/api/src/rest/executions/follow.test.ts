import { type Follower, silentLog } from '@headrace/runtime';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ApiWorld, createApiWorld, logs, neverEnding } from '../../api.world';
import { followAsEvents, pauseAfterMs } from './follow';
import { executionAsJson } from './json';
import { ExecutionPicture } from './picture';

let world: ApiWorld;
beforeAll(async () => {
  world = await createApiWorld();
});
afterAll(() => world.close());

const EXECUTIONS = '/api/v1/executions';
const post = (path: string) => world.get(path, { method: 'POST' });

interface Message {
  readonly id: string;
  readonly data: { readonly id: string; readonly state: { readonly current: string } };
}

/** The messages of a whole stream: an id and one line of data each, and nothing else. */
function messagesOf(text: string): Message[] {
  return text
    .split('\n\n')
    .filter((block) => block !== '')
    .map((block) => {
      const [, id = '', data = ''] = /^id: (\w+)\ndata: (.*)$/.exec(block) ?? [];
      return { id, data: JSON.parse(data) };
    });
}

test('a start with the id alone, progress, the end; no progress for an ended one', async () => {
  await world.save(logs('followed'));
  const { json } = await post(`${EXECUTIONS}/test/followed`);
  const stream = await world.get(`${EXECUTIONS}/${json.id}/follow`);
  expect(stream.headers.get('content-type')).toBe('text/event-stream');
  const messages = messagesOf(stream.text);
  expect(messages[0]).toMatchObject({
    id: 'start',
    data: { id: json.id, originalId: json.id, deleted: false },
  });
  expect(messages[0]?.data).not.toHaveProperty('state');
  expect(messages.at(-1)).toMatchObject({ id: 'end', data: { id: json.id, state: { current: 'SUCCESS' } } });
  await expect.poll(() => world.followed()).toBe(0);
  const again = messagesOf((await world.get(`${EXECUTIONS}/${json.id}/follow`)).text);
  expect(again.map(({ id }) => id)).toEqual(['start', 'end']);
  expect(again[1]?.data).toEqual((await world.get(`${EXECUTIONS}/${json.id}`)).json);
});

test('an unknown id gets a start and the end of the stream; one that no store can hold is refused', async () => {
  const unknown = await world.get(`${EXECUTIONS}/nobody/follow`);
  expect([unknown.status, messagesOf(unknown.text).map(({ id }) => id)]).toEqual([200, ['start']]);
  expect((await world.get(`${EXECUTIONS}/a%00b/follow`)).status).toBe(422);
  expect(world.followed()).toBe(0);
});

test('a reader that goes away is forgotten', async () => {
  await world.save(neverEnding('quiet'));
  const { json } = await post(`${EXECUTIONS}/test/quiet`);
  const leaving = new AbortController();
  const response = await fetch(`${world.base}${EXECUTIONS}/${json.id}/follow`, { signal: leaving.signal });
  await response.body?.getReader().read();
  await expect.poll(() => world.followed()).toBe(1);
  leaving.abort();
  await expect.poll(() => world.followed()).toBe(0);
});

test('a run of 600 tasks costs few messages, and the last one tells all of it', async () => {
  const tasks = Array.from(
    { length: 600 },
    (_, index) => `  - { id: t${index}, type: io.kestra.plugin.core.debug.Return, format: x }`,
  );
  await world.save(logs('many'));
  // A large text is read in a thread, which a busy machine does not start within the time that a save has.
  const stored = [`id: many\nnamespace: test\ntasks:\n${tasks.join('\n')}\n`];
  await world.pool.query(
    `INSERT INTO flow_revisions (namespace, flow_id, revision, source) VALUES ('test', 'many', 2, $1)`,
    stored,
  );
  await world.pool.query(`UPDATE flows SET revision = 2 WHERE id = 'many'`);
  const startedMs = performance.now();
  const { json } = await post(`${EXECUTIONS}/test/many`);
  const { text } = await world.get(`${EXECUTIONS}/${json.id}/follow`);
  const tookMs = performance.now() - startedMs;
  const messages = messagesOf(text);
  // Two a second at most, besides the first, the start and the end.
  expect(messages.length).toBeLessThanOrEqual(tookMs / 500 + 3);
  // A hundred bytes a millisecond at most, besides the last state, which may come twice: told at each change it was 42 MB.
  const lastBytes = JSON.stringify(messages.at(-1)?.data).length;
  expect(text.length).toBeLessThan(100 * tookMs + 2 * lastBytes + 1_000);
  expect(messages.at(-1)?.data).toEqual((await world.get(`${EXECUTIONS}/${json.id}`)).json);
  expect(messages.at(-1)?.data).toHaveProperty('taskRunList.length', 600);
});

describe('the pause after a message', () => {
  test.each([
    [0, 500],
    [50_000, 500],
    [100_000, 1_000],
    [400_000, 4_000],
  ])('of %d bytes is %d ms', (bytes, pauseMs) => expect(pauseAfterMs(bytes)).toBe(pauseMs));
});

test('a picture that is brought up to date says what a new one says', async () => {
  const { runtime } = world;
  await world.save(
    'id: two\nnamespace: test\ntasks:\n  - { id: a, type: io.kestra.plugin.core.debug.Return, format: x }\n  - { id: b, type: io.kestra.plugin.core.debug.Return, format: y }\n',
  );
  const { json } = await post(`${EXECUTIONS}/test/two?wait=true`);
  const picture = await ExecutionPicture.of(runtime, json.id);
  const [first, second] = json.taskRunList.map(({ id }: { id: string }) => id);
  await world.pool.query(`UPDATE task_runs SET state = 'WARNING' WHERE execution_id = $1`, [json.id]);
  await picture?.update([second]);
  const states = () =>
    JSON.parse(picture?.text() ?? '').taskRunList.map((one: Message['data']) => one.state.current);
  // Only what is said to have changed is read again.
  expect(states()).toEqual(['SUCCESS', 'WARNING']);
  await picture?.update([first]);
  expect(JSON.parse(picture?.text() ?? '')).toEqual(await executionAsJson(runtime, json.id));
  expect(await ExecutionPicture.of(runtime, 'nobody')).toBeNull();
});

test('what happens between the first look and the first batch is in the first message', async () => {
  await world.save(logs('between'));
  const { json } = await post(`${EXECUTIONS}/test/between?wait=true`);
  const [{ id: taskRunId }] = json.taskRunList;
  let told = () => {};
  const isTold = new Promise<void>((resolve) => {
    told = resolve;
  });
  async function* batches() {
    await world.pool.query(`UPDATE task_runs SET state = 'WARNING' WHERE execution_id = $1`, [json.id]);
    yield { rows: [{ taskRunId }], position: 9, sealedAt: null };
    await isTold;
    yield { rows: [], position: 9, sealedAt: 9 };
  }
  const follower = { followEvents: batches } as unknown as Follower;
  const answer = followAsEvents({ runtime: world.runtime, log: silentLog, follower }, json.id);
  const messages: Message[] = [];
  for await (const piece of answer.body ?? []) {
    messages.push(...messagesOf(new TextDecoder().decode(piece)));
    if (messages.length === 2) told();
  }
  expect(messages.map(({ id }) => id)).toEqual(['start', 'progress', 'end']);
  expect(messages[1]?.data).toMatchObject({ taskRunList: [{ state: { current: 'WARNING' } }] });
});
