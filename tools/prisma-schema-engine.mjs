#!/usr/bin/env node
// @ts-check
// Stand-in for Prisma's native schema engine, which its CLI would download: same arguments, same line-delimited
// JSON-RPC on standard input and output, done by the WASM build of the same engine from npm. PostgreSQL only.
// The version of @prisma/schema-engine-wasm must follow that of prisma.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { createDatabase, dropDatabase, execute, migrationAdapter } from './prisma-adapter.mjs';

/** @typedef {{ id: unknown, method: string, params: any }} Request */

/** What Prisma's CLI expects as the code of an error that the engine itself reports. */
const ENGINE_ERROR = 4466;

const { datamodels, datasource, command } = readArguments(process.argv.slice(2));
if (command) await runCommand(command);
else serve();

/** @param {string[]} argv */
function readArguments(argv) {
  /** @type {string[]} */
  const datamodels = [];
  /** @type {{ url: string, shadowDatabaseUrl?: string }} */
  let datasource = { url: '' };
  let command;
  for (let index = 0; index < argv.length; index += 1) {
    const value = argv[index + 1] ?? '';
    switch (argv[index]) {
      case '--datamodels':
        datamodels.push(value);
        break;
      case '--datasource':
        datasource = JSON.parse(value);
        break;
      case 'cli':
        command = value;
        break;
      case '--enabled-preview-features':
      case '--extension-types':
        break;
      default:
        continue; // a flag without a value, such as `--stdio`
    }
    index += 1;
  }
  return { datamodels, datasource, command };
}

/**
 * The engine's one-shot commands; a failure is one JSON line on standard error.
 * @param {string} name
 */
async function runCommand(name) {
  try {
    if (name === 'can-connect-to-database') await execute(datasource.url, 'SELECT 1');
    else if (name === 'create-database') await createDatabase(datasource.url);
    else if (name === 'drop-database') await dropDatabase(datasource.url);
    else throw new Error(`unknown command ${name}`);
  } catch (error) {
    const { code, message } = /** @type {Error & { code?: string }} */ (error);
    const prismaCode = code === '3D000' ? 'P1003' : code === '28P01' ? 'P1000' : 'P1001';
    const fields = { error_code: prismaCode, message };
    process.stderr.write(
      `\n${JSON.stringify({ level: 'ERROR', target: 'schema_engine::logger', fields })}\n`,
    );
    process.exitCode = 1;
  }
}

/** Answers requests one after the other until the CLI closes our standard input. */
function serve() {
  const lines = createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY });
  let lastAnswer = Promise.resolve();
  lines.on('line', (line) => {
    if (line.trim() === '') return;
    const request = JSON.parse(line);
    if (request.method) lastAnswer = lastAnswer.then(() => answer(request));
  });
  lines.on('close', () => void lastAnswer.then(() => process.exit()));
}

/** @param {Request} request */
async function answer({ id, method, params }) {
  try {
    const result = await call(method, params);
    send({ id, result: result ?? {} });
  } catch (error) {
    if (process.env['DEBUG'])
      process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
    send({ id, error: { code: ENGINE_ERROR, message: 'schema engine error', data: errorData(error) } });
  }
}

/**
 * @param {string} method
 * @param {any} params
 */
async function call(method, params) {
  if (method === 'createDatabase') {
    return { databaseName: await createDatabase(params.datasource?.url ?? datasource.url) };
  }
  if (method === 'dbExecute') return execute(params.datasourceType?.url ?? datasource.url, params.script);
  const engine = await loadEngine();
  const run = engine[method];
  if (typeof run !== 'function') throw new Error(`This schema engine has no method ${method}.`);
  const result = await run.call(engine, params);
  // The native engine prints a diff by a request of its own; the CLI shows what is in that.
  if (method === 'diff' && result?.stdout != null) {
    send({ id: 'print', method: 'print', params: { content: result.stdout } });
  }
  return result;
}

/** @type {Promise<any> | undefined} */
let loading;

function loadEngine() {
  loading ??= instantiate();
  return loading;
}

async function instantiate() {
  const bindings = /** @type {any} */ (await import('@prisma/schema-engine-wasm/schema_engine_bg'));
  const folder = dirname(createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm'));
  const module = new WebAssembly.Module(readFileSync(join(folder, 'schema_engine_bg.wasm')));
  const { exports } = new WebAssembly.Instance(module, { './schema_engine_bg.js': bindings });
  bindings.__wbg_set_wasm(exports);
  /** @type {() => void} */ (exports['__wbindgen_start'])();

  const documents = datamodels.map((path) => [path, readFileSync(path, 'utf8')]);
  /** @param {string} line */
  const log = (line) => {
    if (process.env['DEBUG']) process.stderr.write(`${line}\n`);
  };
  return bindings.SchemaEngine.new(
    { datamodels: documents.length > 0 ? documents : undefined },
    log,
    migrationAdapter(datasource),
  );
}

/**
 * The engine packs the fields of its errors into the message as JSON.
 * @param {unknown} error
 */
function errorData(error) {
  const { message, code } = /** @type {Error & { code?: string }} */ (
    error instanceof Error ? error : new Error(String(error))
  );
  const plain = { is_panic: false, message, meta: null, error_code: code };
  try {
    const packed = JSON.parse(message);
    return packed.message ? { ...plain, ...packed } : plain;
  } catch {
    return plain;
  }
}

/** @param {object} message */
function send(message) {
  process.stdout.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`);
}
