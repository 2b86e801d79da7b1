import { existsSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { join } from 'node:path';

export interface Pages {
  handle(request: IncomingMessage, response: ServerResponse): Promise<void>;
  close(): Promise<void>;
}

const NOT_BUILT = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Headrace</title>
<body><h1>Headrace</h1><p>The screens are not built. The API is there: <code>/graphql</code> and <code>/api/v1</code>.</p></body></html>`;

/** The screens: Next.js in this process, or a plain page where they are not built. */
export async function openPages(folder: string): Promise<Pages> {
  if (!existsSync(join(folder, '.next', 'BUILD_ID')))
    return { handle: answerNotBuilt, close: async () => {} };
  const { default: next } = await import('next');
  // Next gets a server that never listens: with ours, or with none, it would answer WebSocket upgrades too.
  const app = next({
    dev: false,
    dir: folder,
    httpServer: createServer(),
  });
  await app.prepare();
  const handle = app.getRequestHandler();
  return { handle: (request, response) => handle(request, response), close: () => app.close() };
}

async function answerNotBuilt(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const isPage = request.method === 'GET' || request.method === 'HEAD';
  response.writeHead(isPage ? 200 : 404, { 'Content-Type': 'text/html; charset=utf-8' });
  response.end(request.method === 'GET' ? NOT_BUILT : '');
}
