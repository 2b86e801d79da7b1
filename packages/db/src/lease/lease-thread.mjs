// @ts-check
// The thread that renews a worker's lease. It is JavaScript and needs nothing but pg, so that the same file runs from the sources,
// under any loader and none, and beside the bundle.
import { setTimeout as sleep } from 'node:timers/promises';
import { parentPort, workerData } from 'node:worker_threads';
import pg from 'pg';

const { connection, workerId, leaseMs } = /** @type {import('./keeper').Lease} */ (workerData);

/** Short enough for several tries, each on a new connection, between a renewal that went well and the end of the lease. */
const TIMEOUT_MS = Math.min(Math.max(leaseMs / 5, 500), 2_000);

const RENEW = {
  name: 'headrace_lease',
  text: `UPDATE workers SET lease_until = clock_timestamp() + $2 * interval '1 millisecond' WHERE id = $1 AND lost_at IS NULL`,
  values: [workerId, leaseMs],
};

/** @type {pg.Client | undefined} */
let client;
const stop = new AbortController();
parentPort?.once('message', () => stop.abort());
tell({ kind: 'started' });
await renewUntilStopped();
if (client) await Promise.race([client.end(), sleep(TIMEOUT_MS)]);
process.exit();

async function renewUntilStopped() {
  let isFailing = false;
  while (!stop.signal.aborted) {
    try {
      if (!(await renew())) {
        tell({ kind: 'lost', reason: 'the worker was given up' });
        return;
      }
      isFailing = false;
    } catch (error) {
      abandon();
      if (!isFailing) tell({ kind: 'failed', ...wordsOf(error) });
      isFailing = true;
    }
    const waitMs = isFailing ? 250 + Math.random() * 250 : leaseMs / 3;
    await sleep(waitMs, undefined, { signal: stop.signal }).catch(() => undefined);
  }
}

/** False: the database has no such worker any more, or it was given up. */
async function renew() {
  client ??= await connect();
  const { rowCount } = await client.query(RENEW);
  return rowCount !== 0;
}

async function connect() {
  const opened = new pg.Client({
    ...connection,
    application_name: 'headrace-lease',
    keepAlive: true,
    keepAliveInitialDelayMillis: TIMEOUT_MS,
    connectionTimeoutMillis: TIMEOUT_MS,
    query_timeout: TIMEOUT_MS,
    statement_timeout: TIMEOUT_MS,
  });
  // The next renewal tells it.
  opened.on('error', () => undefined);
  try {
    await opened.connect();
    return opened;
  } catch (error) {
    opened.end().catch(() => undefined);
    throw error;
  }
}

/** A connection with a query under way is destroyed by this, also when the server does not answer. */
function abandon() {
  client?.end().catch(() => undefined);
  client = undefined;
}

/** @param {unknown} error */
function wordsOf(error) {
  const message = error instanceof Error ? error.message : String(error);
  const code = error instanceof Error && 'code' in error ? String(error.code) : undefined;
  return { message, code };
}

/** @param {import('./thread').LeaseMessage} message */
function tell(message) {
  parentPort?.postMessage(message);
}
