import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { type Answer, type ApiWorld, createApiWorld } from '../api.world';

const MAX_UPLOAD_BYTES = 1024 * 1024;

let world: ApiWorld;
let folder: string;
const before = process.env.TMPDIR;
beforeAll(async () => {
  world = await createApiWorld({ maxUploadBytes: MAX_UPLOAD_BYTES });
  folder = await mkdtemp(join(tmpdir(), 'headrace-test-'));
  process.env.TMPDIR = folder;
  await world.save(`id: files
namespace: test.up
inputs:
  - { id: a, type: FILE }
  - { id: b, type: FILE, required: false }
  - { id: name, type: STRING, required: false }
tasks:
  - { id: told, type: io.kestra.plugin.core.debug.Return, format: "{{ read(inputs.a) }}" }
`);
});
afterAll(async () => {
  process.env.TMPDIR = before;
  await world.close();
  await rm(folder, { recursive: true });
});
afterEach(async () => {
  await expect.poll(() => readdir(folder)).toEqual([]);
});

const CREATE = `mutation($input: CreateExecutionInput!) {
  createExecution(input: $input) {
    __typename
    ... on Error { message }
    ... on CreateExecutionSuccess { execution { id: executionId inputs } }
    ... on InvalidInputs { issues { inputId message } }
  }
}`;

/** An operation with null for the file of each input. */
function operation(...inputs: readonly string[]): object {
  const files = inputs.map((input) => ({ inputId: input, file: null }));
  return { query: CREATE, variables: { input: { namespace: 'test.up', flowId: 'files', files } } };
}

const place = (index: number) => `variables.input.files.${index}.file`;

type Part = string | File | object;

/** Sends parts in their order; what is neither text nor file as JSON. */
function send(parts: Readonly<Record<string, Part>>, headers: Record<string, string> = {}): Promise<Answer> {
  const body = new FormData();
  for (const [name, part] of Object.entries(parts))
    body.append(name, typeof part === 'string' || part instanceof File ? part : JSON.stringify(part));
  return world.get('/graphql', {
    method: 'POST',
    body,
    headers: { 'graphql-require-preflight': '1', ...headers },
  });
}

const file = (content: string, name = 'x.csv') => new File([content], name);
const rows = () => world.count('executions');

test('files come with the mutation that starts an execution', async () => {
  const { status, json } = await send({
    operations: operation('a', 'b', 'name'),
    map: { first: [place(0)], '1': [place(1)], '2': [place(2)] },
    first: file('a,b', 'x.csv'),
    '1': file('second', 'y.csv'),
    '2': file('Ann'),
  });
  expect(status).toBe(200);
  const { id, inputs } = json.data.createExecution.execution;
  const own = `kestra:///test/up/files/executions/${id}/inputs`;
  expect(inputs).toEqual({ a: `${own}/a/x.csv`, b: `${own}/b/y.csv`, name: 'Ann' });
  const stored = await world.get(`/api/v1/executions/${id}/file?path=${encodeURIComponent(inputs.b)}`);
  expect(stored.text).toBe('second');
  await expect
    .poll(async () => (await world.get(`/api/v1/executions/${id}`)).json.taskRunList[0].outputs?.value)
    .toBe('a,b');
});

test('one file may go to two inputs, and the last one for an input counts', async () => {
  const { json } = await send({
    operations: operation('a', 'b', 'a'),
    map: { f: [place(0), place(1)], g: [place(2)] },
    f: file('f', 'f.txt'),
    g: file('g', 'g.txt'),
  });
  const { inputs } = json.data.createExecution.execution;
  expect([inputs.a, inputs.b]).toEqual([
    expect.stringMatching(/\/g.txt$/),
    expect.stringMatching(/\/f.txt$/),
  ]);
});

test('a form without files is an operation like any other', async () => {
  const { json } = await send({ operations: { query: '{ server { version } }' }, map: {} });
  expect(json).toEqual({ data: { server: { version: '1.2.3' } } });
});

test('an empty file is told as an invalid input', async () => {
  const executions = await rows();
  const { json } = await send({ operations: operation('a'), map: { f: [place(0)] }, f: file('', 'e.csv') });
  expect(json.data.createExecution).toMatchObject({
    __typename: 'InvalidInputs',
    issues: [{ inputId: 'a', message: "Can't upload file: e.csv" }],
  });
  expect(await rows()).toBe(executions);
});

const one = operation('a');
const f = new File(['x'], 'x.csv');
const NOT_NULL = 'does not lead to a null in `variables`';
test.each<[string, Record<string, Part>, string]>([
  ['a path to nothing', { operations: one, map: { f: [place(7)] }, f }, NOT_NULL],
  ['a path to something else', { operations: one, map: { f: ['variables.input.namespace'] }, f }, NOT_NULL],
  ['a path outside the variables', { operations: one, map: { f: ['query'] }, f }, NOT_NULL],
  ['a path into a prototype', { operations: one, map: { f: ['variables.__proto__.polluted'] }, f }, NOT_NULL],
  ['one place for two files', { operations: one, map: { f: [place(0)], g: [place(0)] }, f, g: f }, NOT_NULL],
  ['an empty path', { operations: one, map: { f: [''] }, f }, NOT_NULL],
  ['no places', { operations: one, map: { f: [] }, f }, '`map` must be a JSON object'],
  ['a missing file', { operations: one, map: { f: [place(0)] } }, 'which was not sent'],
  ['a text for a file', { operations: one, map: { f: [place(0)] }, f: 'x' }, 'which was not sent'],
  ['a file that nobody asked for', { operations: one, map: { f: [place(0)] }, f, g: f }, 'is not in `map`'],
  ['operations that are no JSON', { operations: '{', map: {} }, '`operations` must be a JSON object'],
  ['a batch', { operations: [one, one], map: {} }, 'batches are not supported'],
  ['a map that is no JSON', { operations: one, map: 'x' }, '`map` must be a JSON object'],
  ['no operations', { map: {} }, 'The form has no text `operations`'],
  ['no map', { operations: one }, 'The form has no text `map`'],
  ['operations as a file', { operations: f, map: {} }, 'The form has no text `operations`'],
  [
    'JSON that is nested too deeply',
    { operations: `{"a":${'['.repeat(50_000)}${']'.repeat(50_000)}}`, map: {} },
    '',
  ],
])('%s is refused', async (_, parts, message) => {
  const executions = await rows();
  const { status, json } = await send(parts);
  expect(status).toBe(400);
  expect(json.errors[0].message).toContain(message);
  expect(await rows()).toBe(executions);
});

test.each([
  ['a torn form', '--x\r\nContent-Disp'],
  ['what is no form', 'abc'],
])('%s is refused', async (_, body) => {
  const headers = { 'content-type': 'multipart/form-data; boundary=x', 'graphql-require-preflight': '1' };
  const { status, json } = await world.get('/graphql', { method: 'POST', body, headers });
  expect([status, json.errors[0].message]).toEqual([
    400,
    'Invalid format: the body is not a well-formed form',
  ]);
});

test('too large files are refused', async () => {
  const large = new File([new Uint8Array(MAX_UPLOAD_BYTES + 1)], 'x');
  const { status, json } = await send({ operations: one, map: { f: [place(0)] }, f: large });
  expect(status).toBe(413);
  expect(json.errors[0].message).toContain(`at most ${MAX_UPLOAD_BYTES} bytes together`);
});

test('a page of another site is refused', async () => {
  const executions = await rows();
  const form = new FormData();
  form.append('operations', JSON.stringify(operation('a')));
  form.append('map', JSON.stringify({ f: [place(0)] }));
  form.append('f', f);
  const encoded = new Response(form);
  const body = Buffer.from(await encoded.arrayBuffer());
  const type = encoded.headers.get('content-type') ?? '';
  const status = (headers: Record<string, string>) =>
    new Promise((resolve, reject) => {
      const sent = request(
        {
          host: '127.0.0.1',
          port: world.port,
          path: '/graphql',
          method: 'POST',
          headers: { ...headers, 'content-type': type },
        },
        (response) => (response.resume(), resolve(response.statusCode)),
      );
      sent.on('error', reject);
      sent.end(body);
    });
  expect(await status({ origin: 'https://evil.example' })).toBe(403);
  expect(await status({ 'sec-fetch-site': 'cross-site' })).toBe(403);
  expect(await status({ host: 'evil.example' })).toBe(403);
  expect(await status({})).toBe(403);
  expect(await rows()).toBe(executions);
  expect(await status({ origin: world.base })).toBe(200);
});

test('the limits of documents hold for forms too', async () => {
  const wide = `{ ${Array.from({ length: 31 }, (_, index) => `a${index}: flowJsonSchema`).join(' ')} }`;
  const long = `{ flowJsonSchema ${' '.repeat(50_000)} }`;
  for (const query of [wide, long]) {
    const { json } = await send({ operations: { query }, map: {} });
    expect(json.data).toBeUndefined();
    expect(json.errors[0].extensions.code).toBe('QUERY_TOO_LARGE');
  }
});

const guessed = {
  query: CREATE,
  variables: {
    input: { namespace: 'test.up', flowId: 'files', files: [{ inputId: 'a', file: 'some-handle' }] },
  },
};

test('a handle that is none of this request is refused', async () => {
  const { json } = await world.graphql(guessed.query, guessed.variables);
  expect(json.errors[0]).toMatchObject({
    message: expect.stringContaining('No such file came with this request'),
    extensions: { code: 'BAD_ARGUMENT' },
  });
  const object = { input: { namespace: 'n', flowId: 'f', files: [{ inputId: 'a', file: {} }] } };
  expect((await world.graphql(CREATE, object)).json.errors[0].message).toContain('multipart/form-data');
  const literal =
    'mutation { createExecution(input: { namespace: "n", flowId: "f", files: [{ inputId: "a", file: "x" }] }) { __typename } }';
  expect((await world.graphql(literal)).json.errors[0].message).toContain('in the variables');
});

test('over a WebSocket there are no uploads, and the error says so', async () => {
  const client = world.socket();
  const errors = await new Promise((resolve, reject) => {
    client.subscribe(guessed, { next: ({ errors }) => resolve(errors), error: reject, complete: () => {} });
  });
  expect(errors).toMatchObject([
    { message: expect.stringContaining('No such file came'), extensions: { code: 'BAD_ARGUMENT' } },
  ]);
});
