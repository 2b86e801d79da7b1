// @ts-check
import { randomUUID } from 'node:crypto';
import { PrismaPg } from '@prisma/adapter-pg';
import { bindMigrationAwareSqlAdapterFactory, DriverAdapterError } from '@prisma/driver-adapter-utils';
import pg from 'pg';

// @prisma/adapter-pg is made for the queries of a client. The schema engine also reads the catalogs, whose types the
// adapter refuses, and runs scripts of many statements, which the adapter cuts at every `;`, even inside PL/pgSQL.
// Both points are widened here.

/** Type ids of the catalogs, and the column type of Prisma's protocol under which the engine can read them. */
const CATALOG_TYPES = new Map([
  [18, 6], // "char": character
  [22, 7], // int2vector: text
  [24, 7], // regproc: text
  [194, 7], // pg_node_tree: text
  [1002, 70], // "char"[]: character array
  [1003, 71], // name[]: text array
  [1034, 71], // aclitem[]: text array
  [2206, 7], // regtype: text
]);
const TEXT_TYPE_ID = 25;

/** Parameters of a Prisma URL that are not for the server. */
const PRISMA_PARAMETERS = ['schema', 'connection_limit', 'pool_timeout'];

/**
 * @param {string} url
 * @returns {{ connectionString: string, schema: string | undefined, database: string }}
 */
export function readUrl(url) {
  const parsed = new URL(url);
  const schema = parsed.searchParams.get('schema') ?? undefined;
  for (const name of PRISMA_PARAMETERS) parsed.searchParams.delete(name);
  const database = decodeURIComponent(parsed.pathname.slice(1)) || 'postgres';
  return { connectionString: parsed.toString(), schema, database };
}

/**
 * @param {string} url
 * @param {string} sql one or many statements
 */
export async function execute(url, sql) {
  const client = new pg.Client({ connectionString: readUrl(url).connectionString });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

/**
 * @param {string} url
 * @returns {Promise<string>} the name of the database
 */
export async function createDatabase(url) {
  const { database } = readUrl(url);
  await execute(withDatabase(url, 'postgres'), `CREATE DATABASE ${pg.escapeIdentifier(database)}`);
  return database;
}

/** @param {string} url */
export async function dropDatabase(url) {
  const { database } = readUrl(url);
  await execute(
    withDatabase(url, 'postgres'),
    `DROP DATABASE IF EXISTS ${pg.escapeIdentifier(database)} WITH (FORCE)`,
  );
}

/**
 * What the engine opens connections with.
 * @param {{ url: string, shadowDatabaseUrl?: string }} datasource without a shadow database's URL, one is made and dropped
 */
export function migrationAdapter({ url, shadowDatabaseUrl }) {
  return bindMigrationAwareSqlAdapterFactory({
    provider: 'postgres',
    adapterName: '@prisma/adapter-pg',
    connect: () => openAdapter(url),
    connectToShadowDb: async () => {
      if (shadowDatabaseUrl) return openAdapter(shadowDatabaseUrl);
      const shadow = withDatabase(withoutSchema(url), `prisma_migrate_shadow_db_${randomUUID()}`);
      await createDatabase(shadow);
      return openAdapter(shadow, () => dropDatabase(shadow));
    },
  });
}

/**
 * @param {string} url
 * @param {() => Promise<void>} [afterClose]
 */
async function openAdapter(url, afterClose) {
  const { connectionString, schema } = readUrl(url);
  const pool = new pg.Pool({ connectionString, max: 4, allowExitOnIdle: true });
  pool.on('connect', acceptCatalogTypes);
  const adapter = restoreCatalogTypes(await new PrismaPg(pool, { schema }).connect());
  const startTransaction = adapter.startTransaction.bind(adapter);
  adapter.startTransaction = async (isolation) => restoreCatalogTypes(await startTransaction(isolation));
  adapter.executeScript = (script) => executeScript(pool, script);
  adapter.dispose = async () => {
    await pool.end();
    await afterClose?.();
  };
  return adapter;
}

/**
 * @param {pg.Pool} pool
 * @param {string} script
 */
async function executeScript(pool, script) {
  try {
    await pool.query(script);
  } catch (error) {
    if (!(error instanceof pg.DatabaseError)) throw error;
    const { code = 'N/A', severity = 'N/A', message, detail, column, hint } = error;
    throw new DriverAdapterError({ kind: 'postgres', code, severity, message, detail, column, hint });
  }
}

/** The real column types of a result whose catalog columns were passed through the adapter as text. */
const realTypes = new WeakMap();

/**
 * Shows catalog columns to the adapter as text, and remembers what they were.
 * @param {pg.PoolClient} client
 */
function acceptCatalogTypes(client) {
  const query = /** @type {(...args: unknown[]) => unknown} */ (client.query.bind(client));
  /** @param {any} result */
  const disguise = (result) => {
    const types = result?.fields?.map((/** @type {pg.FieldDef} */ field) =>
      CATALOG_TYPES.get(field.dataTypeID),
    );
    if (!types?.some((/** @type {number | undefined} */ type) => type !== undefined)) return result;
    for (const field of result.fields)
      if (CATALOG_TYPES.has(field.dataTypeID)) field.dataTypeID = TEXT_TYPE_ID;
    realTypes.set(result.rows, types);
    return result;
  };
  /** @param {any[]} args */
  const disguised = (...args) => {
    const callback = args.at(-1);
    if (typeof callback === 'function') {
      return query(...args.slice(0, -1), (/** @type {unknown} */ error, /** @type {unknown} */ result) =>
        callback(error, disguise(result)),
      );
    }
    const answer = query(...args);
    return answer instanceof Promise ? answer.then(disguise) : answer;
  };
  Object.assign(client, { query: disguised });
}

/**
 * @template {import('@prisma/driver-adapter-utils').SqlQueryable} Queryable
 * @param {Queryable} queryable
 * @returns {Queryable}
 */
function restoreCatalogTypes(queryable) {
  const queryRaw = queryable.queryRaw.bind(queryable);
  queryable.queryRaw = async (query) => {
    const result = await queryRaw(query);
    const types = realTypes.get(result.rows);
    if (!types) return result;
    return { ...result, columnTypes: result.columnTypes.map((type, index) => types[index] ?? type) };
  };
  return queryable;
}

/**
 * @param {string} url
 * @param {string} database
 */
function withDatabase(url, database) {
  const changed = new URL(url);
  changed.pathname = `/${encodeURIComponent(database)}`;
  return changed.toString();
}

/** @param {string} url */
function withoutSchema(url) {
  const changed = new URL(url);
  changed.searchParams.delete('schema');
  return changed.toString();
}
