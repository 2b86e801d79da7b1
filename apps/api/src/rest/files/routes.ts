import { Readable } from 'node:stream';
import type { OpenFileResult } from '@headrace/runtime';
import { z } from 'zod';
import { answerJson } from '../answer';
import { type Asked, endpoint, type Endpoint } from '../endpoint';
import { illegalArgument } from '../errors';
import type { RestPorts } from '../ports';
import type { QueryShape } from '../query';
import { refusalOf } from '../results';
import { fileQuery, previewQuery } from './params';
import { previewOf } from './preview';

type OpenFile = Extract<OpenFileResult, { kind: 'found' }>;

/** Kestra's files of an execution: `/executions/{id}/file`, `/file/metas`, `/file/preview`. */
export function fileEndpoints({ runtime }: RestPorts): readonly Endpoint[] {
  /** The file, or where else it is. @throws RestError when there is none */
  async function open(
    { context, params, url }: Asked<QueryShape>,
    address: string,
  ): Promise<OpenFile | Response> {
    const { executionId: id = '' } = params;
    const result = await runtime.openFile(id, address);
    switch (result.kind) {
      case 'found':
        return result;
      case 'notFound':
        throw refusalOf({ kind: 'fileNotFound' }, address);
      case 'notAnAddress':
        throw refusalOf(result);
      case 'executionNotFound':
        throw refusalOf(result, id);
      case 'foreign': {
        const { executionId } = result;
        if (executionId === null || executionId === id) throw refusalOf({ kind: 'notAnAddress' });
        const elsewhere = url.pathname.replace(/\/[^/]+(\/file(\/[a-z]+)?)$/, `/${executionId}$1`);
        return context.redirect(elsewhere + url.search, 301);
      }
    }
  }
  const errors = [404] as const;
  const foreign = { description: 'The file is one of another execution, whose address this is.' };

  return [
    endpoint({
      method: 'GET',
      path: '/executions/:executionId/file',
      operation: 'downloadFileFromExecution',
      summary: 'The bytes of a file of an execution.',
      query: fileQuery,
      answers: {
        200: { description: 'The file.', type: 'application/octet-stream', schema: z.string() },
        301: foreign,
        errors,
      },
      async handle(asked) {
        const file = await open(asked, asked.query.path);
        if (file instanceof Response) return file;
        const { name, sizeBytes, content } = file;
        const headers = {
          // Never shown as a page of this server, whatever is in it.
          'Content-Type': 'application/octet-stream',
          'Content-Disposition': attachment(name),
          'Content-Length': String(sizeBytes),
          'X-Content-Type-Options': 'nosniff',
        };
        if (asked.context.req.method === 'HEAD') {
          content.destroy();
          return new Response(null, { headers });
        }
        return new Response(Readable.toWeb(content) as ReadableStream<Uint8Array>, { headers });
      },
    }),
    endpoint({
      method: 'GET',
      path: '/executions/:executionId/file/metas',
      operation: 'getFileMetadatasFromExecution',
      summary: 'The size of a file of an execution.',
      query: fileQuery,
      answers: {
        200: { description: 'Its size in bytes.', schema: z.object({ size: z.number() }) },
        301: foreign,
        errors,
      },
      async handle(asked) {
        const file = await open(asked, asked.query.path);
        if (file instanceof Response) return file;
        file.content.destroy();
        return answerJson(asked.context, { size: file.sizeBytes });
      },
    }),
    endpoint({
      method: 'GET',
      path: '/executions/:executionId/file/preview',
      operation: 'previewFileFromExecution',
      summary: 'The beginning of a file of an execution.',
      query: previewQuery,
      answers: {
        200: {
          description: 'Text, values, or base64 of an image.',
          schema: z.object({
            extension: z.string(),
            type: z.enum(['TEXT', 'LIST', 'IMAGE', 'MARKDOWN', 'PDF']),
            content: z.unknown(),
            maxLine: z.number(),
            truncated: z.boolean(),
          }),
        },
        301: foreign,
        errors,
      },
      async handle(asked) {
        const { maxRows, encoding, path } = asked.query;
        const decoder = decoderOf(encoding);
        const file = await open(asked, path);
        if (file instanceof Response) return file;
        return answerJson(asked.context, await previewOf(file, { maxRows, decoder }));
      },
    }),
  ];
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
