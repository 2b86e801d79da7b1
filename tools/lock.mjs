// @ts-check
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { errorCode, Failure } from './failure.mjs';
import { commandOfProcess, waitUntil } from './processes.mjs';

/** @typedef {{ pid: number, command: string, children: { pid: number, command: string }[] }} Holder */

/** How long processes of a killed supervisor have to notice it and stop, before they are killed. */
const ORPHAN_GRACE_MS = 3_000;

/**
 * @typedef {object} DataLock
 * @property {(pid: number) => void} addChild remembers a child, so that the next holder can end it if we are killed
 * @property {() => void} release
 */

/**
 * Makes this process the only holder of a data folder. A lock whose process is dead is taken over, and what that
 * process left running is ended.
 * @param {string} dataDir
 * @param {{ purpose: string, hint: string }} words for the sentence when somebody else holds it
 * @returns {Promise<DataLock>}
 */
export async function lockDataFolder(dataDir, { purpose, hint }) {
  const file = join(dataDir, 'holder.json');
  /** @type {Holder} */
  const mine = { pid: process.pid, command: commandOfProcess(process.pid) ?? '', children: [] };
  try {
    mkdirSync(dataDir, { recursive: true });
    for (let previous = claim(file, mine); previous; previous = claim(file, mine)) {
      if (isRunning(previous)) {
        throw new Failure(`${purpose} in ${dataDir} (process ${previous.pid}): ${hint}.`);
      }
      await endOrphans(previous);
      removeStale(file, previous);
    }
  } catch (error) {
    if (error instanceof Failure) throw error;
    const reason = errorCode(error) ?? String(error);
    throw new Failure(
      `The data folder ${dataDir} cannot be read and written (${reason}): start as its owner, or set HEADRACE_DATA to another folder.`,
    );
  }
  return {
    addChild: (pid) => {
      mine.children = mine.children.filter(isRunning);
      mine.children.push({ pid, command: commandOfProcess(pid) ?? '' });
      try {
        const next = join(dirname(file), `.holder-${process.pid}`);
        writeFileSync(next, JSON.stringify(mine));
        renameSync(next, file);
      } catch {
        // A full disk: the note only spares the next start some trouble.
      }
    },
    release: () => {
      if (readHolder(file)?.pid === process.pid) rmSync(file, { force: true });
    },
  };
}

/**
 * @param {string} file
 * @param {Holder} mine
 * @returns {Holder | undefined} who holds the lock; undefined when it is ours now
 */
function claim(file, mine) {
  const draft = join(dirname(file), `.holder-${process.pid}`);
  writeFileSync(draft, JSON.stringify(mine), { mode: 0o644 });
  try {
    linkSync(draft, file); // atomic, and never over an existing file
    return undefined;
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw error;
    return readHolder(file) ?? claim(file, mine);
  } finally {
    rmSync(draft, { force: true });
  }
}

/**
 * @param {string} file
 * @param {Holder} stale
 */
function removeStale(file, stale) {
  const aside = `${file}.stale-${process.pid}`;
  try {
    renameSync(file, aside);
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return; // another process was faster
    throw error;
  }
  // In between a faster process may have put its own lock there: then that one goes back.
  if (readHolder(aside)?.pid !== stale.pid) renameSync(aside, file);
  else rmSync(aside, { force: true });
}

/**
 * @param {string} file
 * @returns {Holder | undefined}
 */
function readHolder(file) {
  try {
    const { pid, command, children } = JSON.parse(readFileSync(file, 'utf8'));
    return { pid, command, children };
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    // Cut off by a crash of the machine: nobody holds it.
    if (error instanceof SyntaxError) return { pid: 0, command: '', children: [] };
    throw error;
  }
}

/** @param {Holder} previous */
async function endOrphans({ children }) {
  const isGone = () => !children.some(isRunning);
  if (await waitUntil(isGone, { timeoutMs: ORPHAN_GRACE_MS })) return;
  for (const { pid } of children.filter(isRunning)) process.kill(pid, 'SIGKILL');
  await waitUntil(isGone, { timeoutMs: ORPHAN_GRACE_MS });
}

/**
 * The command line tells our process from a stranger that got the same id later.
 * @param {{ pid: number, command: string }} process
 */
function isRunning({ pid, command }) {
  return pid > 0 && commandOfProcess(pid) === command;
}
