// @ts-check
import { fork } from 'node:child_process';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { Failure } from './failure.mjs';
import { openLogFile } from './log-file.mjs';

/**
 * What a child tells its supervisor over IPC. In the other direction there is only `{ kind: 'stop' }`; a child also
 * stops when the channel closes, because then its supervisor is dead.
 * @typedef {{ kind: 'ready', address?: string } | { kind: 'failed', message: string }} ChildMessage
 */

/**
 * @typedef {object} ChildOptions
 * @property {string} name
 * @property {string} script
 * @property {NodeJS.ProcessEnv} env
 * @property {string} logPath
 * @property {(text: string) => void} say prints a line for the user
 * @property {(pid: number) => void} onStart
 */

/**
 * @typedef {object} Child
 * @property {Promise<{ address?: string }>} firstReady rejects when the child ends or fails before it was ready once
 * @property {() => Promise<void>} stop asks it to stop and waits; kills it when that takes too long
 * @property {() => void} kill
 */

const FIRST_RESTART_MS = 100;
const LONGEST_RESTART_MS = 10_000;
/** A child that served this long was healthy: its next restart is quick again. */
const HEALTHY_AFTER_MS = 30_000;
const STOP_TIMEOUT_MS = 15_000;
/** Pino's number for warnings; everything from here on is for the user's eyes too. */
const WARNING_LEVEL = 40;

/**
 * Runs a Node program and starts it again whenever it dies. It gets a session of its own, so that signals of the
 * terminal reach only the supervisor. What it prints goes to its log file; warnings and worse are shown as well.
 * @param {ChildOptions} options
 * @returns {Child}
 */
export function superviseChild({ name, script, env, logPath, say, onStart }) {
  const logFile = openLogFile(logPath);
  /** @type {PromiseWithResolvers} */
  const first = withResolvers();
  first.promise.catch(() => {}); // whoever waits for it gets the failure
  let wasReady = false;
  let isStopping = false;
  let restartMs = FIRST_RESTART_MS;
  /** @type {import('node:child_process').ChildProcess} */
  let child;
  /** @type {Promise<void>} */
  let ended;
  start();

  return {
    firstReady: first.promise,
    stop: async () => {
      isStopping = true;
      if (child.connected) child.send({ kind: 'stop' }, () => {});
      else child.kill('SIGTERM');
      const timer = setTimeout(kill, STOP_TIMEOUT_MS);
      await ended;
      clearTimeout(timer);
    },
    kill,
  };

  function start() {
    const startedAt = performance.now();
    let failure = '';
    child = fork(script, {
      env,
      detached: true,
      execArgv: ['--enable-source-maps'],
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    if (child.pid) onStart(child.pid);
    for (const stream of [child.stdout, child.stderr]) {
      if (stream) createInterface({ input: stream }).on('line', keep);
    }
    child.on('message', (/** @type {ChildMessage} */ message) => {
      if (message.kind === 'ready') {
        if (wasReady) say(`${name} is back.`);
        wasReady = true;
        first.resolve({ address: message.address });
      } else if (message.kind === 'failed') {
        failure = message.message;
      }
    });
    child.on('error', (error) => keep(String(error)));
    ended = new Promise((resolve) => {
      // Not 'close': a grandchild may hold the pipes open.
      child.once('exit', (code, signal) => {
        resolve();
        void onEnd({ reason: failure || `${name} ended (${signal ?? `exit code ${code}`})`, startedAt });
      });
    });
  }

  /** @param {{ reason: string, startedAt: number }} end */
  async function onEnd({ reason, startedAt }) {
    if (isStopping) {
      first.reject(new Failure(`${name} was stopped before it was ready.`));
      logFile.close();
      return;
    }
    if (!wasReady) {
      isStopping = true;
      const hint = reason.startsWith(`${name} ended`) ? ` while starting: see ${logPath}` : '';
      first.reject(new Failure(`${reason.replace(/\.$/, '')}${hint}.`));
      return;
    }
    if (performance.now() - startedAt > HEALTHY_AFTER_MS) restartMs = FIRST_RESTART_MS;
    say(`${reason.replace(/\.$/, '')}: starting it again.`);
    await sleep(restartMs);
    restartMs = Math.min(restartMs * 2, LONGEST_RESTART_MS);
    if (!isStopping) start();
  }

  /** @param {string} line */
  function keep(line) {
    logFile.write(line);
    const warning = readWarning(line);
    if (warning) say(`${name}: ${warning}`);
  }

  function kill() {
    isStopping = true;
    if (!child.pid || child.exitCode !== null || child.signalCode !== null) return;
    try {
      process.kill(-child.pid, 'SIGKILL'); // its whole session: nothing it started survives it
    } catch {
      child.kill('SIGKILL');
    }
  }
}

/** @typedef {{ promise: Promise<{ address?: string }>, resolve: (value: { address?: string }) => void, reject: (error: Error) => void }} PromiseWithResolvers */

/** @returns {PromiseWithResolvers} */
function withResolvers() {
  /** @type {PromiseWithResolvers['resolve']} */
  let resolve = () => {};
  /** @type {PromiseWithResolvers['reject']} */
  let reject = () => {};
  const promise = new Promise((/** @type {PromiseWithResolvers['resolve']} */ onReady, onFailure) => {
    resolve = onReady;
    reject = onFailure;
  });
  return { promise, resolve, reject };
}

/**
 * @param {string} line
 * @returns {string | undefined} the text of a log record that is a warning or worse
 */
function readWarning(line) {
  if (!line.startsWith('{')) return undefined;
  try {
    const { level, msg, err } = JSON.parse(line);
    if (!(level >= WARNING_LEVEL)) return undefined;
    return [msg, err?.message].filter((part, index, all) => part && all.indexOf(part) === index).join(': ');
  } catch {
    return undefined;
  }
}
