import { median } from '../numbers';
import { idleCounts, type Section, type World } from './bench';
import { durationMsOf, executionOf, readExecution, saveFlow, startOverRest } from './doors';
import { parallelFlow } from './flows';
import { type Counts, countsBetween, type Usage, usageBetween, withoutIdle } from './meter';
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
    const canRun = await saveFlow(client, parallelFlow('warm-up', 16));
    if (!canRun) {
      say('  skipped: this version cannot run Parallel yet');
      return;
    }
    for (const children of CHILDREN) await saveFlow(client, parallelFlow(nameOf(children), children));
    for (let n = 0; n < TIMES; n += 1) await runOne(world, client, 'warm-up');
    const { idle, now } = await idleCounts(world.meter);
    let before = now;
    for (const children of CHILDREN)
      before = await measure(world, { client, say, ready, children, before, idle });
  });
};

interface Measured {
  readonly client: ReturnType<World['client']>;
  readonly say: (text: string) => void;
  readonly ready: () => Promise<void>;
  readonly children: number;
  readonly before: Counts;
  readonly idle: Counts;
}

async function measure(
  world: World,
  { client, say, ready, children, before, idle }: Measured,
): Promise<Counts> {
  const { meter } = world;
  const ids: string[] = [];
  const usages: Usage[] = [];
  for (let n = 0; n < TIMES; n += 1) {
    await ready();
    const usedBefore = await meter.usage();
    ids.push(await runOne(world, client, nameOf(children)));
    usages.push(usageBetween(usedBefore, await meter.usage()));
  }
  const counts = withoutIdle(countsBetween(before, await meter.settled()), idle);
  const totalsMs: number[] = [];
  for (const id of ids) totalsMs.push(durationMsOf(await readExecution(client, id)));
  const totalMs = median(totalsMs);
  say(
    `  ${children} children: ${figure(totalMs)} ms from the creation to the end, ${figure(totalMs / children)} ms a finish; ` +
      `${figure(counts.transactions / TIMES / children)} transactions a child`,
  );
  say(`  ${children} children: processor a child ${processorLine(usages, children)}`);
  return meter.settled(); // without our reading
}

function nameOf(children: number): string {
  return `fan-${children}`;
}

async function runOne(
  { meter }: World,
  client: ReturnType<World['client']>,
  flowId: string,
): Promise<string> {
  const { id } = executionOf(await startOverRest(client, flowId));
  await meter.untilEnded(id);
  return id;
}
