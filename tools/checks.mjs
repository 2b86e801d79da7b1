// @ts-check
import { createServer } from 'node:net';
import { errorCode, Failure } from './failure.mjs';

const CONNECT_TIMEOUT_MS = 5_000;

/**
 * @param {{ host: string, port: number }} address
 * @throws {Failure} when nobody may listen there
 */
export async function checkPortIsFree({ host, port }) {
  const server = createServer();
  try {
    await new Promise((resolve, reject) => {
      server.once('error', reject);
      server.listen({ host, port }, () => server.close(resolve));
    });
  } catch (error) {
    throw new Failure(portSentence({ host, port }, errorCode(error) ?? String(error)));
  }
}

/**
 * @param {{ host: string, port: number }} address
 * @param {string} code
 */
function portSentence({ host, port }, code) {
  const advice = `start with another one, such as HEADRACE_PORT=${port + 1}`;
  if (code === 'EADDRINUSE') return `Port ${port} is taken by another program: stop that, or ${advice}.`;
  if (code === 'EACCES')
    return `Port ${port} may not be used by this user: ${advice.replace(String(port + 1), '8080')}.`;
  return `Nobody can listen on ${host}, port ${port} (${code}): set HEADRACE_HOST to an address of this machine.`;
}

/**
 * @param {string} url
 * @throws {Failure} when there is no PostgreSQL to talk to
 */
export async function checkDatabase(url) {
  const shown = withoutSecrets(url, 'DATABASE_URL', ['postgres:', 'postgresql:']);
  const { default: pg } = await import('pg');
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: CONNECT_TIMEOUT_MS });
  try {
    await client.connect();
    await client.query('SELECT 1');
  } catch (error) {
    throw new Failure(`The PostgreSQL of DATABASE_URL (${shown}) cannot be used: ${reasonOf(error)}.`);
  } finally {
    await client.end().catch(() => {});
  }
}

/**
 * @param {string} url
 * @throws {Failure} when there is no Redis to talk to
 */
export async function checkRedis(url) {
  const shown = withoutSecrets(url, 'REDIS_URL', ['redis:', 'rediss:', 'unix:']);
  const { Redis } = await import('ioredis');
  const options = { lazyConnect: true, connectTimeout: CONNECT_TIMEOUT_MS, maxRetriesPerRequest: 0 };
  const redis = new Redis(url, { ...options, retryStrategy: () => null });
  let lastError;
  redis.on('error', (error) => {
    lastError = error;
  });
  try {
    await redis.connect();
    await redis.ping();
  } catch (error) {
    throw new Failure(`The Redis of REDIS_URL (${shown}) cannot be used: ${reasonOf(lastError ?? error)}.`);
  } finally {
    redis.disconnect();
  }
}

/**
 * @param {string} url
 * @param {string} variable
 * @param {readonly string[]} protocols
 */
function withoutSecrets(url, variable, protocols) {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (!parsed || !protocols.includes(parsed.protocol)) {
    throw new Failure(`${variable} is not a URL that begins with ${protocols[0]}//.`);
  }
  const socket = parsed.searchParams.get('host');
  return `${socket ?? parsed.host}${parsed.pathname}`;
}

/** @param {unknown} error */
function reasonOf(error) {
  if (error instanceof AggregateError) return reasonOf(error.errors[0]);
  const message = error instanceof Error ? error.message : String(error);
  return (message || errorCode(error) || 'no reason given').replace(/\.$/, '');
}
