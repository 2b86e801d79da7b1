// @ts-check
import { spawn } from 'node:child_process';
import { Failure } from './failure.mjs';
import { ROOT } from './settings.mjs';

/** Time for a tool to write its report about what it was doing. */
const KILL_AFTER_MS = 10_000;
const SHOWN_LINES = 40;

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
  const { code, output } = await runGroup(command, args, { env: { ...process.env, ...env }, stop });
  if (stop?.aborted) throw new Failure(`${title} was interrupted.`);
  if (code === 0) return;
  const tail = output.trimEnd().split('\n').slice(-SHOWN_LINES).join('\n');
  throw new Failure(`${tail}\n\n${title} failed (exit code ${code}): the lines above say why.`);
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
