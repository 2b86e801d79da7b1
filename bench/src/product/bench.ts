import { setTimeout as sleep } from 'node:timers/promises';
import { type Client, openClient } from './client';
import { type Counts, countsBetween, type Meter, openMeter, withoutIdle } from './meter';
import { type Product, startProduct, type WorkerSettings } from './product';
import { untilQuiet } from './quiet';
import { Resources } from './resources';

/** What a section gets. */
export interface Bench {
  readonly rounds: number;
  say(text: string): void;
  /** Resolves when a round may begin: at once, or with `--quiet` when others leave the machine alone. */
  ready(): Promise<void>;
  /** Starts a product of its own for the work and takes it away afterwards. */
  withProduct(options: ProductOptions, work: (world: World) => Promise<void>): Promise<void>;
}

export interface ProductOptions extends WorkerSettings {
  readonly workers: number;
}

/** A running product and the ways to use it and to look at it. */
export interface World {
  readonly product: Product;
  readonly meter: Meter;
  /** So many connections to the api, closed with the product. */
  client(connections: number): Client;
}

/** A part of the benchmark that can be chosen by its name. */
export type Section = (bench: Bench) => Promise<void>;

export interface BenchOptions {
  readonly rounds: number;
  /** Whether each round waits for a machine that has nothing else to do. */
  readonly quiet: boolean;
  readonly say: (text: string) => void;
}

const WATCHED_WHILE_IDLE_MS = 10_000;
/** All rounds together wait no longer than this for others. */
const LONGEST_QUIET_WAIT_MS = 300_000;

/** @param onResources is told what must be given back if the benchmark is stopped in the middle */
export function createBench(
  { rounds, quiet, say }: BenchOptions,
  onResources: (resources: Resources) => void,
): Bench {
  let waitMs = quiet ? LONGEST_QUIET_WAIT_MS : 0;
  return {
    rounds,
    say,
    async ready() {
      if (waitMs <= 0) return;
      const startedAtMs = performance.now();
      const isQuiet = await untilQuiet(waitMs);
      waitMs -= performance.now() - startedAtMs;
      if (!isQuiet) say('  (the machine does not get quiet: what follows is measured on a busy one)');
    },
    async withProduct({ workers, ...settings }, work) {
      const resources = new Resources();
      onResources(resources);
      try {
        const product = await startProduct(resources, say);
        for (let n = 0; n < workers; n += 1) await product.startWorker(settings);
        const meter = await openMeter(product, resources);
        await work({
          product,
          meter,
          client(connections) {
            const client = openClient(product.port, connections);
            resources.add(async () => client.close());
            return client;
          },
        });
      } finally {
        await resources.close((error) => say(`While stopping: ${String(error)}`));
      }
    },
  };
}

/** What the product counts while nothing is asked of it. Everything before it has been counted afterwards. */
export async function countIdle(meter: Meter): Promise<Counts> {
  const before = await meter.settled();
  await sleep(WATCHED_WHILE_IDLE_MS);
  return countsBetween(before, await meter.counts());
}

/** What the work counts beyond what an idle product counts in that time. Everything before it must have been counted. */
export async function countWork(meter: Meter, idle: Counts, work: () => Promise<void>): Promise<Counts> {
  const before = await meter.counts();
  await work();
  return withoutIdle(countsBetween(before, await meter.settled()), idle);
}
