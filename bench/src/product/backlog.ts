import { setTimeout as sleep } from 'node:timers/promises';
import type { Section, World } from './bench';
import { type Client, manyTimes } from './client';
import { executionOf, saveFlow, saveKnownFlow, startOverRest } from './doors';
import { logFlow, sleepFlow } from './flows';
import { countsBetween, type Meter, PROCESSES, sum, type Usage, usageBetween } from './meter';
import { type Hold, holdExecution } from './hold';
import { figure, percentLine, processorLine } from './text';

const EXECUTIONS = 20_000;
const CLIENTS = 16;
const WATCHED_MS = 20_000;
/** A worker that has just started compiles and connects; that is not what is looked for. */
const STARTING_MS = 5_000;
const SAMPLE_EVERY_MS = 250;
const FLOW = 'one';
const BLOCKER = 'blocker';

/** The pieces of the way that are compared, as parts of what was ended. */
const DEEP = [0.05, 0.15] as const;
const SHALLOW = [0.85, 0.95] as const;

const EXPLANATION = `backlog: what ${EXECUTIONS} attempts cost that wait READY. Each phase has the same rows; what differs is who looks at them:
  the api alone, then a worker whose only place is taken (it can run nothing, so all it spends goes into hints and loops),
  then a worker as npm start has it. In the last phase the same worker does the same work while ever fewer wait behind it: what an
  execution costs more at the start than at the end is the price of the depth, which is hints, and reading past what waits.`;

/** Many attempts that wait. */
export const backlog: Section = async ({ say, ready, withProduct }) => {
  say(EXPLANATION);
  await withProduct({ workers: 0 }, async (world) => {
    const { meter } = world;
    const client = world.client(CLIENTS);
    await saveKnownFlow(client, logFlow(FLOW));
    const hasSleep = await saveFlow(client, sleepFlow(BLOCKER));
    if (!hasSleep) await saveKnownFlow(client, logFlow(BLOCKER));
    // The oldest hint is the first to be taken.
    const blocker = executionOf(await startOverRest(client, BLOCKER)).id;
    await ready();
    await create(client, meter, say);
    await meter.settled();
    say(`  nobody but the api, for ${WATCHED_MS / 1000} s: ${await watch(meter)}`);

    const hold = hasSleep ? undefined : await holdExecution(world.product.databaseUrl, blocker);
    try {
      await watchBlocked(world, say, hold);
    } finally {
      await hold?.release();
    }
    // A worker that stops would wait for the ten minutes of the task.
    if (hasSleep) world.product.killWorkers();
    else await world.product.stopWorkers();
    await drain(world, say, hasSleep ? 1 : 0);
  });
};

async function create(client: Client, meter: Meter, say: (text: string) => void): Promise<void> {
  const before = await meter.usage();
  await manyTimes(EXECUTIONS, CLIENTS, () => startOverRest(client, FLOW));
  const usage = usageBetween(before, await meter.usage());
  say(
    `  creating them over REST with no worker: ${figure(EXECUTIONS / (usage.elapsedMs / 1000))}/s, ` +
      `processor an execution ${processorLine([usage], EXECUTIONS)}`,
  );
}

async function watch(meter: Meter): Promise<string> {
  const counted = await meter.counts();
  const used = await meter.usage();
  await sleep(WATCHED_MS);
  const usage = usageBetween(used, await meter.usage());
  const counts = countsBetween(counted, await meter.counts());
  const seconds = counts.elapsedMs / 1000;
  return (
    `processor, of one core: ${percentLine(usage)}; ${figure(counts.transactions / seconds)} transactions and ` +
    `${figure(usage.walBytes / 1024 / seconds)} KiB of WAL a second`
  );
}

async function watchBlocked(
  { product, meter }: World,
  say: (text: string) => void,
  hold: Hold | undefined,
): Promise<void> {
  const how = hold ? 'by a row lock of ours, as there is no slow task yet' : 'by a Sleep';
  await product.startWorker({ concurrency: 1 });
  await sleep(STARTING_MS);
  const endedBefore = await meter.countEnded();
  const text = await watch(meter);
  const ended = (await meter.countEnded()) - endedBefore;
  const isTaken = hold === undefined || (await hold.isWaitedFor());
  say(`  with a worker whose only place is taken (${how}), for ${WATCHED_MS / 1000} s: ${text}`);
  if (ended > 0 || !isTaken)
    say(`  NOT ISOLATED: ${ended} executions ended meanwhile, so its place was not taken`);
}

interface Sample {
  readonly ended: number;
  readonly usage: Usage;
}

async function drain({ product, meter }: World, say: (text: string) => void, asleep: number): Promise<void> {
  const endedBefore = await meter.countEnded();
  const left = EXECUTIONS + 1 - asleep - endedBefore;
  const counted = await meter.settled();
  const before = await meter.usage();
  await product.startWorker();
  const samples: Sample[] = [];
  for (let ended = 0; ended < left; ) {
    await sleep(SAMPLE_EVERY_MS);
    ended = (await meter.countEnded()) - endedBefore;
    samples.push({ ended, usage: await meter.usage() });
  }
  const usage = usageBetween(before, samples.at(-1)?.usage ?? before);
  const counts = countsBetween(counted, await meter.settled());
  say(
    `  a worker as npm start has it ends all ${left} in ${figure(usage.elapsedMs / 1000)} s, its own start included: ` +
      `${figure(left / (usage.elapsedMs / 1000))}/s, ${figure(counts.transactions / left)} transactions an execution`,
  );
  say(`  processor an execution: ${processorLine([usage], left)}`);
  const deep = piece(samples, left, DEEP);
  const shallow = piece(samples, left, SHALLOW);
  say(`  while most wait (${percent(DEEP)} of them ended): ${pieceLine(deep)}`);
  say(`  while few wait (${percent(SHALLOW)}): ${pieceLine(shallow)}`);
  const surplus = costOf(deep) / costOf(shallow);
  say(`  so an execution costs ${figure(surplus)} times as much processor while most wait as while few wait`);
}

interface Piece {
  readonly count: number;
  readonly usage: Usage;
}

function piece(samples: readonly Sample[], total: number, [from, to]: readonly [number, number]): Piece {
  const first = samples.find(({ ended }) => ended >= total * from);
  const last = samples.find(({ ended }) => ended >= total * to);
  if (!first || !last) throw new Error('The executions ended between two looks');
  return { count: last.ended - first.ended, usage: usageBetween(first.usage, last.usage) };
}

function pieceLine({ count, usage }: Piece): string {
  return `${figure(count / (usage.elapsedMs / 1000))}/s, processor an execution ${processorLine([usage], count)}`;
}

function costOf({ count, usage: { processorMs } }: Piece): number {
  return sum(PROCESSES.map((name) => processorMs[name])) / count;
}

function percent([from, to]: readonly [number, number]): string {
  return `${from * 100} to ${to * 100} %`;
}
