// @ts-check
import { execFileSync, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Variables for a process. Next.js' types make NODE_ENV obligatory in `NodeJS.ProcessEnv`; here it is not.
 * @typedef {Record<string, string | undefined>} Environment
 */

/**
 * @typedef {object} RunOptions
 * @property {number} [uid]
 * @property {number} [gid]
 * @property {string} [cwd]
 * @property {Environment} [env]
 * @property {string} [input] text for standard input
 * @property {number} [timeoutMs] the process is killed after this time
 */

/**
 * Runs a command to its end and collects what it printed (standard output and error together).
 * A command that cannot be started answers code 127 with the reason as output; it never rejects.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {RunOptions} [options]
 * @returns {Promise<{ code: number, output: string }>}
 */
export function runProcess(command, args, options = {}) {
  const { input, timeoutMs, env, ...spawnOptions } = options;
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      ...spawnOptions,
      env: /** @type {NodeJS.ProcessEnv} */ (env ?? process.env),
      timeout: timeoutMs,
      killSignal: 'SIGKILL',
    });
    let output = '';
    /** @param {Buffer} chunk */
    const collect = (chunk) => {
      output += chunk.toString();
    };
    child.stdout.on('data', collect);
    child.stderr.on('data', collect);
    child.stdin.on('error', () => {}); // the command may end before it has read everything
    child.once('error', (error) => resolve({ code: 127, output: error.message }));
    child.once('close', (code) => resolve({ code: code ?? 1, output }));
    child.stdin.end(input ?? '');
  });
}

/**
 * The command line of a living process; undefined when there is none with this id. A zombie, dead but not yet
 * reaped by its parent, counts as dead.
 * @param {number} pid
 * @returns {string | undefined}
 */
export function commandOfProcess(pid) {
  try {
    if (process.platform === 'linux') {
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim() || undefined;
    }
    const options = { encoding: /** @type {const} */ ('utf8'), stdio: /** @type {const} */ ('pipe') };
    const [state = '', ...command] = execFileSync('ps', ['-o', 'state=,command=', '-p', String(pid)], options)
      .trim()
      .split(/\s+/);
    return state.startsWith('Z') ? undefined : command.join(' ') || undefined;
  } catch {
    return undefined;
  }
}

/**
 * Asks again and again until the answer is true or the time is over.
 * @param {() => boolean | Promise<boolean>} isDone
 * @param {{ timeoutMs: number, everyMs?: number }} limits
 * @returns {Promise<boolean>} whether it became true
 */
export async function waitUntil(isDone, { timeoutMs, everyMs = 20 }) {
  const endsAt = performance.now() + timeoutMs;
  while (!(await isDone())) {
    if (performance.now() >= endsAt) return false;
    await sleep(everyMs);
  }
  return true;
}
