// @ts-check
import { spawn } from 'node:child_process';
import { stripVTControlCharacters } from 'node:util';
import { Failure } from './failure.mjs';
import { ROOT } from './settings.mjs';

/** Time for a tool to write its report about what it was doing. */
const KILL_AFTER_MS = 10_000;
const SHOWN_LINES = 40;
/** Whoever waits wants to know that it goes on: after so long for the first time, and then again and again. */
const PROGRESS_EVERY_MS = 5_000;
const SHOWN_CHARACTERS = 80;

/**
 * @typedef {object} Step
 * @property {string} title what it does, as a present participle: "Installing packages"
 * @property {string} command
 * @property {readonly string[]} args
 * @property {import('./processes.mjs').Environment} [env] added to ours
 * @property {AbortSignal} [stop]
 * @property {(text: string) => void} say
 */

/**
 * Runs one step of the set-up. What the tool prints is kept back and shown only when it fails.
 * @param {Step} step
 * @returns {Promise<void>}
 * @throws {Failure}
 */
export async function runStep({ title, command, args, env = {}, stop, say }) {
  if (stop?.aborted) throw new Failure(`${title} was interrupted.`);
  say(`${title} ...`);
  const begunAt = performance.now();
  let lastLine = '';
  const progress = setInterval(() => {
    const seconds = Math.round((performance.now() - begunAt) / 1000);
    say(`  ${seconds} s so far${lastLine === '' ? '' : `: ${lastLine}`}`);
  }, PROGRESS_EVERY_MS);
  /** @param {string} chunk */
  const onOutput = (chunk) => {
    lastLine = lastLineOf(chunk) ?? lastLine;
  };
  const { code, output } = await runGroup(command, args, {
    env: { ...process.env, ...env },
    stop,
    onOutput,
  }).finally(() => clearInterval(progress));
  if (stop?.aborted) throw new Failure(`${title} was interrupted.`);
  if (code === 0) return;
  const tail = output.trimEnd().split('\n').slice(-SHOWN_LINES).join('\n');
  throw new Failure(`${tail}\n\n${title} failed (exit code ${code}): the lines above say why.`);
}

/** @param {string} chunk */
function lastLineOf(chunk) {
  const lines = stripVTControlCharacters(chunk).split(/[\r\n]+/);
  return lines
    .findLast((line) => line.trim() !== '')
    ?.trim()
    .slice(0, SHOWN_CHARACTERS);
}

/**
 * Runs a command in a process group of its own, so that an interrupted step takes its own children with it.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ env: import('./processes.mjs').Environment, stop?: AbortSignal | undefined, onOutput?: (chunk: string) => void }} options
 * @returns {Promise<{ code: number, output: string }>}
 */
export function runGroup(command, args, { env, stop, onOutput }) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: ROOT,
      env: /** @type {NodeJS.ProcessEnv} */ (env),
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    /** @param {Buffer} chunk */
    const collect = (chunk) => {
      output += chunk.toString();
      onOutput?.(chunk.toString());
    };
    child.stdout.on('data', collect);
    child.stderr.on('data', collect);
    /** @type {NodeJS.Timeout | undefined} */
    let timer;
    const interrupt = () => {
      endGroup('SIGINT'); // as by Ctrl-C: test runners then still tell what they have found
      timer = setTimeout(endGroup, KILL_AFTER_MS, 'SIGKILL');
    };
    /** @param {NodeJS.Signals} signal */
    const endGroup = (signal) => {
      try {
        if (child.pid) process.kill(-child.pid, signal);
      } catch {
        // It ended by itself.
      }
    };
    stop?.addEventListener('abort', interrupt, { once: true });
    const finish = (/** @type {number} */ code) => {
      clearTimeout(timer);
      stop?.removeEventListener('abort', interrupt);
      resolve({ code, output });
    };
    child.once('error', (error) => {
      output += error.message;
      finish(127);
    });
    child.once('close', (code) => finish(code ?? 1));
  });
}
