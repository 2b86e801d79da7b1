import type { Ports } from '@headrace/runtime';
import { CONCURRENCY, CREATORS } from './world';

export interface ChainLoad {
  /** Chains at the same time. */
  readonly executions: number;
  /** Task runs of each chain, one after another. */
  readonly tasks: number;
  /** How often, one after another. */
  readonly rounds: number;
}

/** What a floor does for a task; the hop to it is the queue's. */
export interface ChainWork<Step> {
  /** Stores what is there before a chain of so many tasks begins. Not measured. */
  seed(tasks: number): Promise<Step>;
  /** What the queue carries for the step; never given out twice. */
  hintOf(step: Step): string;
  /** Does one task. null = it was the last one. */
  run(step: Step): Promise<Step | null>;
}

/** Runs chains of tasks over the queue of the ports, which are closed at the end. Answers the milliseconds of each round. */
export async function runChains<Step>(
  ports: Ports,
  { executions, tasks, rounds }: ChainLoad,
  { seed, hintOf, run }: ChainWork<Step>,
): Promise<number[]> {
  const { queue } = ports;
  const steps = new Map<string, Step>();
  const taken: string[] = [];
  let running = 0;
  let open = 0;
  let round = withResolvers();

  /** Hints are handed over in groups; as many tasks run at once as a worker has places. */
  function runTaken(): void {
    while (running < CONCURRENCY) {
      const hint = taken.shift();
      if (hint === undefined) return;
      running += 1;
      doTask(hint)
        .catch(round.reject)
        .finally(() => {
          running -= 1;
          runTaken();
        });
    }
  }

  async function doTask(hint: string): Promise<void> {
    const step = steps.get(hint);
    if (step === undefined) return;
    steps.delete(hint);
    const next = await run(step);
    if (next !== null) {
      steps.set(hintOf(next), next);
      queue.dispatch([hintOf(next)]).catch(round.reject);
    } else {
      open -= 1;
      if (open === 0) round.resolve();
    }
  }

  const consumer = queue.consume(
    async (hints) => {
      taken.push(...hints);
      runTaken();
    },
    { concurrency: CONCURRENCY, onError: (error) => round.reject(error) },
  );
  await consumer.ready();
  const tookMs: number[] = [];
  for (let n = 0; n < rounds; n += 1) {
    for (let chain = 0; chain < executions; chain += 1) {
      const step = await seed(tasks);
      steps.set(hintOf(step), step);
    }
    open = executions;
    round = withResolvers();
    const startedAtMs = performance.now();
    // As many at a time as Headrace has creators, each its own call.
    const hints = [...steps.keys()];
    await Promise.all(
      Array.from({ length: CREATORS }, async () => {
        for (let hint = hints.pop(); hint !== undefined; hint = hints.pop()) await queue.dispatch([hint]);
      }),
    );
    await round.promise;
    tookMs.push(performance.now() - startedAtMs);
  }
  await consumer.close();
  await ports.close();
  return tookMs;
}

interface Resolvers {
  readonly promise: Promise<void>;
  readonly resolve: () => void;
  readonly reject: (error: Error) => void;
}

function withResolvers(): Resolvers {
  let resolve: Resolvers['resolve'] = () => {};
  let reject: Resolvers['reject'] = () => {};
  const promise = new Promise<void>((onDone, onFailed) => {
    resolve = onDone;
    reject = onFailed;
  });
  promise.catch(() => undefined); // whoever waits for it gets the failure
  return { promise, resolve, reject };
}
