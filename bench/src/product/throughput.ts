import { median } from '../numbers';
import { countIdle, countWork, type Section, type World } from './bench';
import { type Client, manyTimes } from './client';
import { countExecutions, saveKnownFlow, startOverGraphql, startOverRest } from './doors';
import { logFlow } from './flows';
import { type Usage, usageBetween } from './meter';
import { figure, processorLine } from './text';

const CLIENTS = 16;
const EXECUTIONS = 3_000;
const WARM_UP = 500;
const FLOW = 'one';

const DOORS = [
  { name: 'REST', start: startOverRest },
  { name: 'GraphQL', start: startOverGraphql },
] as const;

interface Round {
  readonly perSecond: number;
  readonly createdPerSecond: number;
  readonly usage: Usage;
}

/** Executions of a one-task flow, started by 16 clients. */
export const throughput: Section = async ({ rounds, say, ready, withProduct }) => {
  say(`throughput: ${CLIENTS} clients start ${EXECUTIONS} executions of one Log task; median of ${rounds}`);
  await withProduct({ workers: 1 }, async (world) => {
    const { meter } = world;
    const client = world.client(CLIENTS);
    await saveKnownFlow(client, logFlow(FLOW));
    await manyTimes(WARM_UP, CLIENTS, () => startOverRest(client, FLOW));
    await manyTimes(WARM_UP, CLIENTS, () => startOverGraphql(client, FLOW));
    await meter.untilAllEnded();
    const idle = await countIdle(meter);
    for (const { name, start } of DOORS) {
      const done: Round[] = [];
      await ready();
      const counts = await countWork(meter, idle, async () => {
        for (let n = 0; n < rounds; n += 1) done.push(await round(world, () => start(client, FLOW)));
      });
      const usages = done.map(({ usage }) => usage);
      const each = (value: number): string => figure(value / (rounds * EXECUTIONS));
      say(
        `  ${name}: ${figure(median(done.map(({ perSecond }) => perSecond)))} executions/s from the first request to the end ` +
          `of the last (${done.map(({ perSecond }) => perSecond.toFixed(0)).join(', ')}); ` +
          `${figure(median(done.map(({ createdPerSecond }) => createdPerSecond)))} created/s`,
      );
      say(`  ${name}: processor an execution ${processorLine(usages, EXECUTIONS)}`);
      say(
        `  ${name}: ${each(counts.transactions)} transactions, ${each(counts.walSyncs)} WAL syncs and ` +
          `${figure(median(usages.map(({ walBytes }) => walBytes / EXECUTIONS / 1024)))} KiB of WAL an execution`,
      );
    }
    await checkAllSucceeded(client, 2 * WARM_UP + DOORS.length * rounds * EXECUTIONS);
  });
};

async function round({ meter }: World, start: () => Promise<unknown>): Promise<Round> {
  const before = await meter.usage();
  const startedAtMs = Date.now();
  await manyTimes(EXECUTIONS, CLIENTS, start);
  const createdAtMs = Date.now();
  const endedAtMs = await meter.untilAllEnded();
  return {
    perSecond: EXECUTIONS / ((endedAtMs - startedAtMs) / 1000),
    createdPerSecond: EXECUTIONS / ((createdAtMs - startedAtMs) / 1000),
    usage: usageBetween(before, await meter.usage()),
  };
}

/** Figures of executions that failed would mean nothing. */
async function checkAllSucceeded(client: Client, expected: number): Promise<void> {
  const succeeded = await countExecutions(client, FLOW, 'SUCCESS');
  if (succeeded !== expected) throw new Error(`${succeeded} of ${expected} executions succeeded`);
}
