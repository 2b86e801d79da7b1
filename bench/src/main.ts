import type { Ports } from '@headrace/runtime';
import type { ChainLoad } from './chain';
import { runFloor } from './floor';
import { runRowFloor } from './floor-row';
import { oneTaskPerSecond, sequenceMsPerHop } from './headrace';
import { median } from './numbers';
import { startStores } from './world';

const ROUNDS = Number(process.argv[2] ?? 3);
const EXECUTIONS = 1500;
const TASKS = 40;
const CHAINS = 7;

const ONE_TASK: ChainLoad = { executions: EXECUTIONS, tasks: 1, rounds: 1 };
const SEQUENCE: ChainLoad = { executions: 1, tasks: TASKS, rounds: CHAINS };

/** Both do what cannot be avoided; the second one also what Headrace keeps to be able to show and repair it (`floor.ts`). */
const FLOORS = [
  { name: 'one row, one commit and one hop a task', run: runRowFloor, aims: ['', ''] },
  {
    name: 'the rows of Headrace, two commits and one hop a task',
    run: runFloor,
    aims: [' (aim 0.5 or more)', ' (aim 2 or less)'],
  },
] as const;

/** What Headrace reached, in units of a floor. */
interface Ratios {
  readonly throughput: number[];
  readonly hops: number[];
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

/** Floors and Headrace in turn, so that a busy machine is busy for all; the medians of the ratios are the result. */
async function compare(driver: string, ports: () => Promise<Ports>): Promise<void> {
  const ratios = new Map<string, Ratios>(FLOORS.map(({ name }) => [name, { throughput: [], hops: [] }]));
  for (let round = 0; round < ROUNDS; round += 1) {
    const floorsPerSecond: number[] = [];
    for (const { run } of FLOORS)
      floorsPerSecond.push(EXECUTIONS / (median(await run(await ports(), ONE_TASK)) / 1000));
    const perSecond = await oneTaskPerSecond(await ports(), EXECUTIONS);
    const floorHopsMs: number[] = [];
    for (const { run } of FLOORS) floorHopsMs.push(median(await run(await ports(), SEQUENCE)) / TASKS);
    const hopMs = median(await sequenceMsPerHop(await ports(), TASKS, CHAINS));
    FLOORS.forEach(({ name }, index) => {
      ratios.get(name)?.throughput.push(perSecond / (floorsPerSecond[index] ?? Number.NaN));
      ratios.get(name)?.hops.push(hopMs / (floorHopsMs[index] ?? Number.NaN));
    });
    say(
      `${driver} round ${round + 1}: one-task ${perSecond.toFixed(0)}/s, floors ${floorsPerSecond.map((value) => value.toFixed(0)).join(' and ')}/s; ` +
        `hop ${hopMs.toFixed(2)} ms, floors ${floorHopsMs.map((value) => value.toFixed(2)).join(' and ')} ms`,
    );
  }
  for (const { name, aims } of FLOORS) {
    const { throughput = [], hops = [] } = ratios.get(name) ?? {};
    say(
      `${driver}, to the floor of ${name}: throughput ${median(throughput).toFixed(2)} of it${aims[0]}, ` +
        `time per hop ${median(hops).toFixed(2)} times its${aims[1]}`,
    );
  }
}

const stores = await startStores();
try {
  for (const driver of stores.drivers) await compare(driver, () => stores.ports(driver));
} finally {
  await stores.close();
}
process.exit(0);
