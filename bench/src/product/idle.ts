import { setTimeout as sleep } from 'node:timers/promises';
import type { Section, World } from './bench';
import { manyTimes } from './client';
import { countExecutions, saveKnownFlow, startOverRest } from './doors';
import { retryFlow } from './flows';
import { countsBetween, until, usageBetween } from './meter';
import { figure, percentLine } from './text';

const WAITING = 1_000;
const CLIENTS = 16;
const FLOW = 'retry';
const WATCHED_MS = 20_000;
const RETRYING_LIMIT_MS = 120_000;
const LOOK_EVERY_MS = 500;

/** What the product does while there is nothing to do. */
export const idle: Section = async ({ say, withProduct }) => {
  say(`idle: watched for ${WATCHED_MS / 1000} s each time, after some seconds to settle`);
  await withProduct({ workers: 1 }, async (world) => {
    const client = world.client(CLIENTS);
    say(`  with no executions: ${await watch(world)}`);
    await saveKnownFlow(client, retryFlow(FLOW));
    await manyTimes(WAITING, CLIENTS, () => startOverRest(client, FLOW));
    await until(
      `${WAITING} executions to wait for their retry`,
      RETRYING_LIMIT_MS,
      LOOK_EVERY_MS,
      async () => (await countExecutions(client, FLOW, 'RETRYING')) === WAITING,
    );
    say(`  with ${WAITING} executions that wait for a retry in an hour: ${await watch(world)}`);
  });
};

async function watch({ meter }: World): Promise<string> {
  const counted = await meter.settled();
  const used = await meter.usage();
  await sleep(WATCHED_MS);
  const usage = usageBetween(used, await meter.usage());
  const counts = countsBetween(counted, await meter.counts());
  const aSecond = (value: number, ofMs: number): string => figure(value / (ofMs / 1000));
  return (
    `${aSecond(counts.transactions, counts.elapsedMs)} transactions, ${aSecond(counts.walSyncs, counts.elapsedMs)} WAL syncs and ` +
    `${aSecond(usage.walBytes / 1024, usage.elapsedMs)} KiB of WAL a second; processor, of one core: ${percentLine(usage)}`
  );
}
