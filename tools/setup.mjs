// @ts-check
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { findProgram, isExecutable } from './programs.mjs';
import { ROOT } from './settings.mjs';
import { contentFingerprint, isStamped, sourceFingerprint, stamp } from './stamp.mjs';
import { runStep } from './step.mjs';

/** @typedef {{ say: (text: string) => void, stop?: AbortSignal }} SetupOptions */

const GENERATED = 'prisma/generated';
const BUILT = [
  'apps/api/dist/main.js',
  'apps/api/dist/reader-thread.mjs',
  'apps/worker/dist/main.js',
  'apps/worker/dist/lease-thread.mjs',
  'apps/worker/dist/reader-thread.mjs',
  'apps/web/.next/BUILD_ID',
];
const BUILD_SOURCES = [
  'apps',
  'packages',
  'prisma',
  'package-lock.json',
  'tsconfig.json',
  'turbo.json',
  'tools/bundle.mjs',
];

/** Tools that would like to report home stay quiet. */
const QUIET = {
  TURBO_TELEMETRY_DISABLED: '1',
  NEXT_TELEMETRY_DISABLED: '1',
  DO_NOT_TRACK: '1',
  CHECKPOINT_DISABLE: '1',
};

/**
 * Makes the product runnable: installs, generates and builds what is missing or older than its sources.
 * When nothing changed it only looks, which takes some ten milliseconds.
 * @param {SetupOptions} options
 */
export async function setUp(options) {
  await install(options);
  await generate(options);
  await build(options);
}

/** @param {SetupOptions} options */
async function install(options) {
  const fingerprint = contentFingerprint(['package-lock.json']);
  if (isStamped('install', fingerprint)) return;
  if (!isInstalled()) {
    const npm = findNpm();
    await runStep({
      ...options,
      title: 'Installing packages (the first time takes a few minutes)',
      command: npm.command,
      // The build needs development packages, also where NODE_ENV says production.
      args: [...npm.args, 'ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'],
    });
  }
  stamp('install', fingerprint);
}

/** Whether node_modules holds what package-lock.json asks for, by npm's own record of what it finished installing. */
function isInstalled() {
  try {
    const wanted = readPackages('package-lock.json');
    const found = readPackages('node_modules/.package-lock.json');
    return Object.entries(wanted).every(([path, { version, link, optional }]) => {
      if (!path.startsWith('node_modules/') && !path.includes('/node_modules/')) return true;
      const entry = found[path];
      if (!entry) return optional === true; // for another platform
      return entry.version === version && entry.link === link;
    });
  } catch {
    return false;
  }
}

/**
 * @param {string} path
 * @returns {Record<string, { version?: string, link?: boolean, optional?: boolean }>}
 */
function readPackages(path) {
  return JSON.parse(readFileSync(join(ROOT, path), 'utf8')).packages;
}

/** The npm that runs us, else the one beside this Node, else the one on PATH. */
function findNpm() {
  const running = process.env['npm_execpath'];
  if (running && /npm-cli\.js$/.test(running) && existsSync(running)) {
    return { command: process.execPath, args: [running] };
  }
  const beside = join(dirname(process.execPath), 'npm');
  return { command: isExecutable(beside) ? beside : (findProgram(['npm']) ?? 'npm'), args: [] };
}

/** @param {SetupOptions} options */
async function generate(options) {
  const fingerprint = contentFingerprint(['prisma/schema.prisma', 'prisma/package.json', 'prisma.config.ts']);
  if (isStamped('generate', fingerprint) && areThere([`${GENERATED}/client.ts`])) return;
  // What an older schema generated and this one does not would stay and be compiled.
  rmSync(join(ROOT, GENERATED), { recursive: true, force: true });
  await runStep({
    ...options,
    title: 'Generating the database client',
    command: process.execPath,
    args: [join(ROOT, 'node_modules/prisma/build/index.js'), 'generate'],
    env: { ...QUIET, PRISMA_SCHEMA_ENGINE_BINARY: join(ROOT, 'tools/prisma-schema-engine.mjs') },
  });
  stamp('generate', fingerprint);
}

/** @param {SetupOptions} options */
async function build(options) {
  const fingerprint = sourceFingerprint(BUILD_SOURCES);
  const isFirst = !areThere(BUILT);
  if (!isFirst && isStamped('build', fingerprint)) return;
  await runStep({
    ...options,
    title: isFirst ? 'Building (the first time takes about half a minute)' : 'Building what has changed',
    command: process.execPath,
    args: [join(ROOT, 'node_modules/turbo/bin/turbo'), 'run', 'build', '--output-logs=new-only'],
    env: QUIET,
  });
  stamp('build', fingerprint);
}

/** @param {readonly string[]} paths */
function areThere(paths) {
  return paths.every((path) => existsSync(join(ROOT, path)));
}
