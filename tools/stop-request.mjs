// @ts-check
import { readFileSync } from 'node:fs';

/**
 * @typedef {object} StopRequest
 * @property {AbortSignal} requested aborts at the first wish to stop; its reason is the signal's name
 * @property {AbortSignal} forced aborts when the user insists
 */

/** npm sends a Ctrl-C of the terminal once more to its child: only a later one is a second wish. */
const REPEAT_AFTER_MS = 1_000;

/**
 * Listens to everything that means "stop": Ctrl-C, TERM, the end of the terminal, and the end of npm above us.
 * @returns {StopRequest}
 */
export function listenForStop() {
  const request = new AbortController();
  const force = new AbortController();
  let requestedAt = Number.POSITIVE_INFINITY;
  /** @param {string} reason */
  const stop = (reason) => {
    if (!request.signal.aborted) {
      requestedAt = performance.now();
      request.abort(reason);
    } else if (performance.now() - requestedAt > REPEAT_AFTER_MS) {
      force.abort(reason);
    }
  };
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) process.on(signal, stop);
  // A terminal that went away without a word shows at the next write.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => stop('SIGHUP'));
  watchParent(stop);
  return { requested: request.signal, forced: force.signal };
}

/**
 * npm forwards some signals to the shell between it and us, and none of its own violent death.
 * @param {(reason: string) => void} stop
 */
function watchParent(stop) {
  if (!process.env['npm_lifecycle_event']) return;
  const shell = process.ppid;
  const npm = parentOf(shell);
  const timer = setInterval(() => {
    if (process.ppid === shell && parentOf(shell) === npm) return;
    clearInterval(timer);
    stop('SIGHUP');
  }, 500);
  timer.unref();
}

/**
 * @param {number} pid
 * @returns {string | undefined} undefined where the system does not tell
 */
function parentOf(pid) {
  try {
    return readFileSync(`/proc/${pid}/status`, 'utf8').match(/^PPid:\s*(\d+)/m)?.[1];
  } catch {
    return undefined;
  }
}

/**
 * Resolves when the signal aborts.
 * @param {AbortSignal} signal
 * @returns {Promise<void>}
 */
export function aborted(signal) {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
