import { expect, test } from 'vitest';
import { expectPromisesKept } from './checker';
import { EXECUTIONS, LIMIT_MS, MIXED, MIXED_ENDS } from './flows';
import { ended, heldByTheDead, SHORT_LEASE_MS, until, untilAllEnded, withWorld } from './world';

/** The deaths of processes that both drivers of queue and bus must survive. */
export function processDeaths({ redis }: { redis: boolean }): void {
  test(
    `kill -9 of the worker in the middle of ${EXECUTIONS} executions loses nothing, and repeats at most what it held`,
    { timeout: LIMIT_MS },
    () =>
      withWorld({ redis, leaseMs: SHORT_LEASE_MS }, async (world) => {
        await world.saveFlow(MIXED);
        const starting = world.startExecutions('mixed', EXECUTIONS);
        const heldAtDeath: string[] = [];
        for (const share of [0.1, 0.4]) {
          await until('some executions ended', async () => (await ended(world)) > EXECUTIONS * share);
          await world.worker.kill();
          heldAtDeath.push(...(await heldByTheDead(world)));
          await world.worker.start();
        }
        const acknowledged = await starting;
        expect(acknowledged).toHaveLength(EXECUTIONS);
        await untilAllEnded(world);
        const { executions } = await expectPromisesKept(world, {
          acknowledged,
          ...MIXED_ENDS,
          repeats: heldAtDeath,
        });
        expect(executions).toHaveLength(EXECUTIONS);
      }),
  );

  test(
    `kill -9 of the api while ${EXECUTIONS} executions are started and run: what it acknowledged is there, and nothing is repeated`,
    { timeout: LIMIT_MS },
    () =>
      withWorld({ redis }, async (world) => {
        await world.saveFlow(MIXED);
        const starting = world.startExecutions('mixed', EXECUTIONS);
        await until(
          'the first are stored',
          async () => (await world.query('SELECT 1 FROM executions')).length > 20,
        );
        await world.api.kill();
        const first = await starting;
        await world.api.start();
        const second = await world.startExecutions('mixed', EXECUTIONS / 2);
        expect(second).toHaveLength(EXECUTIONS / 2);
        await untilAllEnded(world);
        await expectPromisesKept(world, {
          acknowledged: [...first, ...second],
          ...MIXED_ENDS,
          repeats: 'none',
        });
      }),
  );
}
