import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { ApiWorld } from '../api.world';

/** How long something held the event loop of this process, at worst. */
export interface Held<Result> {
  readonly result: Result;
  readonly heldMs: number;
}

const monitor = monitorEventLoopDelay({ resolution: 1 });
monitor.enable();

export async function heldWhile<Result>(work: () => Promise<Result>): Promise<Held<Result>> {
  // What was held up before is seen by the monitor's next look only.
  await new Promise((resolve) => setTimeout(resolve, 3));
  monitor.reset();
  const result = await work();
  await new Promise((resolve) => setTimeout(resolve, 3));
  return { result, heldMs: monitor.max / 1e6 };
}

/** How long this machine, as busy as it is now, takes for a piece of work of about ten milliseconds on an idle one. */
export function unitMs(): number {
  const text = JSON.stringify(
    Array.from({ length: 9_000 }, (_, id) => ({ id, name: `name ${id}`, tags: ['a', 'b'] })),
  );
  const times: number[] = [];
  for (let round = 0; round < 3; round += 1) {
    const startedMs = performance.now();
    JSON.stringify(JSON.parse(text));
    times.push(performance.now() - startedMs);
  }
  return times.sort((a, b) => a - b)[1] ?? 0;
}

/** Counts the statements of all connections of this process, Prisma's too. */
export function countStatements(pool: ApiWorld['pool']): { count(): number; stop(): void } {
  const { Client } = pool as unknown as {
    Client: { prototype: { query: (...parts: unknown[]) => unknown } };
  };
  const { query } = Client.prototype;
  let statements = 0;
  Client.prototype.query = function counted(...parts) {
    statements += 1;
    return query.apply(this, parts);
  };
  return {
    count: () => statements,
    stop: () => {
      Client.prototype.query = query;
    },
  };
}
