import { runFloor } from './floor';
import { oneTaskPerSecond, sequenceMsPerHop } from './headrace';
import { startStores } from './world';

const ROUNDS = Number(process.argv[2] ?? 3);
const EXECUTIONS = 1500;
const TASKS = 40;
const CHAINS = 7;

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

/** Floor and Headrace in turn, so that a busy machine is busy for both; the medians of the ratios are the result. */
const stores = await startStores();
try {
  for (const driver of stores.drivers) {
    const throughput: number[] = [];
    const hops: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const floor = { executions: EXECUTIONS, tasks: 1, rounds: 1 };
      const floorPerSecond = EXECUTIONS / (median(await runFloor(await stores.ports(driver), floor)) / 1000);
      const perSecond = await oneTaskPerSecond(await stores.ports(driver), EXECUTIONS);
      throughput.push(perSecond / floorPerSecond);
      const chain = { executions: 1, tasks: TASKS, rounds: CHAINS };
      const floorHopMs = median(await runFloor(await stores.ports(driver), chain)) / TASKS;
      const hopMs = median(await sequenceMsPerHop(await stores.ports(driver), TASKS, CHAINS));
      hops.push(hopMs / floorHopMs);
      say(
        `${driver} round ${round + 1}: one-task ${perSecond.toFixed(0)}/s, floor ${floorPerSecond.toFixed(0)}/s; ` +
          `hop ${hopMs.toFixed(2)} ms, floor ${floorHopMs.toFixed(2)} ms`,
      );
    }
    say(
      `${driver}: throughput ${median(throughput).toFixed(2)} of the floor (aim 0.5 or more), ` +
        `time per hop ${median(hops).toFixed(2)} times the floor (aim 2 or less)`,
    );
  }
} finally {
  await stores.close();
}
process.exit(0);
