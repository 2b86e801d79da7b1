import { request } from 'node:http';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ApiWorld, createApiWorld } from '../api.world';

const EXECUTIONS = '/api/v1/executions';
const FOLDER = 'kestra:///test/files';

let world: ApiWorld;
beforeAll(async () => {
  world = await createApiWorld();
  await world.save(`id: kept
namespace: test.files
inputs: [{ id: f, type: FILE }]
tasks: [{ id: t, type: io.kestra.plugin.core.debug.Return, format: x }]
`);
});
afterAll(() => world.close());

interface Kept {
  readonly id: string;
  readonly address: string;
}

async function keep(content: BlobPart, name = 'a.txt'): Promise<Kept> {
  const body = new FormData();
  body.append('f', new File([content], name));
  const { json } = await world.get(`${EXECUTIONS}/test.files/kept`, { method: 'POST', body });
  return { id: json.id, address: json.inputs.f };
}

const fileOf = (id: string, path: string, more = '', kind = '') =>
  world.get(`${EXECUTIONS}/${id}/file${kind}?path=${encodeURIComponent(path)}${more}`, {
    redirect: 'manual',
  });

/** Every stream that the runtime opens for a download. */
function watchOpened(content?: () => Readable): { readonly streams: Readable[]; restore(): void } {
  const { runtime } = world;
  const original = runtime.openFile;
  const streams: Readable[] = [];
  Object.assign(runtime, {
    openFile: async (...args: Parameters<typeof original>) => {
      const opened = await original(...args);
      if (opened.kind !== 'found') return opened;
      const stream = content?.() ?? opened.content;
      streams.push(stream);
      return { ...opened, content: stream, ...(content && { sizeBytes: 2 ** 40 }) };
    },
  });
  return { streams, restore: () => void Object.assign(runtime, { openFile: original }) };
}

test('a file is handed out as bytes to be kept, never to be shown', async () => {
  const { id, address } = await keep('<script>alert(1)</script>', 'page.html');
  const { status, text, headers } = await fileOf(id, address);
  expect([status, text]).toEqual([200, '<script>alert(1)</script>']);
  expect(Object.fromEntries(headers)).toMatchObject({
    'content-type': 'application/octet-stream',
    'content-disposition': `attachment; filename="page.html"; filename*=UTF-8''page.html`,
    'content-length': '25',
    'x-content-type-options': 'nosniff',
  });
});

test.each([
  ['a "b".txt', 'a _b_.txt', 'a%20%22b%22.txt'],
  ['grün €.txt', 'gr_n _.txt', 'gr%C3%BCn%20%E2%82%AC.txt'],
  ['a\r\nSet-Cookie: x.txt', 'aSet-Cookie: x.txt', 'aSet-Cookie%3A%20x.txt'],
  ["100%'(1)*.txt", "100_'(1)*.txt", '100%25%27%281%29%2A.txt'],
])('the name %j is written so that it stays a name', async (name, plain, exact) => {
  const { id, address } = await keep('x', name);
  const { status, headers } = await fileOf(id, address);
  expect(status).toBe(200);
  expect(headers.get('content-disposition')).toBe(
    `attachment; filename="${plain}"; filename*=UTF-8''${exact}`,
  );
  expect(headers.get('set-cookie')).toBeNull();
});

test('its size can be asked for', async () => {
  const { id, address } = await keep('grün');
  expect(await fileOf(id, address, '', '/metas')).toMatchObject({ status: 200, json: { size: 5 } });
});

test.each([[''], ['/metas'], ['/preview']])(
  'a file of another execution is found there: /file%s',
  async (kind) => {
    const [own, other] = [await keep('own'), await keep('other')];
    for (const prefix of ['/api/v1', '/api/v1/main']) {
      const path = `file${kind}?path=${encodeURIComponent(other.address)}`;
      const asked = `${prefix}/executions/${own.id}/${path}`;
      const answer = await world.get(asked, { redirect: 'manual' });
      expect(answer.status).toBe(301);
      expect(answer.headers.get('location')).toBe(`${prefix}/executions/${other.id}/${path}`);
      expect((await world.get(asked)).status).toBe(200);
    }
  },
);

test.each([
  ['no path', '', 400, 'Bad Request: '],
  ['an address of another kind', 'file:///etc/passwd', 422, 'Illegal argument: Invalid prefix path'],
  ['a way out', `${FOLDER}/../../etc/passwd`, 422, 'Illegal argument: Invalid prefix path'],
  ['a file of a namespace', `${FOLDER}/_files/a.txt`, 422, 'Illegal argument: Invalid prefix path'],
  ['a missing file', `${FOLDER}/kept/executions/ID/inputs/f/b.txt`, 404, 'Not Found: '],
  ['its own id elsewhere', 'kestra:///else/executions/ID/inputs/f/b.txt', 422, 'Illegal argument: Invalid'],
])('%s is refused', async (_, path, status, message) => {
  const { id } = await keep('x');
  for (const kind of ['', '/metas', '/preview']) {
    const answer = await fileOf(id, path.replace('ID', id), '', kind);
    expect([kind, answer.status]).toEqual([kind, status]);
    expect(answer.json.message).toContain(message);
  }
});

test('an unknown execution has no files', async () => {
  const { address } = await keep('x');
  const answer = await fileOf('nobody', address);
  expect([answer.status, answer.json.message]).toEqual([
    404,
    "Not Found: Unable to find execution id 'nobody'",
  ]);
});

test('asking for the headers alone, or the size, leaves no file open', async () => {
  const { id, address } = await keep('x');
  const opened = watchOpened();
  const path = `${EXECUTIONS}/${id}/file?path=${encodeURIComponent(address)}`;
  const head = await world.get(path, { method: 'HEAD' });
  expect([head.status, head.headers.get('content-length'), head.text]).toEqual([200, '1', '']);
  await fileOf(id, address, '', '/metas');
  await fileOf(id, address, '', '/preview');
  opened.restore();
  expect(opened.streams.map(({ destroyed }) => destroyed)).toEqual([true, true, true]);
});

test('a client that goes away leaves no file open', async () => {
  const { id, address } = await keep('x');
  const endless = () =>
    new Readable({
      read() {
        this.push(Buffer.alloc(64 * 1024));
      },
    });
  const opened = watchOpened(endless);
  const path = `${EXECUTIONS}/${id}/file?path=${encodeURIComponent(address)}`;
  await new Promise<void>((resolve) => {
    const sent = request({ host: '127.0.0.1', port: world.port, path }, (response) => {
      response.once('data', () => {
        response.destroy();
        resolve();
      });
    });
    sent.end();
  });
  await expect.poll(() => opened.streams[0]?.destroyed).toBe(true);
  opened.restore();
});

test('a client that went away before the file was opened leaves none open', async () => {
  const { id, address } = await keep('x');
  const opened = watchOpened();
  const { runtime } = world;
  const { openFile } = runtime;
  const path = `${EXECUTIONS}/${id}/file?path=${encodeURIComponent(address)}`;
  const gone = new Promise<void>((resolve) => {
    Object.assign(runtime, {
      openFile: async (...args: Parameters<typeof openFile>) => {
        sent.destroy();
        // The server has to learn of it first.
        await new Promise((later) => setTimeout(later, 50));
        const result = await openFile(...args);
        resolve();
        return result;
      },
    });
  });
  const sent = request({ host: '127.0.0.1', port: world.port, path });
  sent.on('error', () => {});
  sent.end();
  await gone;
  await expect.poll(() => opened.streams[0]?.destroyed).toBe(true);
  opened.restore();
});

const LATIN = new Uint8Array([0x44, 0xfc, 0x73]);
const LINES = Array.from({ length: 150 }, (_, line) => `line ${line}`);

test.each<[string, string, BlobPart, string, object]>([
  ['text', 'a.txt', 'a\r\nb\n', '', { extension: 'txt', type: 'TEXT', content: 'a\nb', truncated: false }],
  ['no extension', 'LICENSE', 'x', '', { extension: '', type: 'TEXT', content: 'x', truncated: false }],
  [
    'the first lines',
    'a.log',
    LINES.join('\n'),
    '',
    { content: LINES.slice(0, 100).join('\n'), truncated: true },
  ],
  ['fewer lines', 'a.log', LINES.join('\n'), '&maxRows=2', { content: 'line 0\nline 1', truncated: true }],
  ['more lines', 'a.log', LINES.join('\n'), '&maxRows=99999', { truncated: false }],
  ['Markdown', 'a.md', '# x', '', { extension: 'md', type: 'MARKDOWN', content: '# x' }],
  ['JSON lines', 'a.jsonl', '{"a":1}\n[2]\n', '', { type: 'LIST', content: [{ a: 1 }, [2]] }],
  ['JSON lines that are none', 'a.jsonl', 'x\n', '', { type: 'TEXT', content: 'x' }],
  ['an image', 'a.PNG', LATIN, '', { extension: 'PNG', type: 'IMAGE', content: 'RPxz', truncated: false }],
  ['a PDF', 'a.pdf', LATIN, '', { type: 'PDF', content: 'RPxz' }],
  ['another encoding', 'a.txt', LATIN, '&encoding=ISO-8859-1', { content: 'Düs' }],
])('%s can be looked at', async (_, name, content, more, seen) => {
  const { id, address } = await keep(content, name);
  expect(await fileOf(id, address, more, '/preview')).toMatchObject({ status: 200, json: seen });
});

test('of large files only the beginning is looked at', async () => {
  const text = await keep('ü'.repeat(1024 * 1024));
  const { json } = await fileOf(text.id, text.address, '', '/preview');
  expect([json.content, json.truncated]).toEqual(['ü'.repeat(512 * 1024), true]);
  const image = await keep(new Uint8Array(6 * 1024 * 1024), 'a.png');
  expect((await fileOf(image.id, image.address, '', '/preview')).json).toMatchObject({
    type: 'IMAGE',
    content: '',
    truncated: true,
  });
});

test.each([
  ['&encoding=foo', "Illegal argument: Unable to preview using encoding 'foo'"],
  ['&maxRows=0', 'maxRows: must be greater than or equal to 1'],
  ['&maxRows=x', 'maxRows: must be a whole number'],
])('a preview with %s is refused', async (more, message) => {
  const { id, address } = await keep('x');
  const { status, json } = await fileOf(id, address, more, '/preview');
  expect(status).toBe(422);
  expect(json.message).toContain(message);
});
