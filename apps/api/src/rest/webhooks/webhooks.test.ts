import { request } from 'node:http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ApiWorld, createApiWorld, logs, returns } from '../../api.world';

let world: ApiWorld;
beforeAll(async () => {
  world = await createApiWorld();
  await world.save(logs('hook', HOOK));
});
afterAll(() => world.close());

const EXECUTIONS = '/api/v1/executions';
const post = (path: string, init: RequestInit = {}) => world.get(path, { method: 'POST', ...init });
const rows = async () => [await world.count('executions'), await world.count('flow_revisions')];
const ended = async (id: string) => {
  await world.get(`${EXECUTIONS}/${id}/follow`);
  return (await world.get(`${EXECUTIONS}/${id}`)).json;
};

const HOOK = 'triggers: [{ id: call, type: io.kestra.plugin.core.trigger.Webhook, key: a-very-secret-key }]';
const HOOK_PATH = `${EXECUTIONS}/webhook/test/hook/a-very-secret-key`;

test.each([
  ['POST', { body: '{"a":[1]}' }, { a: [1] }],
  ['PUT', { body: '[1,2]' }, [1, 2]],
  ['POST', { body: 'plain text' }, 'plain text'],
  ['POST', { body: '{"torn": ' }, '{"torn": '],
  ['POST', { body: '"quoted"' }, '"quoted"'],
  ['GET', {}, undefined],
  ['DELETE', {}, undefined],
  ['PATCH', { body: 'x=1' }, 'x=1'],
])('%s %j starts with that body', async (method, init, body) => {
  const { status, json } = await world.get(`${HOOK_PATH}?x=1&x=2`, {
    method,
    headers: { 'x-own': 'yes' },
    ...init,
  });
  expect(status).toBe(200);
  expect(json.trigger).toMatchObject({ id: 'call', type: 'io.kestra.plugin.core.trigger.Webhook' });
  expect(json.trigger.variables.body).toEqual(body);
  expect(json.trigger.variables.parameters).toEqual({ x: ['1', '2'] });
  expect(json.trigger.variables.headers['x-own']).toEqual(['yes']);
});

test('the tenant in the path is the same webhook, and another site may call it', async () => {
  const path = HOOK_PATH.replace('/v1/', '/v1/main/');
  expect((await post(path, { headers: { origin: 'https://example.com' } })).status).toBe(200);
});

test('credentials of the caller are readable to the flow, and masked wherever they are shown', async () => {
  await world.save(
    returns(
      'reads-headers',
      HOOK,
      '{{ trigger.headers["x-api-key"][0] == "key-1234" }} {{ trigger.headers["x-api-key"][0] }}',
    ),
  );
  const headers = {
    authorization: 'Bearer b-1234',
    cookie: 'a=c-1234',
    'x-api-key': 'key-1234',
    'x-own': 'yes',
  };
  const { json } = await post(HOOK_PATH.replace('/hook/', '/reads-headers/'), { headers });
  expect(json.trigger.variables.headers).toMatchObject({
    authorization: ['******'],
    cookie: ['******'],
    'x-api-key': ['******'],
    'x-own': ['yes'],
  });
  const stored = await ended(json.id);
  expect(stored.taskRunList[0].outputs).toEqual({ value: '******' });
  const { text: shown } = await world.graphql(
    `{ executions(first: 1, filter: { flowId: "reads-headers" }) { edges { node { trigger { variables } } } } }`,
  );
  expect(shown).toContain('"x-own"');
  const { rows: kept } = await world.pool.query('SELECT trigger FROM executions WHERE id = $1', [json.id]);
  for (const text of [JSON.stringify(stored), shown, JSON.stringify(kept)])
    expect(text).not.toMatch(/[bc]-1234|key-1234/);
  const log = (await world.get(`/api/v1/logs/${json.id}`)).text;
  expect(log).toContain('true ******');
});

test('a wrong key and an unknown flow get the same answer, after the same time', async () => {
  const before = await rows();
  const timed = async (path: string) => {
    const startedMs = performance.now();
    const answer = await post(path, { body: 'x' });
    return { ...answer, tookMs: performance.now() - startedMs };
  };
  const wrong = await timed(`${EXECUTIONS}/webhook/test/hook/wrong`);
  const unknown = await timed(`${EXECUTIONS}/webhook/test/nobody/a-very-secret-key`);
  const hookless = await timed(`${EXECUTIONS}/webhook/test/plain/a-very-secret-key`);
  for (const answer of [wrong, unknown, hookless]) {
    expect(answer.status).toBe(404);
    expect(answer.text).toBe(wrong.text);
    expect(answer.tookMs).toBeGreaterThanOrEqual(49);
  }
  expect(wrong.json.message).toBe('Not Found: Webhook not found');
  expect(await rows()).toEqual(before);
});

test('the key is nowhere to be read', async () => {
  const { json } = await post(HOOK_PATH);
  const seen = [
    await world.get(`${EXECUTIONS}/${json.id}`),
    await world.get('/api/v1/flows/test/hook?source=true'),
    await world.get('/api/v1/flows/test/hook'),
    await world.graphql(
      `{ flow(namespace: "test", flowId: "hook") { source triggers { webhookPath } latestExecution { trigger { variables } } } }`,
    ),
  ];
  for (const { text } of seen) expect(text).not.toContain('a-very-secret-key');
  expect(world.logged.join('\n')).not.toContain('a-very-secret-key');
});

const pathOf = (flowId: string) => HOOK_PATH.replace('/hook/', `/${flowId}/`);

test('no digit of a number is lost, from the call to the answers', async () => {
  await world.save(
    returns('digits', HOOK, '{{ trigger.body.id }}|{{ trigger.body.price }}|{{ trigger.body.half }}'),
  );
  const body = '{"id": 8202522731445525542, "price": 19.90, "half": 0.5}';
  const started = await post(pathOf('digits'), { body });
  expect(started.text).toContain('"id":8202522731445525542,"price":19.90,"half":0.5');
  await ended(started.json.id);
  const { text } = await world.get(`${EXECUTIONS}/${started.json.id}`);
  expect(text).toContain('8202522731445525542|19.9|0.5');
  expect(text).toMatch(/"id":8202522731445525542[,}]/);
  expect((await world.get(`${EXECUTIONS}/${started.json.id}/follow`)).text).toMatch(
    /"id":8202522731445525542[,}]/,
  );
  expect((await world.get(`${EXECUTIONS}/search?flowId=digits`)).text).toMatch(
    /"id":8202522731445525542[,}]/,
  );
});

test.each([
  ['bytes that are no UTF-8', Uint8Array.from({ length: 255 }, (_, index) => index + 1)],
  ['a NUL', new Uint8Array([97, 0, 98])],
])('%s reach the flow as base64', async (_, bytes) => {
  await world.save(returns('bytes', HOOK, '{{ trigger.bodyEncoding }} {{ trigger.body }}'));
  const { status, json } = await post(pathOf('bytes'), {
    body: bytes,
    headers: { 'content-type': 'application/octet-stream' },
  });
  expect(status).toBe(200);
  const execution = await ended(json.id);
  expect(execution.taskRunList[0].outputs.value).toBe(`base64 ${Buffer.from(bytes).toString('base64')}`);
});

test('text in UTF-8 stays text, without an encoding', async () => {
  const { json } = await post(HOOK_PATH, { body: 'Grüße 🦆' });
  expect(json.trigger.variables.body).toBe('Grüße 🦆');
  expect(json.trigger.variables).not.toHaveProperty('bodyEncoding');
});

test.each([
  [
    'lists nested deeper than can be read',
    `${'['.repeat(4_500)}${']'.repeat(4_500)}`,
    'nested deeper than 500',
  ],
  ['a number of very many digits', `{"n": ${'9'.repeat(2_000)}}`, 'more than 1000 digits'],
  ['a NUL inside of JSON', String.raw`{"a": "\u0000"}`, 'NUL'],
])('%s are refused, and nothing is stored', async (_, body, message) => {
  const before = await rows();
  const { status, json } = await post(HOOK_PATH, { body });
  expect([status, json.message]).toEqual([422, expect.stringContaining(message)]);
  expect(await rows()).toEqual(before);
});

test('a call that cannot give a needed input is refused with its name', async () => {
  await world.save(logs('needs', `inputs: [{ id: name, type: STRING }]\n${HOOK}`));
  const before = await rows();
  const { status, json } = await post(pathOf('needs'), { body: '{}' });
  expect([status, json.message]).toEqual([422, expect.stringContaining('name')]);
  expect(json._embedded.errors).toMatchObject([{ path: 'name' }]);
  expect(await rows()).toEqual(before);
});

test('a form reaches the flow as the text that it is', async () => {
  const body = new FormData();
  body.append('a', 'b');
  const { status, json } = await post(HOOK_PATH, { body });
  expect(status).toBe(200);
  expect(json.trigger.variables.body).toContain('Content-Disposition: form-data; name="a"');
});

test('of the address in the answer the public one is told', async () => {
  const other = await world.secondServer({ publicUrl: 'https://flows.example.com' });
  const answer = await fetch(other.base + HOOK_PATH, { method: 'POST' });
  const { id, url } = (await answer.json()) as { id: string; url: string };
  expect(url).toBe(`https://flows.example.com/ui/main/executions/test/hook/${id}`);
  await other.close();
});

test('names of headers reach the flow as they were sent, secret ones too', async () => {
  const { port } = world;
  const text = await new Promise<string>((resolve, reject) => {
    const headers = { 'X-Mine': 'yes', 'X-API-Key': 'key-1234' };
    const asked = request({ port, path: HOOK_PATH, method: 'POST', headers }, (answer) => {
      answer.setEncoding('utf8');
      let body = '';
      answer.on('data', (piece: string) => (body += piece));
      answer.on('end', () => resolve(body));
    });
    asked.on('error', reject);
    asked.end();
  });
  expect(JSON.parse(text).trigger.variables.headers).toMatchObject({
    'X-Mine': ['yes'],
    'X-API-Key': ['******'],
  });
});

test('an execution of a webhook correlates with itself', async () => {
  const { json } = await post(HOOK_PATH);
  expect(json.labels).toEqual([{ key: 'system.correlationId', value: json.id }]);
});

test('what looks encrypted in a body is handed on as it was sent', async () => {
  await world.save(returns('lookalike', HOOK, '{{ trigger.body.a.value }}'));
  const body = '{"a": {"type": "io.kestra.datatype:aes_encrypted", "value": "eHg="}}';
  const { json } = await post(pathOf('lookalike'), { body });
  const { state, taskRunList } = await ended(json.id);
  expect([state.current, taskRunList[0].outputs]).toEqual(['SUCCESS', { value: 'eHg=' }]);
});
