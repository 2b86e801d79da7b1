import { median } from '../numbers';
import { countIdle, countWork, type Section, type World } from './bench';
import type { Client } from './client';
import { durationMsOf, executionOf, readExecution, saveFlow, startOverRest } from './doors';
import { parallelFlow } from './flows';
import { type Counts, type Usage, usageBetween } from './meter';
import { figure, processorLine } from './text';

const CHILDREN = [256, 1024] as const;
const WORKERS = 2;
const CONCURRENCY = 512;
const TIMES = 3;

/** Many children that end at about the same moment in two workers. */
export const fanout: Section = async ({ say, ready, withProduct }) => {
  say(
    `fanout: one Parallel of Return tasks, ${WORKERS} workers of ${CONCURRENCY} places each; median of ${TIMES}`,
  );
  await withProduct({ workers: WORKERS, concurrency: CONCURRENCY }, async (world) => {
    const client = world.client(1);
    const canRun = await saveFlow(client, parallelFlow('small', 2));
    if (!canRun) {
      say('  skipped: this version cannot run Parallel yet');
      return;
    }
    for (const children of CHILDREN) {
      await saveFlow(client, parallelFlow(nameOf(children), children));
      await runOne(world, client, nameOf(children));
    }
    const idle = await countIdle(world.meter);
    for (const children of CHILDREN) {
      await ready();
      await measure(world, { client, say, children, idle });
    }
  });
};

interface Measured {
  readonly client: Client;
  readonly say: (text: string) => void;
  readonly children: number;
  readonly idle: Counts;
}

async function measure(world: World, { client, say, children, idle }: Measured): Promise<void> {
  const { meter } = world;
  const ids: string[] = [];
  const usages: Usage[] = [];
  const counts = await countWork(meter, idle, async () => {
    for (let n = 0; n < TIMES; n += 1) {
      const usedBefore = await meter.usage();
      ids.push(await runOne(world, client, nameOf(children)));
      usages.push(usageBetween(usedBefore, await meter.usage()));
    }
  });
  const totalsMs: number[] = [];
  for (const id of ids) totalsMs.push(durationMsOf(await readExecution(client, id)));
  const totalMs = median(totalsMs);
  say(
    `  ${children} children: ${figure(totalMs)} ms from the creation to the end (${totalsMs.map(figure).join(', ')}), ` +
      `${figure(totalMs / children)} ms a finish; ${figure(counts.transactions / TIMES / children)} transactions a child`,
  );
  say(`  ${children} children: processor a child ${processorLine(usages, children)}`);
  await meter.settled(); // what was read for these lines belongs to no work
}

function nameOf(children: number): string {
  return `fan-${children}`;
}

async function runOne({ meter }: World, client: Client, flowId: string): Promise<string> {
  const { id } = executionOf(await startOverRest(client, flowId));
  await meter.untilEnded(id);
  return id;
}
