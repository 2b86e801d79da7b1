import { Readable } from 'node:stream';
import type { OpenFileResult } from '@headrace/runtime';
import { type Context, Hono } from 'hono';
import { badRequest, illegalArgument, notFound, RestError } from './errors';
import { previewOf } from './preview';
import type { RestEnvironment, RestPorts } from './ports';

type OpenFile = Extract<OpenFileResult, { kind: 'found' }>;
type FileContext = Context<RestEnvironment, '/:id/file'>;

const DEFAULT_ROWS = 100;
const MAX_ROWS = 5_000;

/** Kestra's files of an execution: `/executions/{id}/file`, `/file/metas`, `/file/preview`. */
export function fileRoutes({ runtime }: RestPorts): Hono<RestEnvironment> {
  const routes = new Hono<RestEnvironment>();

  /** The file, or where else it is. @throws RestError when there is none */
  async function open(context: FileContext): Promise<OpenFile | Response> {
    const id = context.req.param('id');
    const address = context.req.query('path');
    if (!address) throw badRequest('Required argument [URI path] not specified');
    const result = await runtime.openFile(id, address);
    switch (result.kind) {
      case 'found':
        return result;
      case 'notFound':
        throw notFound(`Unable to find the file '${address}'`);
      case 'executionNotFound':
        throw notFound(`Unable to find execution id '${id}'`);
      case 'notAnAddress':
        throw illegalArgument('Invalid prefix path');
      case 'foreign': {
        const { executionId } = result;
        if (executionId === null || executionId === id) throw illegalArgument('Invalid prefix path');
        const { pathname, search } = new URL(context.req.url);
        return context.redirect(
          pathname.replace(/\/[^/]+(\/file(\/[a-z]+)?)$/, `/${executionId}$1`) + search,
          307,
        );
      }
    }
  }

  routes.get('/:id/file', async (context) => {
    const file = await open(context);
    if (file instanceof Response) return file;
    const { name, sizeBytes, content } = file;
    const headers = {
      // Never shown as a page of this server, whatever is in it.
      'Content-Type': 'application/octet-stream',
      'Content-Disposition': attachment(name),
      'Content-Length': String(sizeBytes),
      'X-Content-Type-Options': 'nosniff',
    };
    if (context.req.method === 'HEAD') {
      content.destroy();
      return new Response(null, { headers });
    }
    return new Response(Readable.toWeb(content) as ReadableStream<Uint8Array>, { headers });
  });

  routes.get('/:id/file/metas', async (context) => {
    const file = await open(context);
    if (file instanceof Response) return file;
    file.content.destroy();
    return context.json({ size: file.sizeBytes });
  });

  routes.get('/:id/file/preview', async (context) => {
    const maxRows = rowsOf(context.req.query('maxRows'));
    const encoding = context.req.query('encoding') ?? 'UTF-8';
    const decoder = decoderOf(encoding);
    const file = await open(context);
    if (file instanceof Response) return file;
    return context.json(await previewOf(file, { maxRows, decoder }));
  });

  return routes;
}

/** @throws RestError (422) */
function rowsOf(text: string | undefined): number {
  if (text === undefined) return DEFAULT_ROWS;
  if (!/^[1-9]\d{0,8}$/.test(text))
    throw new RestError(422, `Invalid format: maxRows '${text}' is not a number from 1 on`);
  return Math.min(Number(text), MAX_ROWS);
}

/** @throws RestError (422) */
function decoderOf(encoding: string): TextDecoder {
  try {
    return new TextDecoder(encoding);
  } catch {
    throw illegalArgument(`Unable to preview using encoding '${encoding}'`);
  }
}

/** The header for any name: a plain one for old clients, the exact one encoded (RFC 5987). */
function attachment(name: string): string {
  const plain = name.replace(/[^\x20-\x7e]|["\\%]/g, '_');
  const exact = encodeURIComponent(name.toWellFormed()).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${plain}"; filename*=UTF-8''${exact}`;
}
