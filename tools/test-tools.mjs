// @ts-check
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { Failure } from './failure.mjs';
import { runProcess } from './processes.mjs';
import { findProgram, isExecutable } from './programs.mjs';
import { ROOT } from './settings.mjs';
import { runGroup } from './step.mjs';

const CHROMIUM_NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const REDIS_NAMES = ['redis-server', 'valkey-server'];
const DOWNLOAD_TIMEOUT_MS = 90_000;
const PACKAGES_TIMEOUT_MS = 300_000;

/** @typedef {{ chromium: string, redis: string | undefined }} TestTools */

/**
 * Finds what the tests need besides Node: a Chromium, and a Redis server. What is missing is fetched: the browser by
 * Playwright, or both as Debian packages when we are root. Without Redis the tests of that driver are skipped.
 * @param {(text: string) => void} say
 * @returns {Promise<TestTools>}
 */
export async function findTestTools(say) {
  let chromium = await findChromium();
  if (!chromium) {
    say('Fetching a browser (no Chromium here) ...');
    chromium = await fetchPlaywrightChromium();
  }
  let redis = findProgram(REDIS_NAMES);
  const missing = [...(chromium ? [] : ['chromium']), ...(redis ? [] : ['redis-server'])];
  if (missing.length > 0 && process.getuid?.() === 0 && findProgram(['apt-get'])) {
    say(`Installing ${missing.join(' and ')} from the system's packages ...`);
    await installPackages(missing);
    chromium ??= await findChromium();
    redis ??= findProgram(REDIS_NAMES);
  }
  if (!chromium) {
    throw new Failure(
      'The browser tests need Chromium, and it could not be fetched: install it, or set CHROMIUM to its path.',
    );
  }
  return { chromium, redis };
}

async function findChromium() {
  const chosen = process.env['CHROMIUM'];
  if (chosen) {
    if (await runs(chosen)) return chosen;
    throw new Failure(`CHROMIUM is ${chosen}, and that does not run.`);
  }
  const installed = findProgram(CHROMIUM_NAMES);
  if (installed && (await runs(installed))) return installed;
  return playwrightChromium();
}

/** The browser that Playwright downloaded, now or earlier. */
async function playwrightChromium() {
  const { chromium } = createRequire(join(ROOT, 'package.json'))('@playwright/test');
  const path = chromium.executablePath();
  return isExecutable(path) && (await runs(path)) ? path : undefined;
}

async function fetchPlaywrightChromium() {
  const cli = join(ROOT, 'node_modules/@playwright/test/cli.js');
  if (!existsSync(cli)) return undefined;
  const limit = AbortSignal.timeout(DOWNLOAD_TIMEOUT_MS);
  await runGroup(process.execPath, [cli, 'install', 'chromium'], { env: process.env, stop: limit });
  return playwrightChromium();
}

/**
 * A browser without the libraries it needs is none.
 * @param {string} path
 */
async function runs(path) {
  if (!isExecutable(path)) return false;
  return (await runProcess(path, ['--version'], { timeoutMs: 20_000 })).code === 0;
}

/** @param {readonly string[]} packages */
async function installPackages(packages) {
  // A run level without services keeps the package from starting a server of its own.
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' };
  const install = ['install', '-y', '--no-install-recommends', ...packages];
  for (const args of [install, ['update'], install]) {
    const limit = AbortSignal.timeout(PACKAGES_TIMEOUT_MS);
    const { code } = await runGroup('apt-get', args, { env, stop: limit });
    if (code === 0 && args === install) return;
  }
}
