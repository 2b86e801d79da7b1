import { cpus } from 'node:os';
import { closeSync, fdatasyncSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { describeError, Failure } from '../../tools/failure.mjs';
import { aborted, listenForStop } from '../../tools/stop-request.mjs';
import { median } from './numbers';
import { backlog } from './product/backlog';
import { createBench, type Section } from './product/bench';
import { ensureBuilt } from './product/build';
import { fanout } from './product/fanout';
import { idle } from './product/idle';
import { latency } from './product/latency';
import { removeLeftovers } from './product/leftovers';
import type { Resources } from './product/resources';
import { sequence } from './product/sequence';
import { figure } from './product/text';
import { throughput } from './product/throughput';
import { webhook } from './product/webhook';

/**
 * What the product costs and how quick it is, through its real doors: `npm run product -w bench [-- section ...] [--rounds=5]`;
 * with `--quiet` each round waits until others leave the machine alone.
 * Each section starts the product as `npm start` does, with a new database of its own, and looks at it from outside only: HTTP, the
 * process table, PostgreSQL's statistics, and `executions.ended_at`.
 */
const SECTIONS: ReadonlyMap<string, Section> = new Map(
  Object.entries({ throughput, latency, webhook, sequence, fanout, idle, backlog }),
);

const SYNCED_BYTES = 8192;
const SYNCS = 50;

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

interface Wanted {
  readonly rounds: number;
  readonly quiet: boolean;
  readonly sections: readonly (readonly [string, Section])[];
}

/** @throws Failure with a sentence */
function readArguments(): Wanted {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { rounds: { type: 'string', default: '5' }, quiet: { type: 'boolean', default: false } },
  });
  const rounds = Number(values.rounds);
  if (!Number.isInteger(rounds) || rounds < 1) throw new Failure('--rounds must be a number from 1 on.');
  const names = positionals.length > 0 ? positionals : [...SECTIONS.keys()];
  const sections = names.map((name): [string, Section] => {
    const section = SECTIONS.get(name);
    if (!section)
      throw new Failure(`There is no section ${name}: they are ${[...SECTIONS.keys()].join(', ')}.`);
    return [name, section];
  });
  return { rounds, quiet: values.quiet, sections };
}

/** How long the disk takes to keep a page, where the database will be: durable commits cannot be quicker. */
function syncMs(): number {
  const path = join(tmpdir(), `headrace-sync-${process.pid}`);
  const file = openSync(path, 'w');
  try {
    const page = Buffer.alloc(SYNCED_BYTES, 1);
    const times = Array.from({ length: SYNCS }, (_, n) => {
      const startedAtMs = performance.now();
      writeSync(file, page, 0, page.length, n * SYNCED_BYTES);
      fdatasyncSync(file);
      return performance.now() - startedAtMs;
    });
    return median(times);
  } finally {
    closeSync(file);
    rmSync(path, { force: true });
  }
}

async function run(
  { rounds, quiet, sections }: Wanted,
  stop: AbortSignal,
  onResources: (resources: Resources) => void,
) {
  await ensureBuilt(say, stop);
  await removeLeftovers(say);
  say(
    `${cpus().length} cores, Node ${process.versions.node}, ${figure(syncMs())} ms to sync a page to the disk`,
  );
  const bench = createBench({ rounds, quiet, say }, onResources);
  for (const [, section] of sections) {
    const startedAtMs = performance.now();
    await section(bench);
    say(`  (${figure((performance.now() - startedAtMs) / 1000)} s)`);
  }
}

const stop = listenForStop();
let resources: Resources | undefined;
let exitCode = 0;

const failed = (error: unknown): void => {
  // What follows from a failure, or from being stopped, says nothing new.
  if (stop.requested.aborted || exitCode !== 0) return;
  process.stderr.write(`${describeError(error)}\n`);
  exitCode = 1;
};
const crashed = new Promise<void>((resolve) => {
  for (const event of ['uncaughtException', 'unhandledRejection'] as const)
    process.on(event, (error) => {
      failed(error);
      resolve();
    });
});

try {
  const running = run(readArguments(), stop.requested, (opened) => {
    resources = opened;
  });
  await Promise.race([running.catch(failed), crashed, aborted(stop.requested)]);
} catch (error) {
  failed(error);
}
if (stop.requested.aborted) {
  exitCode = 130;
  say('Stopping ...');
}
await resources?.close(failed);
process.exit(exitCode);
