import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type ApiWorld, createApiWorld } from '../api.world';

const MIB = 1024 * 1024;
const MAX_UPLOAD_BYTES = 65 * MIB;
const EXECUTIONS = '/api/v1/executions';

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
  - { id: file, type: FILE, required: false }
  - { id: other, type: FILE, required: false }
  - { id: name, type: STRING, required: false }
  - { id: list, type: JSON, required: false }
tasks:
  - id: told
    type: io.kestra.plugin.core.debug.Return
    format: "{{ inputs.file is empty ? '' : read(inputs.file) }}"
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

const FLOW = `${EXECUTIONS}/test.up/files`;
const start = (body: BodyInit, query = '?wait=true', headers: HeadersInit = {}) =>
  world.get(FLOW + query, { method: 'POST', body, headers });

function form(...parts: readonly (readonly [string, string | File])[]): FormData {
  const data = new FormData();
  for (const [name, value] of parts) data.append(name, value);
  return data;
}

async function bytesOf(executionId: string, address: string): Promise<Buffer> {
  const path = `${EXECUTIONS}/${executionId}/file?path=${encodeURIComponent(address)}`;
  return Buffer.from(await (await fetch(new URL(path, world.base))).arrayBuffer());
}

const partOf = (name: string) =>
  `--x\r\nContent-Disposition: form-data; name="${name}"; filename="f"\r\n\r\n`;

/** The status of a form in chunks, with headers that `fetch` would not send. */
function raw(chunks: readonly (string | Buffer)[], headers: Record<string, string> = {}): Promise<number> {
  return new Promise((resolve, reject) => {
    const sent = request({
      host: '127.0.0.1',
      port: world.port,
      path: FLOW,
      method: 'POST',
      headers: { 'content-type': 'multipart/form-data; boundary=x', ...headers },
    });
    sent.on('error', reject);
    sent.on('response', (response) => (response.resume(), resolve(response.statusCode ?? 0)));
    for (const chunk of chunks) sent.write(chunk);
    sent.end();
  });
}

const rows = () => world.count('executions');

describe('a file', () => {
  test.each([
    ['by the name of its part', ['file', new File(['a,b\n1,2'], 'x.csv')], 'x.csv'],
    ['by its file name', ['files', new File(['a,b\n1,2'], 'file')], 'file'],
    ['by the name of its part before its file name', ['file', new File(['a,b\n1,2'], 'other')], 'other'],
  ] as const)('belongs to its input %s', async (_, part, name) => {
    const { status, json } = await start(form(part));
    expect(status).toBe(200);
    expect(json.inputs).toEqual({
      file: `kestra:///test/up/files/executions/${json.id}/inputs/file/${name}`,
      other: null,
      name: null,
      list: null,
    });
    expect(json.taskRunList[0].outputs.value).toBe('a,b\n1,2');
    expect((await bytesOf(json.id, json.inputs.file)).toString()).toBe('a,b\n1,2');
  });

  test('is taken at the older address and with the tenant in the path too', async () => {
    for (const path of [`${EXECUTIONS}/trigger/test.up/files`, '/api/v1/main/executions/test.up/files']) {
      const body = form(['file', new File(['x'], 'x.csv')]);
      const { json } = await world.get(path, { method: 'POST', body });
      expect((await bytesOf(json.id, json.inputs.file)).toString()).toBe('x');
    }
  });

  test('gives its text to an input that is no file', async () => {
    const body = form(['name', new File(['Ann'], 'n.txt')], ['files', new File(['[1, 2]'], 'list')]);
    expect((await start(body)).json.inputs).toMatchObject({ name: 'Ann', list: [1, 2] });
  });

  test('of an unknown input is ignored', async () => {
    const { status, json } = await start(form(['nobody', new File(['x'], 'nothing')]));
    expect([status, json.inputs.file]).toEqual([200, null]);
  });

  test('gives way to the part that comes last', async () => {
    const first = new File(['first'], 'first.txt');
    const last = new File(['last'], 'last.txt');
    const twice = await start(form(['file', first], ['files', new File(['x'], 'other')], ['file', last]));
    expect(twice.json.taskRunList[0].outputs.value).toBe('last');
    const address: string = twice.json.inputs.file;
    const text = await start(form(['file', first], ['file', address]), '');
    expect(text.json.inputs.file).toBe(address);
    const again = await start(form(['file', 'kestra:///x/y'], ['file', last]));
    expect(again.json.inputs.file).toContain('last.txt');
  });

  test('of 64 MiB arrives whole', async () => {
    const bytes = randomBytes(64 * MIB);
    const { json } = await start(form(['other', new File([bytes], 'large.bin')]));
    const hash = (buffer: Buffer) => createHash('sha256').update(buffer).digest('hex');
    expect(hash(await bytesOf(json.id, json.inputs.other))).toBe(hash(bytes));
  });
});

describe('nothing is started by', () => {
  test('an empty file', async () => {
    const executions = await rows();
    const { status, json } = await start(form(['file', new File([], 'empty.csv')]));
    expect([status, json.message]).toEqual([422, "Illegal argument: Can't upload file: empty.csv"]);
    expect(await rows()).toBe(executions);
  });

  test('files that are too large, announced or not', async () => {
    const executions = await rows();
    const announced = await start(form(['file', new File([new Uint8Array(MAX_UPLOAD_BYTES + 1)], 'x')]));
    const chunked = await raw([partOf('file'), Buffer.alloc(MAX_UPLOAD_BYTES + 1), '\r\n--x--\r\n']);
    expect(announced.status).toBe(413);
    expect(announced.json.message).toContain(`at most ${MAX_UPLOAD_BYTES} bytes together`);
    expect(announced.json._links.self[0].href).toBe(FLOW);
    expect(chunked).toBe(413);
    expect(await rows()).toBe(executions);
  });

  test.each([
    ['a torn form', '--x\r\nContent-Disposition: form-data; name="file"; filename="f"\r\n\r\nhalf'],
    ['what is no form', 'abc'],
  ])('%s', async (_, body) => {
    const executions = await rows();
    const answer = await start(body, '', { 'content-type': 'multipart/form-data; boundary=x' });
    expect(answer.status).toBe(422);
    expect(answer.json.message).toBe('Invalid format: the body is not a well-formed form');
    expect(await rows()).toBe(executions);
  });

  test('an upload that is broken off', async () => {
    const executions = await rows();
    const headers = { 'content-type': 'multipart/form-data; boundary=x', 'content-length': '1000000' };
    const sent = request({ host: '127.0.0.1', port: world.port, path: FLOW, method: 'POST', headers });
    sent.on('error', () => {});
    sent.write(`${partOf('file')}half`);
    await expect.poll(() => readdir(folder)).toHaveLength(1);
    sent.destroy();
    await expect.poll(() => readdir(folder)).toEqual([]);
    expect(await rows()).toBe(executions);
  });

  test('a page of another site', async () => {
    const executions = await rows();
    const headers = { origin: 'https://evil.example' };
    const status = await raw([partOf('file'), 'bytes\r\n--x--\r\n'], headers);
    expect(status).toBe(403);
    expect(await rows()).toBe(executions);
  });

  test('a disk that takes nothing', async () => {
    const executions = await rows();
    process.env.TMPDIR = '/nowhere';
    const answer = await start(form(['file', new File([new Uint8Array(MIB)], 'x')]));
    process.env.TMPDIR = folder;
    expect([answer.status, answer.json.message]).toEqual([
      500,
      'Internal server error: see the log of the server',
    ]);
    expect(world.logged.join('\n')).toContain('ENOENT');
    expect(await rows()).toBe(executions);
    expect((await start(form(['name', 'Ann']))).status).toBe(200);
  });

  test('an unknown flow', async () => {
    const body = form(['file', new File(['x'], 'x')]);
    const { status } = await world.get(`${EXECUTIONS}/test.up/nobody`, { method: 'POST', body });
    expect(status).toBe(404);
  });
});

test('files are removed before the end is waited for', async () => {
  await world.save(`id: slow
namespace: test.up
inputs: [{ id: file, type: FILE }]
tasks:
  - { id: fails, type: io.kestra.plugin.core.debug.Return, format: "{{ missing }}", retry: { type: constant, interval: PT1H, maxAttempt: 2 } }
`);
  const leaving = new AbortController();
  const body = form(['file', new File(['x'], 'x')]);
  const waiting = fetch(new URL(`${EXECUTIONS}/test.up/slow?wait=true`, world.base), {
    method: 'POST',
    body,
    signal: leaving.signal,
  });
  await expect.poll(() => world.followed()).toBe(1);
  await expect.poll(() => readdir(folder)).toEqual([]);
  leaving.abort();
  await expect(waiting).rejects.toThrow();
  await expect.poll(() => world.followed()).toBe(0);
});
