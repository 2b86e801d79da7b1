import { median } from '../numbers';
import { countIdle, countWork, type Section } from './bench';
import { durationMsOf, executionOf, readExecution, saveKnownFlow, startOverRest } from './doors';
import { logFlow, returnFlow } from './flows';
import { type Usage, usageBetween } from './meter';
import { figure, processorLine } from './text';

const TASKS = 40;
const TIMES = 7;
const WARM_UP = 3;

const FLOWS = [
  { name: 'Log', id: 'logs', source: logFlow('logs', TASKS) },
  { name: 'Return', id: 'returns', source: returnFlow('returns', TASKS) },
] as const;

/** One execution of many tasks, one after another, alone on the machine. */
export const sequence: Section = async ({ say, ready, withProduct }) => {
  say(`sequence: ${TASKS} tasks one after another, alone on the machine; median of ${TIMES}`);
  await withProduct({ workers: 1 }, async ({ client: connect, meter }) => {
    const client = connect(1);
    const run = async (flowId: string): Promise<string> => {
      const { id } = executionOf(await startOverRest(client, flowId));
      await meter.untilEnded(id);
      return id;
    };
    for (const { id, source } of FLOWS) {
      await saveKnownFlow(client, source);
      for (let n = 0; n < WARM_UP; n += 1) await run(id);
    }
    const idle = await countIdle(meter);
    for (const { name, id } of FLOWS) {
      const executionIds: string[] = [];
      const usages: Usage[] = [];
      await ready();
      const counts = await countWork(meter, idle, async () => {
        for (let n = 0; n < TIMES; n += 1) {
          const usedBefore = await meter.usage();
          executionIds.push(await run(id));
          usages.push(usageBetween(usedBefore, await meter.usage()));
        }
      });
      const hops = TIMES * TASKS;
      const durationsMs: number[] = [];
      for (const executionId of executionIds)
        durationsMs.push(durationMsOf(await readExecution(client, executionId)));
      say(
        `  ${name}: ${figure(median(durationsMs) / TASKS)} ms a hop (${durationsMs.map((ms) => figure(ms / TASKS)).join(', ')}); ` +
          `${figure(counts.transactions / hops)} transactions and ${figure(counts.walSyncs / hops)} WAL syncs a hop`,
      );
      say(`  ${name}: processor a hop ${processorLine([added(usages)], hops)}`);
      await meter.settled(); // what was read for these lines belongs to no work
    }
  });
};

/** The kernel's hundredths of a second are too coarse for one execution. */
function added(usages: readonly Usage[]): Usage {
  const total = (of: (usage: Usage) => number): number =>
    usages.reduce((value, usage) => value + of(usage), 0);
  return {
    elapsedMs: total(({ elapsedMs }) => elapsedMs),
    processorMs: {
      api: total(({ processorMs }) => processorMs.api),
      worker: total(({ processorMs }) => processorMs.worker),
      postgres: total(({ processorMs }) => processorMs.postgres),
      load: total(({ processorMs }) => processorMs.load),
      others: total(({ processorMs }) => processorMs.others),
    },
    walBytes: total(({ walBytes }) => walBytes),
  };
}
