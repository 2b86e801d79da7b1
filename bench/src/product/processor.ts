import { readdirSync, readFileSync } from 'node:fs';

/** The kernel counts in hundredths of a second (`getconf CLK_TCK` is 100 wherever Node runs on Linux). */
const MS_PER_TICK = 10;

interface ProcessTimes {
  readonly parentPid: number;
  readonly ownMs: number;
  /** Of children that have ended and were waited for. */
  readonly endedChildrenMs: number;
}

function timesOf(pid: number): ProcessTimes | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name before the last bracket may hold anything, spaces and brackets included.
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    const ms = (index: number): number => Number(fields[index]) * MS_PER_TICK;
    return { parentPid: Number(fields[1]), ownMs: ms(11) + ms(12), endedChildrenMs: ms(13) + ms(14) };
  } catch {
    return undefined; // ended meanwhile
  }
}

/** Milliseconds of processor that a process has used since it was started, all threads together; 0 when there is none. */
export function processorMsOf(pid: number): number {
  return timesOf(pid)?.ownMs ?? 0;
}

/**
 * The same for a process with all its children, also those that have ended, but without the living children `except`.
 * For PostgreSQL, whose every connection is a child.
 */
export function processorMsOfFamily(pid: number, except: ReadonlySet<number>): number {
  let ms = 0;
  for (const name of readdirSync('/proc')) {
    const child = /^\d+$/.test(name) && !except.has(Number(name)) ? timesOf(Number(name)) : undefined;
    if (child?.parentPid === pid) ms += child.ownMs;
  }
  const parent = timesOf(pid);
  return ms + (parent ? parent.ownMs + parent.endedChildrenMs : 0);
}

/** The same for everything that runs on this machine, the kernel's own work included. */
export function processorMsOfMachine(): number {
  const [line = ''] = readFileSync('/proc/stat', 'utf8').split('\n');
  const [user = 0, nice = 0, system = 0, , , interrupts = 0, softInterrupts = 0, stolen = 0] = line
    .split(/\s+/)
    .slice(1)
    .map(Number);
  return (user + nice + system + interrupts + softInterrupts + stolen) * MS_PER_TICK;
}
