import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ApiWorld, createApiWorld, logs, neverEnding } from '../api.world';

let world: ApiWorld;
beforeAll(async () => {
  world = await createApiWorld();
});
afterAll(() => world.close());

const EXECUTIONS = '/api/v1/executions';
const post = (path: string, init: RequestInit = {}) => world.get(path, { method: 'POST', ...init });
const rows = async () => [await world.count('executions'), await world.count('flow_revisions')];

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

  test('inputs can be checked, and nothing is started', async () => {
    await world.save(logs('strict', INPUTS));
    const before = await rows();
    const path = `${EXECUTIONS}/test/strict/validate`;
    const { status, json } = await post(path, { body: form({ name: 'Ann', count: 'many' }) });
    expect(status).toBe(200);
    expect(json).toMatchObject({
      id: 'strict',
      namespace: 'test',
      inputs: [
        { input: { id: 'name', type: 'STRING' }, value: 'Ann', enabled: true, isDefault: false, errors: [] },
        { input: { id: 'count' }, errors: [{ message: expect.stringContaining('count') }] },
        { input: { id: 'loud' }, value: false, isDefault: true, errors: [] },
      ],
    });
    expect((await post(`${EXECUTIONS}/test/nobody/validate`)).status).toBe(404);
    expect((await post(`${path}?revision=99`)).status).toBe(404);
    expect(await rows()).toEqual(before);
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
});

test('a log of several pages comes whole, as a list and as text', async () => {
  const messages = Array.from({ length: 1_500 }, (_, index) => `m${index}`);
  await world.save(logs('long-log').replace('message: Hello long-log', `message: [${messages.join(', ')}]`));
  const { json } = await post(`${EXECUTIONS}/test/long-log?wait=true`);
  const path = `/api/v1/logs/${json.id}`;
  const told = async (query: string) =>
    (await world.get(path + query)).json.map(({ message }: { message: string }) => message);
  expect(await told('?minLevel=INFO')).toEqual(messages);
  expect(await told('?taskId=nobody')).toEqual([]);
  const { text } = await world.get(`${path}/download?minLevel=INFO`);
  expect(text.split('\n').map((line) => line.split(' ').at(-1))).toEqual(messages);
});

test('text that no store can hold is a fault of the caller, wherever it stands', async () => {
  for (const path of [
    '/executions/search?q=%00',
    '/executions/search?labels=a:%00',
    '/executions?namespace=a%00&flowId=b',
    '/executions/a%00b',
    '/executions/a%00b/follow',
    '/executions/a%00b/file?path=x',
    '/logs/a%00b',
    '/flows/a%00/b',
    '/flows/a/b?revision=%00',
  ])
    expect([path, (await world.get(`/api/v1${path}`)).status]).toEqual([path, 422]);
  expect(world.logged.join('\n')).not.toContain('a request failed');
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

  test('of two that create a flow at once one is told; who saves is told of the own text', async () => {
    const both = await Promise.all(
      [1, 2].map(async (n) => (await yaml(logs('race', `description: "${n}"`))).status),
    );
    expect(both.sort()).toEqual([200, 422]);
    const answers = await Promise.all(
      Array.from({ length: 10 }, async (_, n) => {
        const source = logs('race', `description: "saved ${n}"`);
        return { source, ...(await yaml(source, 'PUT', '/api/v1/flows/test/race')) };
      }),
    );
    expect(answers.map(({ json }) => json.source)).toEqual(answers.map(({ source }) => source));
    expect(new Set(answers.map(({ json }) => json.revision)).size).toBe(10);
  });

  test('a deleted flow is shown to who asks for it, with its old revisions', async () => {
    await yaml(logs('gone', 'labels: { a: b }'));
    await world.get('/api/v1/flows/test/gone', { method: 'DELETE' });
    expect((await world.get('/api/v1/flows/test/gone')).status).toBe(404);
    expect((await world.get('/api/v1/flows/test/gone?allowDeleted=true&source=true')).json).toMatchObject({
      id: 'gone',
      revision: 1,
      deleted: true,
      labels: [{ key: 'a', value: 'b' }],
      source: logs('gone', 'labels: { a: b }'),
    });
    expect((await world.get('/api/v1/flows/test/gone?allowDeleted=true&revision=2')).status).toBe(404);
    expect((await world.get('/api/v1/flows/test/never?allowDeleted=true')).status).toBe(404);
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

test('a start that waits is waited for, however it is spelled, and everything else has a deadline', async () => {
  const impatient = await world.secondServer({ requestTimeoutMs: 1 });
  await world.save(logs('patient'));
  const answer = await fetch(`${impatient.base}${EXECUTIONS}/test/patient?wait=True`, { method: 'POST' });
  expect([answer.status, await answer.json()]).toMatchObject([200, { state: { current: 'SUCCESS' } }]);
  await impatient.close();
});
