import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ApiWorld, createApiWorld, logs, returns } from '../api.world';

let world: ApiWorld;
beforeAll(async () => {
  world = await createApiWorld();
});
afterAll(() => world.close());

const EXECUTIONS = '/api/v1/executions';
const post = (path: string, init: RequestInit = {}) => world.get(path, { method: 'POST', ...init });
const ended = async (id: string) => {
  await world.get(`${EXECUTIONS}/${id}/follow`);
  return (await world.get(`${EXECUTIONS}/${id}`)).json;
};
const rows = async () => [await world.count('executions'), await world.count('flow_revisions')];

/** Fails and waits an hour to be tried again. */
function neverEnding(id: string): string {
  return logs(id, 'retry: { type: constant, interval: PT1H, maxAttempt: 2 }').replace(
    `Hello ${id}`,
    '"{{ missing }}"',
  );
}

describe('starting an execution', () => {
  const INPUTS = `inputs:
  - { id: name, type: STRING, defaults: nobody }
  - { id: count, type: INT, min: 1, defaults: 1 }
  - { id: loud, type: BOOLEAN, defaults: false }`;

  test('without a body, and waiting for its end', async () => {
    await world.save(logs('plain'));
    const { status, json } = await post(`${EXECUTIONS}/test/plain?wait=true`);
    expect(status).toBe(200);
    expect(json).toMatchObject({
      namespace: 'test',
      flowId: 'plain',
      flowRevision: 1,
      state: {
        current: 'SUCCESS',
        histories: [{ state: 'CREATED' }, { state: 'RUNNING' }, { state: 'SUCCESS' }],
      },
      taskRunList: [
        { taskId: 'hello', state: { current: 'SUCCESS' }, attempts: [{ state: { current: 'SUCCESS' } }] },
      ],
      labels: [{ key: 'system.correlationId', value: json.id }],
      originalId: json.id,
      deleted: false,
      metadata: { attemptNumber: 1 },
      url: `${world.base}/ui/main/executions/test/plain/${json.id}`,
    });
    expect(json.parentId).toBeUndefined();
    expect((await world.get(`/api/v1/main/executions/${json.id}`)).json).toMatchObject({ id: json.id });
  });

  test.each([
    ['multipart', () => form({ name: 'Ann', count: '3', loud: 'True' })],
    ['urlencoded', () => new URLSearchParams({ name: 'Ann', count: '3', loud: 'True' })],
    ['file parts, named by input or by file name', fileForm],
  ])('with %s inputs', async (_, body) => {
    await world.save(logs('inputs', INPUTS));
    const { status, json } = await post(`${EXECUTIONS}/test/inputs`, { body: body() });
    expect(status).toBe(200);
    expect(json.inputs).toEqual({ name: 'Ann', count: 3, loud: true });
  });

  test('with labels, and an older revision', async () => {
    await world.save(logs('labels', 'labels: { own: "1" }'));
    await world.save(logs('labels', 'labels: { own: "2" }'));
    const { json } = await post(`${EXECUTIONS}/test/labels?revision=1&labels=a:b&labels=c:d:e`);
    expect(json.flowRevision).toBe(1);
    expect(json.labels.slice(0, 3)).toEqual([
      { key: 'own', value: '1' },
      { key: 'a', value: 'b' },
      { key: 'c', value: 'd:e' },
    ]);
  });

  test.each([
    ['an unknown flow', 'test/nobody', 404, 'Not Found'],
    ['an unknown revision', 'test/strict?revision=9', 404, 'Not Found'],
    ['a disabled flow', 'test/disabled', 409, 'Illegal state: '],
    [
      'a revision that is no number',
      'test/strict?revision=x',
      422,
      'Invalid entity: createExecution.revision: ',
    ],
    ['a system label', 'test/strict?labels=system.a:b', 422, 'Illegal argument: '],
    ['a key given with two values', 'test/strict?labels=a:1&labels=a:2', 422, 'Unprocessable Entity: '],
    [
      'an unknown parameter',
      'test/strict?lables=a:1',
      422,
      'Invalid entity: .*lables.* Did you mean `labels`',
    ],
    ['a label without a colon', 'test/strict?labels=a', 422, 'Unprocessable Entity: '],
    ['NUL in the address', 'test/a%00b', 422, 'Illegal argument: '],
  ])('%s is refused and nothing is stored', async (_, path, status, message) => {
    await world.save(logs('strict', INPUTS));
    await world.save(logs('disabled', 'disabled: true'));
    const before = await rows();
    const answer = await post(`${EXECUTIONS}/${path}`);
    expect(answer.status).toBe(status);
    expect(answer.json.message).toMatch(new RegExp(`^${message}`));
    expect(answer.json._links.self[0].templated).toBe(false);
    expect(await rows()).toEqual(before);
  });

  test.each([
    ['a bad value', { body: new URLSearchParams({ count: 'many' }) }, 'Invalid entity: count: '],
    ['a value out of range', { body: new URLSearchParams({ count: '0' }) }, 'Invalid entity: count: '],
    [
      'a torn form',
      { body: '--x\r\nContent-Disp', headers: { 'content-type': 'multipart/form-data; boundary=x' } },
      'Invalid format',
    ],
    [
      'a form without its boundary',
      { body: 'abc', headers: { 'content-type': 'multipart/form-data' } },
      'Invalid format',
    ],
  ])('%s for inputs is refused and nothing is stored', async (_, init, message) => {
    await world.save(logs('strict', INPUTS));
    const before = await rows();
    const answer = await post(`${EXECUTIONS}/test/strict`, init);
    expect(answer.status).toBe(422);
    expect(answer.json.message).toContain(message);
    expect(await rows()).toEqual(before);
  });

  test('JSON for inputs is refused with the type that is taken, and nothing is stored', async () => {
    await world.save(logs('strict', INPUTS));
    const before = await rows();
    const headers = { 'content-type': 'application/json' };
    expect(await post(`${EXECUTIONS}/test/strict`, { body: '{"count":1}', headers })).toMatchObject({
      status: 415,
      json: {
        message:
          'Unsupported Media Type: Content Type [application/json] not allowed. Allowed types: [multipart/form-data]',
      },
    });
    expect(await rows()).toEqual(before);
  });

  test('a label of the call replaces the label of the flow', async () => {
    await world.save(logs('team', 'labels: { team: data, kept: yes }'));
    const { json } = await post(`${EXECUTIONS}/test/team?labels=team:ops&labels=team:ops`);
    expect(json.labels.slice(0, 2)).toEqual([
      { key: 'kept', value: 'yes' },
      { key: 'team', value: 'ops' },
    ]);
    expect(json.labels.filter(({ key }: { key: string }) => key === 'team')).toHaveLength(1);
  });

  test('a client that goes away before the end leaves nothing behind', async () => {
    await world.save(neverEnding('left'));
    const leaving = new AbortController();
    const answer = post(`${EXECUTIONS}/test/left?wait=true`, { signal: leaving.signal });
    for (let found = 0; found === 0; )
      found = (await world.get(`${EXECUTIONS}/search?flowId=left`)).json.total;
    leaving.abort();
    await expect(answer).rejects.toThrow();
    await expect.poll(() => world.followed()).toBe(0);
  });

  function form(values: Record<string, string>): FormData {
    const data = new FormData();
    for (const [name, value] of Object.entries(values)) data.append(name, value);
    return data;
  }
  function fileForm(): FormData {
    const data = form({ count: '3' });
    data.append('files', new File(['Ann'], 'name'));
    data.append('loud', new File(['true'], 'upload.txt'));
    return data;
  }
});

describe('webhooks', () => {
  const HOOK =
    'triggers: [{ id: call, type: io.kestra.plugin.core.trigger.Webhook, key: a-very-secret-key }]';
  const HOOK_PATH = `${EXECUTIONS}/webhook/test/hook/a-very-secret-key`;
  beforeAll(() => world.save(logs('hook', HOOK)));

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
      `{ executions(first: 1, filter: { flowId: "reads-headers" }) { nodes { trigger { variables } } } }`,
    );
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
});

describe('reading executions', () => {
  test('unknown ids are 404', async () => {
    expect((await world.get(`${EXECUTIONS}/nobody`)).status).toBe(404);
    expect((await world.get(`${EXECUTIONS}/nobody`, { method: 'DELETE' })).status).toBe(404);
  });

  test('search: pages, filters, order', async () => {
    for (let count = 0; count < 3; count += 1) await world.save(logs(`search${count}`));
    const ids: string[] = [];
    for (let count = 0; count < 3; count += 1)
      ids.push((await post(`${EXECUTIONS}/test/search${count}?labels=n:${count}`)).json.id);
    const search = async (query: string) => (await world.get(`${EXECUTIONS}/search?${query}`)).json;
    expect(await search('q=search&size=2&page=2&sort=state.startDate:asc')).toMatchObject({
      total: 3,
      results: [{ id: ids[2] }],
    });
    expect(await search('flowId=search1')).toMatchObject({ total: 1, results: [{ id: ids[1] }] });
    expect(await search('labels=n:2')).toMatchObject({ total: 1, results: [{ id: ids[2] }] });
    expect(await search('namespace=tes&flowId=search1')).toMatchObject({ total: 0, results: [] });
    expect((await world.get(`${EXECUTIONS}?namespace=test&flowId=search0`)).json).toMatchObject({ total: 1 });
    expect((await world.get(EXECUTIONS)).status).toBe(400);
    for (const bad of [
      'page=0',
      'size=x',
      'state=NONE',
      'sort=password:asc',
      'startDate=x',
      'startDate=2026-02-01T00:00:00Z&endDate=2026-01-01T00:00:00Z',
    ])
      expect((await world.get(`${EXECUTIONS}/search?${bad}`)).status, bad).toBe(422);
  });

  test('follow: start, progress, the end; no progress for an ended one', async () => {
    await world.save(logs('followed'));
    const { json } = await post(`${EXECUTIONS}/test/followed`);
    const stream = await world.get(`${EXECUTIONS}/${json.id}/follow`);
    expect(stream.headers.get('content-type')).toBe('text/event-stream');
    const events = (text: string) => [...text.matchAll(/^id: (\w+)$/gm)].map((match) => match[1]);
    expect(events(stream.text)[0]).toBe('start');
    expect(events(stream.text).at(-1)).toBe('end');
    await expect.poll(() => world.followed()).toBe(0);
    const again = await world.get(`${EXECUTIONS}/${json.id}/follow`);
    expect(events(again.text)).toEqual(['start', 'end']);
    expect(JSON.parse(/^id: end\ndata: (.*)$/m.exec(again.text)?.[1] ?? '')).toMatchObject({
      id: json.id,
      state: { current: 'SUCCESS' },
    });
  });

  test('follow: a reader that goes away is forgotten', async () => {
    await world.save(neverEnding('quiet'));
    const { json } = await post(`${EXECUTIONS}/test/quiet`);
    const leaving = new AbortController();
    const response = await fetch(`${world.base}${EXECUTIONS}/${json.id}/follow`, { signal: leaving.signal });
    await response.body?.getReader().read();
    await expect.poll(() => world.followed()).toBe(1);
    leaving.abort();
    await expect.poll(() => world.followed()).toBe(0);
  });

  test('logs: entries, text, levels', async () => {
    await world.save(
      logs('logged').replace('message: Hello logged', 'message: [first, second]\n    level: WARN'),
    );
    const { json } = await post(`${EXECUTIONS}/test/logged?wait=true`);
    const entries = (await world.get(`/api/v1/logs/${json.id}?minLevel=WARN`)).json;
    expect(entries).toMatchObject([
      {
        message: 'first',
        level: 'WARN',
        taskId: 'hello',
        executionId: json.id,
        attemptNumber: 0,
        deleted: false,
      },
      { message: 'second' },
    ]);
    const { text, headers } = await world.get(`/api/v1/logs/${json.id}/download?minLevel=WARN`);
    expect(text).toMatch(/^\S+Z WARN first\n\S+Z WARN second$/);
    expect(headers.get('content-disposition')).toBe(`attachment; filename="${json.id}.log"`);
    expect((await world.get(`/api/v1/logs/${json.id}?minLevel=ERROR`)).json).toEqual([]);
    expect((await world.get(`/api/v1/logs/${json.id}/download?minLevel=ERROR`)).text).toBe('');
    expect((await world.get(`/api/v1/logs/${json.id}?minLevel=LOUD`)).status).toBe(422);
    expect((await world.get('/api/v1/logs/nobody/download')).status).toBe(404);
  });

  test('delete: an ended one, with its log', async () => {
    await world.save(logs('deleted'));
    const { json } = await post(`${EXECUTIONS}/test/deleted?wait=true`);
    expect((await world.get(`${EXECUTIONS}/${json.id}`, { method: 'DELETE' })).status).toBe(204);
    expect((await world.get(`${EXECUTIONS}/${json.id}`)).status).toBe(404);
    expect((await world.get(`/api/v1/logs/${json.id}`)).json).toEqual([]);
  });
});

describe('flows', () => {
  const yaml = (body: string, method = 'POST', path = '/api/v1/flows') =>
    world.get(path, { method, body, headers: { 'content-type': 'application/x-yaml' } });

  test('create, read, update, delete, create again', async () => {
    const path = '/api/v1/flows/test/crud';
    const created = await yaml(logs('crud'));
    expect(created.status).toBe(200);
    expect(created.json).toMatchObject({
      id: 'crud',
      namespace: 'test',
      revision: 1,
      deleted: false,
      disabled: false,
      source: logs('crud'),
      tasks: [{ id: 'hello' }],
    });
    expect(await yaml(logs('crud'))).toMatchObject({
      status: 422,
      json: { message: expect.stringContaining('Flow id already exists') },
    });
    expect((await yaml(logs('crud'), 'PUT', path)).json.revision).toBe(1);
    expect((await yaml(logs('crud', 'description: new'), 'PUT', path)).json).toMatchObject({
      revision: 2,
      description: 'new',
    });
    expect((await world.get(`${path}?revision=1`)).json).not.toHaveProperty('description');
    expect((await world.get(path)).json).not.toHaveProperty('source');
    expect((await yaml(logs('other'), 'PUT', path)).status).toBe(422);
    expect((await world.get(path, { method: 'DELETE' })).status).toBe(204);
    expect((await world.get(path)).status).toBe(404);
    expect((await world.get(path, { method: 'DELETE' })).status).toBe(404);
    expect((await yaml(logs('crud'), 'PUT', path)).status).toBe(404);
    expect((await yaml(logs('crud'))).json.revision).toBe(3);
  });

  test.each([
    ['id: ['],
    [''],
    ['just text'],
    ['- a\n- list'],
    [logs('x', 'unknown: 1')],
    ['a: &a [*a]'],
    ['\u0000'],
  ])('%j is refused and nothing is stored', async (source) => {
    const before = await rows();
    const answer = await yaml(source);
    expect(answer.status).toBe(422);
    expect(answer.json.message).toMatch(/^Invalid entity: /);
    expect(answer.json._embedded.errors.length).toBeGreaterThan(0);
    expect(await rows()).toEqual(before);
  });

  test('validate answers for each document', async () => {
    const { status, json } = await yaml(
      `${logs('good')}---\n${logs('bad', 'unknown: 1')}`,
      'POST',
      '/api/v1/flows/validate',
    );
    expect(status).toBe(200);
    expect(json).toMatchObject([
      { index: 0, flow: 'good', namespace: 'test' },
      { index: 1, flow: 'bad', constraints: expect.stringContaining('unknown') },
    ]);
    expect(json[0]).not.toHaveProperty('constraints');
  });

  test.each([
    ['a task', `${logs('bad')}    invalid: 1\n`, 'tasks[0].invalid', 'io.kestra.plugin.core.log.Log'],
    ['the flow', logs('bad', 'invalid: 1'), 'invalid', 'io.kestra.core.models.flows.Flow'],
  ])(
    "validate says of an unknown property of %s what Kestra's reader says",
    async (_what, source, path, owner) => {
      const { json } = await yaml(source, 'POST', '/api/v1/flows/validate');
      expect(json).toMatchObject([
        { constraints: `${path}: Unrecognized field "invalid" (class ${owner}), not marked as ignorable` },
      ]);
    },
  );

  test('an unknown address is a 404 in the same words', async () => {
    const { status, json } = await world.get('/api/v1/nothing/here');
    expect(status).toBe(404);
    expect(json).toMatchObject({
      message: 'Not Found',
      _links: { self: [{ href: '/api/v1/nothing/here' }] },
    });
  });
});

test('a start that would have to wait is refused, not done at once', async () => {
  await world.save(logs('scheduled'));
  const before = await world.count('executions');
  const { status, json } = await post(`${EXECUTIONS}/test/scheduled?scheduleDate=2030-01-01T00:00:00Z`);
  expect([status, json.message]).toEqual([
    422,
    'Illegal argument: `scheduleDate` cannot be used with this version yet',
  ]);
  expect(await world.count('executions')).toBe(before);
});
