// @ts-check
// `npm test`: sets up what it needs, then format, lint, types, unit and integration tests, and the browser tests.
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describeError, Failure } from './failure.mjs';
import { lockDataFolder } from './lock.mjs';
import { startPostgres } from './postgres.mjs';
import { ROOT } from './settings.mjs';
import { setUp } from './setup.mjs';
import { watchSilence } from './silence.mjs';
import { runGroup } from './step.mjs';
import { listenForStop } from './stop-request.mjs';
import { say } from './supervisor.mjs';
import { closingLines, readPlaywrightReport, readVitestReport } from './test-report.mjs';
import { findTestTools } from './test-tools.mjs';

/**
 * @typedef {object} Check
 * @property {string} title
 * @property {readonly string[]} args of Node
 * @property {import('./processes.mjs').Environment} [env]
 * @property {boolean} [isLive] prints while it runs; for checks that run alone
 * @property {(() => import('./test-report.mjs').Tally)} [tally] reads the report of a test runner
 */

/** @typedef {{ passed: number, failed: number, skipped: number, failures: string[], closing: string[] }} Result */

/** A hang is silent; a slow machine is only slow. The compiler and the linter tell nothing until they are done. */
const SILENCE_LIMIT_MS = 15 * 60 * 1000;
const DATA = join(ROOT, '.headrace/npm-test');
const REPORTS = join(DATA, 'reports');
const E2E_CONFIG = 'e2e/playwright.config.ts';

const stop = listenForStop();
const startedAt = performance.now();
/** @type {Result} */
const result = { passed: 0, failed: 0, skipped: 0, failures: [], closing: [] };

try {
  await testEverything();
} catch (error) {
  result.failed += 1;
  result.failures.push('set-up');
  process.stderr.write(`${describeError(error)}\n`);
}
if (stop.requested.aborted) say(`\nInterrupted by ${stop.requested.reason}.`);
if (result.closing.length > 0) say(`\n${result.closing.join('\n')}`);
if (result.failures.length > 0) say(`\nFailed: ${result.failures.join(', ')}`);
say(`\nAll of it took ${seconds(startedAt)}.\n\n${result.passed} passed, ${result.failed} failed`);
process.exit(result.failed > 0 || stop.requested.aborted ? 1 : 0);

async function testEverything() {
  const lock = await lockDataFolder(DATA, {
    purpose: 'The tests are already running',
    hint: 'wait for them, or stop them',
  });
  try {
    heading('Set-up');
    await setUp({ say, stop: stop.requested });
    const { chromium, redis } = await findTestTools(say);
    say(`Browser: ${chromium}`);
    say(redis ? `Redis: ${redis}` : 'REDIS IS MISSING: the tests of the Redis drivers are SKIPPED.');
    await withPostgres((databaseUrl) => runChecks({ chromium, databaseUrl }));
    if (!redis)
      result.closing.push('  The tests of the Redis drivers were SKIPPED: there is no redis-server here.');
  } finally {
    lock.release();
  }
}

/** @param {(databaseUrl: string) => Promise<void>} use */
async function withPostgres(use) {
  const server = await startPostgres({ dataDir: join(DATA, 'postgres'), fsync: false });
  try {
    for (const note of server.notes) say(note);
    await use(server.url);
  } finally {
    await server.stop();
  }
}

/** @param {{ chromium: string, databaseUrl: string }} world */
async function runChecks({ chromium, databaseUrl }) {
  rmSync(REPORTS, { recursive: true, force: true });
  mkdirSync(REPORTS, { recursive: true });
  const env = { CHROMIUM: chromium, HEADRACE_TEST_DATABASE_URL: databaseUrl };
  const vitestReport = join(REPORTS, 'vitest.json');
  const playwrightReport = join(REPORTS, 'playwright.json');

  // The compiler and the linter are the two long ones: one for each core.
  await Promise.all([
    inOrder([
      { title: 'Format', args: ['node_modules/@biomejs/biome/bin/biome', 'format', '.'] },
      { title: 'Types', args: ['node_modules/typescript7/bin/tsc', '-p', 'tsconfig.json', '--noEmit'] },
    ]),
    inOrder([{ title: 'Lint', args: ['node_modules/eslint/bin/eslint.js', '.'] }]),
  ]);
  await inOrder([
    {
      title: 'Unit and integration tests',
      args: [
        ...['node_modules/vitest/vitest.mjs', 'run', '--reporter=default', '--reporter=json'],
        '--reporter=./tools/testing/progress-reporter.mjs',
        `--outputFile.json=${vitestReport}`,
      ],
      env,
      isLive: true,
      tally: () => readVitestReport(vitestReport),
    },
  ]);
  if (!existsSync(join(ROOT, E2E_CONFIG))) return say('\nThere are no browser tests yet.');
  await inOrder([
    {
      title: 'Browser tests',
      args: ['node_modules/@playwright/test/cli.js', 'test', '-c', E2E_CONFIG, '--reporter=list,json'],
      env: { ...env, PLAYWRIGHT_JSON_OUTPUT_FILE: playwrightReport },
      isLive: true,
      tally: () => readPlaywrightReport(playwrightReport),
    },
  ]);
}

/** @param {Check[]} checks */
async function inOrder(checks) {
  for (const check of checks) await runCheck(check);
}

/** @param {Check} check */
async function runCheck({ title, args, env = {}, isLive = false, tally }) {
  if (stop.requested.aborted) throw new Failure('The tests were interrupted.');
  const begunAt = performance.now();
  if (isLive) heading(title);
  const silence = watchSilence(SILENCE_LIMIT_MS);
  const { code, output } = await runGroup(process.execPath, args, {
    // Colours only where they are seen: what reads our output should find plain lines.
    env: { ...process.env, ...(process.stdout.isTTY ? { FORCE_COLOR: '1' } : { NO_COLOR: '1' }), ...env },
    stop: AbortSignal.any([silence.signal, stop.requested]),
    onOutput: (chunk) => {
      silence.heard();
      if (isLive) process.stdout.write(chunk);
    },
  });
  silence.end();
  if (!isLive) {
    heading(title);
    if (code !== 0) say(output.trimEnd());
  }
  const outcome = silence.signal.aborted
    ? `stopped after ${SILENCE_LIMIT_MS / 60_000} minutes without a word`
    : code === 0
      ? 'passed'
      : 'failed';
  say(`${title}: ${outcome} in ${seconds(begunAt)}`);
  if (code !== 0) result.failures.push(title.toLowerCase());
  result.closing.push(...closingLines(tally ? output : ''));
  const tallied = tally?.() ?? { passed: 0, failed: 0, skipped: 0 };
  result.passed += tallied.passed;
  result.skipped += tallied.skipped;
  // A step that failed without a failed test (lint, a crashed runner, the time limit) counts as one.
  result.failed += code !== 0 ? Math.max(tallied.failed, 1) : tallied.failed;
}

/** @param {string} title */
function heading(title) {
  say(`\n--- ${title} ${'-'.repeat(Math.max(3, 90 - title.length))}`);
}

/** @param {number} sinceMs */
function seconds(sinceMs) {
  return `${((performance.now() - sinceMs) / 1000).toFixed(1)} s`;
}
