import { expect, test } from 'vitest';
import { expectAllSucceededOnce } from './checker';
import { ended, EXECUTIONS, LIMIT_MS, TASKS, untilAllEnded, withWorld } from './five';
import { until } from './world';

/** The deaths of processes that both drivers of queue and bus must survive. */
export function processDeaths({ redis }: { redis: boolean }): void {
  test(
    'kill -9 of the worker in the middle of 200 executions loses and repeats nothing',
    { timeout: LIMIT_MS },
    () =>
      withWorld({ redis }, async (world) => {
        const starting = world.startExecutions('five', EXECUTIONS);
        for (const share of [0.1, 0.4]) {
          await until('some executions ended', async () => (await ended(world)) > EXECUTIONS * share);
          await world.worker.kill();
          await world.worker.start();
        }
        const ids = await starting;
        expect(ids).toHaveLength(EXECUTIONS);
        await untilAllEnded(world);
        expect(await expectAllSucceededOnce(world, ids, TASKS)).toHaveLength(EXECUTIONS);
      }),
  );

  test(
    'kill -9 of the api while 200 executions are started and run: what it acknowledged is there',
    { timeout: LIMIT_MS },
    () =>
      withWorld({ redis }, async (world) => {
        const starting = world.startExecutions('five', EXECUTIONS);
        await until(
          'the first are stored',
          async () => (await world.query('SELECT 1 FROM executions')).length > 20,
        );
        await world.api.kill();
        const first = await starting;
        await world.api.start();
        const second = await world.startExecutions('five', EXECUTIONS);
        expect(second).toHaveLength(EXECUTIONS);
        await untilAllEnded(world);
        await expectAllSucceededOnce(world, [...first, ...second], TASKS);
      }),
  );
}
