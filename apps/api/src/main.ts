import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { createFollower, createLog, createRuntime, openPorts, runService } from '@headrace/runtime';
import { type Environment, readEnvironment } from './environment';
import { openPages } from './pages';
import { loadSamples } from './samples';
import { createApiServer, LONGEST_REQUEST_MS, type Server } from './server';
import { removeAbandonedFolders } from './upload/staging-folder';

/** This file runs as apps/api/src/main.ts and, bundled, as apps/api/dist/main.js. */
const fromRoot = (path: string) => fileURLToPath(new URL(`../../../${path}`, import.meta.url));

const bootLog = createLog('api', 'error');

await runService(async () => {
  const environment = readEnvironment();
  const log = createLog('api', environment.logLevel);
  // Next reads files and no stores: both take their time at once.
  const [pages, ports] = await Promise.all([
    openPages(fromRoot('apps/web')),
    openPorts({ ...environment, migrationsDirectory: fromRoot('prisma/migrations'), log }),
  ]);
  const runtime = createRuntime(ports);
  await loadSamples(runtime, fromRoot('apps/api/samples'));
  const follower = createFollower({
    pool: ports.database.pool,
    bus: ports.bus,
    onTrouble: (error) => log.warn({ err: error }, 'cannot read what is followed; trying again'),
  });
  const { version } = JSON.parse(readFileSync(fromRoot('package.json'), 'utf8')) as { version: string };
  // Younger ones may be in use by another server on this machine.
  removeAbandonedFolders(Date.now() - 2 * LONGEST_REQUEST_MS).catch((error: unknown) =>
    log.warn({ err: error }, 'cannot remove what uploads left behind'),
  );
  const server = createApiServer({
    runtime,
    follower,
    version,
    pages,
    log,
    maxUploadBytes: environment.maxUploadBytes,
    accessLog: environment.accessLog,
    slowRequestMs: environment.slowRequestMs,
    requestTimeoutMs: environment.requestTimeoutMs,
    publicUrl: environment.publicUrl,
    secretHeaders: environment.secretHeaders,
  });
  const port = await listen(server, environment);
  const address = `http://${nameOf(environment.host)}:${port}`;
  log.info({ address }, 'serving');
  return {
    address,
    stop: async () => {
      await server.close();
      await pages.close();
      await ports.close();
    },
  };
}, bootLog);

async function listen(server: Server, { port, host }: Environment): Promise<number> {
  try {
    return await server.listen(port, host);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE')
      throw new Error(`The port ${port} is taken: set HEADRACE_PORT to another one.`);
    throw error;
  }
}

function nameOf(host: string): string {
  if (host === '::1') return '[::1]';
  return host === '127.0.0.1' ? 'localhost' : host;
}
