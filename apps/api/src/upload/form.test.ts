import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { createServer, type IncomingMessage, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fuzz } from '@headrace/testkit/fuzz';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type FormLimits, type Staging, stageForm } from './form';

let server: Server;
let folder: string;
let limits: FormLimits;
let staged: (staging: Staging) => void;
const before = process.env.TMPDIR;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'headrace-test-'));
  process.env.TMPDIR = folder;
  server = createServer((incoming: IncomingMessage, response) => {
    void stageForm(incoming, limits).then((staging) => {
      staged(staging);
      incoming.resume();
      response.end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterAll(async () => {
  process.env.TMPDIR = before;
  server.closeAllConnections();
  server.close();
  await rm(folder, { recursive: true });
});

const BODY = [
  '--edge\r\nContent-Disposition: form-data; name="a"\r\n\r\ntext\r\n',
  '--edge\r\nContent-Disposition: form-data; name="f"; filename="x.csv"\r\nContent-Type: text/csv\r\n\r\n1,2\r\n3,4\r\n',
  '--edge\r\nContent-Disposition: form-data; name="b"\r\n\r\n\r\n',
  '--edge--\r\n',
].join('');

function send(
  body: string | Buffer | readonly string[],
  { type = 'multipart/form-data; boundary=edge', ...most }: Partial<FormLimits> & { type?: string } = {},
): Promise<Staging> {
  limits = { maxUploadBytes: 1024 * 1024, ...most };
  return new Promise((resolve, reject) => {
    staged = resolve;
    const { port } = server.address() as AddressInfo;
    const headers = { 'content-type': type };
    const sent = request({ port, host: '127.0.0.1', method: 'POST', headers, agent: false });
    sent.on('error', reject);
    sent.on('response', (response) => response.resume());
    for (const chunk of typeof body === 'string' || Buffer.isBuffer(body) ? [body] : body) sent.write(chunk);
    sent.end();
  });
}

/** What can be compared of a form. */
async function seen(staging: Staging): Promise<unknown> {
  if (staging.kind !== 'staged') return staging.kind;
  return Promise.all(
    staging.form.parts.map(async (part) =>
      part.kind === 'text'
        ? [part.name, part.value]
        : [part.name, part.file.name, await text(part.file.open())],
    ),
  );
}

function fileNamed(disposition: string): string {
  return `--edge\r\nContent-Disposition: form-data; ${disposition}\r\n\r\nbytes\r\n--edge--\r\n`;
}

test('a form is read in its order, its files can be opened until it is discarded', async () => {
  const staging = await send(BODY);
  expect(await seen(staging)).toEqual([
    ['a', 'text'],
    ['f', 'x.csv', '1,2\r\n3,4'],
    ['b', ''],
  ]);
  const [own = ''] = await readdir(folder);
  const [file = ''] = await readdir(join(folder, own));
  expect((await stat(join(folder, own))).mode & 0o777).toBe(0o700);
  expect((await stat(join(folder, own, file))).mode & 0o777).toBe(0o600);
  if (staging.kind === 'staged') await staging.form.discard();
  expect(await readdir(folder)).toEqual([]);
  await expect(seen(staging)).rejects.toThrow('ENOENT');
});

test('a form that ends anywhere before its end is malformed, and nothing is left', async () => {
  const end = BODY.length - '--\r\n'.length;
  for (let length = 1; length < end; length += 1)
    expect((await send(BODY.slice(0, length))).kind, BODY.slice(0, length)).toBe('malformed');
  expect(await readdir(folder)).toEqual([]);
});

test.each([
  ['no boundary', BODY, 'multipart/form-data'],
  ['another boundary', BODY, 'multipart/form-data; boundary=other'],
  ['no form at all', 'abc', undefined],
  ['a part without a name', fileNamed('filename="x"'), undefined],
])('%s is malformed', async (_, body, type) => {
  expect((await send(body, { type })).kind).toBe('malformed');
  expect(await readdir(folder)).toEqual([]);
});

test.each([
  ['name="f"; filename="a \\"b\\".txt"', 'a "b".txt'],
  ['name="f"; filename="a %22b%22.txt"', 'a "b".txt'],
  ['name="f"; filename="grün.txt"', 'grün.txt'],
  [`name="f"; filename*=utf-8''gr%C3%BCn.txt`, 'grün.txt'],
  ['name="f"; filename="../../etc/passwd"', 'passwd'],
  ['name="f"; filename=""', 'f'],
])('a file sent with %s', async (disposition, name) => {
  const staging = await send(fileNamed(disposition));
  expect(await seen(staging)).toEqual([['f', name, 'bytes']]);
  if (staging.kind === 'staged') await staging.form.discard();
});

test('a file field in which nothing was chosen is no part', async () => {
  const body = fileNamed('name="f"; filename=""').replace('bytes', '');
  const staging = await send(body);
  expect(await seen(staging)).toEqual([]);
  if (staging.kind === 'staged') await staging.form.discard();
});

test('no body is a form without parts', async () => {
  expect(await seen(await send(''))).toEqual([]);
});

test('what comes after the form is ignored, up to a limit', async () => {
  const staging = await send(`${BODY}${'x'.repeat(100_000)}`);
  expect(staging.kind).toBe('staged');
  if (staging.kind === 'staged') await staging.form.discard();
  expect((await send(Buffer.from(`${BODY}${'x'.repeat(13 * 1024 * 1024)}`))).kind).toBe('tooLarge');
  expect(await readdir(folder)).toEqual([]);
});

test.each([
  ['one large file', fileNamed('name="f"; filename="x"').replace('bytes', 'x'.repeat(5_000)), 4_999],
  ['files that are large together', BODY.replace('--edge--', '') + BODY, 15],
  ['too many parts', textParts(1_001), 100],
  ['texts that are large together', textParts(11, 1024 * 1024), 100],
  ['one large text', textParts(1, 11 * 1024 * 1024), 100],
])('%s: too large', async (_, body, maxUploadBytes) => {
  expect((await send(body, { maxUploadBytes })).kind).toBe('tooLarge');
  expect(await readdir(folder)).toEqual([]);
});

test('at the limit a file is welcome', async () => {
  const staging = await send(BODY, { maxUploadBytes: 8 });
  expect(staging.kind).toBe('staged');
  if (staging.kind === 'staged') await staging.form.discard();
});

test('whatever is sent, an answer is found and nothing is left', async () => {
  const piece = fc.constantFrom(
    ...['--edge', '--edge--', '--edge\r\n', '\r\n', '\r\n\r\n', '--', '-', 'x', '\n', '\r'],
    ...['Content-Disposition: form-data', '; name="f"', '; filename="x"', '; name=', '"', ': ', ';'],
    ...['Content-Type: multipart/mixed; boundary=edge\r\n', 'Content-Transfer-Encoding: base64\r\n'],
    ...[BODY, BODY.slice(0, 100), BODY.slice(60), 'y'.repeat(70_000)],
  );
  const property = fc.asyncProperty(
    fc.array(piece, { maxLength: 20 }),
    fc.boolean(),
    async (pieces, whole) => {
      const staging = await send(whole ? pieces.join('') : pieces);
      if (staging.kind === 'staged') await staging.form.discard();
      expect(staging.kind).not.toBe('aborted');
      expect(await readdir(folder)).toEqual([]);
    },
  );
  await fuzz(import.meta.dirname, 'forms', property, { runs: 200 });
});

test('a sender that stops in the middle is left after a while', async () => {
  limits = { maxUploadBytes: 1024, idleMs: 50 };
  const staging = new Promise<Staging>((resolve) => {
    staged = resolve;
  });
  const { port } = server.address() as AddressInfo;
  const headers = { 'content-type': 'multipart/form-data; boundary=edge' };
  const sent = request({ port, host: '127.0.0.1', method: 'POST', headers });
  sent.on('error', () => {});
  sent.write(BODY.slice(0, 180));
  expect((await staging).kind).toBe('aborted');
  expect(await readdir(folder)).toEqual([]);
});

function textParts(count: number, length = 1): string {
  const part = `--edge\r\nContent-Disposition: form-data; name="a"\r\n\r\n${'x'.repeat(length)}\r\n`;
  return `${part.repeat(count)}--edge--\r\n`;
}
