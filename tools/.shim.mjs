#!/usr/bin/env node
// Stand-in for the native `schema-engine` binary: same argv + line-delimited JSON-RPC on stdio,
// backed by the WASM build of the same engine from npm and @prisma/adapter-pg.
import { createInterface } from 'node:readline'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import pg from 'pg'
import { PrismaPg } from '@prisma/adapter-pg'
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils'

const argv = process.argv.slice(2)
const datamodelPaths = []; let datasource = {}; let cli
for (let i = 0; i < argv.length; i++) {
  if (argv[i] === '--datamodels') datamodelPaths.push(argv[++i])
  else if (argv[i] === '--datasource') datasource = JSON.parse(argv[++i])
  else if (argv[i] === '--enabled-preview-features' || argv[i] === '--extension-types') i++
  else if (argv[i] === 'cli') { cli = argv[++i] }
}
const url = datasource.url
const fail = (code, message) => { process.stderr.write('\n' + JSON.stringify({ level: 'ERROR', target: 'schema_engine::logger', fields: { error_code: code, message } }) + '\n'); process.exit(1) }
function target(u) { const x = new URL(u); const schema = x.searchParams.get('schema') ?? undefined; for (const k of ['schema','connection_limit','pool_timeout']) x.searchParams.delete(k); return { connectionString: x.toString(), schema, db: decodeURIComponent(x.pathname.slice(1)) || 'postgres', url: x } }
async function createDb(u) {
  const t = target(u); const admin = new URL(t.url); admin.pathname = '/postgres'
  const c = new pg.Client({ connectionString: admin.toString() }); await c.connect()
  try { await c.query(`CREATE DATABASE "${t.db.replaceAll('"', '""')}"`) } finally { await c.end() }
  return t.db
}
if (cli) {
  try {
    if (cli === 'can-connect-to-database') { const c = new pg.Client(target(url).connectionString); await c.connect(); await c.query('select 1'); await c.end() }
    else if (cli === 'create-database') await createDb(url)
    else if (cli === 'drop-database') { const t = target(url); const a = new URL(t.url); a.pathname='/postgres'; const c = new pg.Client(a.toString()); await c.connect(); await c.query(`DROP DATABASE IF EXISTS "${t.db.replaceAll('"','""')}" WITH (FORCE)`); await c.end() }
    else fail('P1000', `unknown cli command ${cli}`)
    process.exit(0)
  } catch (e) { fail(e.code === '3D000' ? 'P1003' : e.code === '28P01' ? 'P1000' : 'P1001', e.message) }
}
const require = createRequire(import.meta.url)
const dir = dirname(require.resolve('@prisma/schema-engine-wasm'))
const bg = await import('@prisma/schema-engine-wasm/schema_engine_bg')
const mod = new WebAssembly.Module(readFileSync(join(dir, 'schema_engine_bg.wasm')))
const instance = new WebAssembly.Instance(mod, { './schema_engine_bg.js': bg })
bg.__wbg_set_wasm(instance.exports); instance.exports.__wbindgen_start()

const bound = new Map()
let engineP
// adapter-pg is made for client queries; the schema engine also reads catalog types ("char", name[]...)
// and runs multi-statement scripts, so widen those two points.
const TEXT = 25, CHAR = 18, extra = new Map([[18, 6], [1003, 71], [194, 7], [1002, 70], [2206, 7], [1034, 71], [24, 7], [22, 7]])
const charCols = new WeakMap()
function widen(c) { // pg.Pool or pg.Client
  const q = c.query.bind(c)
  c.query = (...a) => { if (typeof a.at(-1) === 'function') { const cb = a.pop(); return q(...a, (e, r) => cb(e, fix(r))) } const p = q(...a); return typeof p?.then === 'function' ? p.then(fix) : p }
  function fix(r) { if (r?.fields) { const m = r.fields.map(f => extra.get(f.dataTypeID)); if (m.some(x => x !== undefined)) { r.fields.forEach((f, i) => { if (m[i] !== undefined) f.dataTypeID = TEXT }); charCols.set(r.rows, m) } } return r }
  return c
}
function widenQueryable(a) {
  const raw = a.queryRaw.bind(a)
  a.queryRaw = async (q) => { const r = await raw(q); const m = charCols.get(r.rows); if (m) r.columnTypes = r.columnTypes.map((t, i) => m[i] ?? t); return r }
  return a
}
const script = (pool) => async (sql) => { const { DriverAdapterError } = await import('@prisma/driver-adapter-utils'); try { await pool.query(sql) } catch (e) { throw new DriverAdapterError({ kind: 'postgres', code: e.code ?? 'N/A', severity: e.severity ?? 'N/A', message: e.message, detail: e.detail, column: e.column, hint: e.hint }) } }
async function open(connectionString, schema, onDispose) {
  const pool = new pg.Pool({ connectionString, max: 4, allowExitOnIdle: true })
  pool.on('connect', (c) => widen(c))
  const a = widenQueryable(await new PrismaPg(pool, { schema }).connect())
  a.executeScript = script(pool)
  const st = a.startTransaction.bind(a); a.startTransaction = async (l) => widenQueryable(await st(l))
  a.dispose = async () => { await pool.end().catch(() => {}); await onDispose?.() }
  return a
}
function factoryFor(u) {
  const t = target(u)
  return bindMigrationAwareSqlAdapterFactory({ provider: 'postgres', adapterName: '@prisma/adapter-pg',
    connect: () => open(t.connectionString, t.schema),
    connectToShadowDb: async () => {
      if (datasource.shadowDatabaseUrl) return open(target(datasource.shadowDatabaseUrl).connectionString)
      const db = 'prisma_migrate_shadow_db_' + globalThis.crypto.randomUUID()
      const admin = async (sql) => { const c = new pg.Client(t.connectionString); await c.connect(); try { await c.query(sql) } finally { await c.end() } }
      await admin(`CREATE DATABASE "${db}"`)
      const x = new URL(t.url); x.pathname = '/' + db
      return open(x.toString(), undefined, () => admin(`DROP DATABASE IF EXISTS "${db}" WITH (FORCE)`))
    } })
}
function engine() { return engineP ??= (async () => { const f = factoryFor(url); const e = await bg.SchemaEngine.new({ datamodels: datamodelPaths.length ? datamodelPaths.map(p => [p, readFileSync(p, 'utf8')]) : undefined }, (l) => { if (process.env.DEBUG) process.stderr.write(l + '\n') }, f); e.__f = f; return e })() }
async function call(method, params) {
  if (method === 'createDatabase') return { databaseName: await createDb(params.datasource?.url ?? url) }
  const e = await engine()
  if (method === 'dbExecute') { const c = new pg.Client(target(params.datasourceType?.url ?? url).connectionString); await c.connect(); try { await c.query(params.script) } finally { await c.end() } return {} }
  if (typeof e[method] !== 'function') throw new Error(`schema engine method ${method} not available`)
  const r = await e[method](params)
  if (method === 'diff' && r?.stdout != null) { process.stdout.write(JSON.stringify({ jsonrpc: '2.0', id: 900000, method: 'print', params: { content: r.stdout } }) + '\n'); await new Promise(r => setImmediate(r)) }
  return r ?? {}
}
const rl = createInterface({ input: process.stdin, crlfDelay: Infinity })
let chain = Promise.resolve()
rl.on('line', (line) => { if (!line.trim()) return; const req = JSON.parse(line); if (!req.method) return
  chain = chain.then(async () => {
    let res
    try { res = { jsonrpc: '2.0', id: req.id, result: (await call(req.method, req.params)) ?? {} } }
    catch (err) {
      const le = engineP && (await engineP).__f?.errorRegistry
      let data = { is_panic: false, message: String(err?.message ?? err), meta: null, error_code: err?.code }
      try { const j = JSON.parse(err.message); if (j.message) data = { ...data, ...j } } catch {}
      if (process.env.DEBUG) process.stderr.write(String(err?.stack) + '\n')
      res = { jsonrpc: '2.0', id: req.id, error: { code: 4466, message: 'schema engine error', data } } }
    process.stdout.write(JSON.stringify(res) + '\n')
  }) })
rl.on('close', () => chain.then(() => process.exit(0)))
