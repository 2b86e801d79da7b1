import { describe, expect, test } from 'vitest';
import { expectAllSucceededOnce } from './checker';
import { ended, EXECUTIONS, LIMIT_MS, TASKS, untilAllEnded, withWorld } from './five';
import { until } from './world';
import { processDeaths } from './process-deaths.suite';

describe('with queue and bus on Postgres', () => processDeaths({ redis: false }));

test(
  'kill -9 of Postgres in the middle of 200 executions loses and repeats nothing',
  { timeout: LIMIT_MS },
  () =>
    withWorld({ ownPostgres: true }, async (world) => {
      const ids = await world.startExecutions('five', EXECUTIONS);
      for (const share of [0.2, 0.5]) {
        await until('some executions ended', async () => (await ended(world)) > EXECUTIONS * share);
        await world.postgres?.kill();
        await world.postgres?.restart();
      }
      await untilAllEnded(world);
      expect(await expectAllSucceededOnce(world, ids, TASKS)).toHaveLength(EXECUTIONS);
      // The api lives on, too.
      expect(await world.startExecutions('five', 1)).toHaveLength(1);
    }),
);

test('kill -9 of everything at once: the next start goes on where it was', { timeout: LIMIT_MS }, () =>
  withWorld({ ownPostgres: true }, async (world) => {
    const ids = await world.startExecutions('five', EXECUTIONS);
    await until('some executions ended', async () => (await ended(world)) > EXECUTIONS * 0.2);
    await Promise.all([world.postgres?.kill(), world.api.kill(), world.worker.kill()]);
    await world.postgres?.restart();
    await Promise.all([world.api.start(), world.worker.start()]);
    await untilAllEnded(world);
    expect(await expectAllSucceededOnce(world, ids, TASKS)).toHaveLength(EXECUTIONS);
  }),
);

test(
  'a worker that slept for longer than its lease writes nothing when it wakes up',
  { timeout: LIMIT_MS },
  () =>
    withWorld({}, async (world) => {
      const starting = world.startExecutions('five', EXECUTIONS);
      await until('some executions ended', async () => (await ended(world)) > EXECUTIONS * 0.1);
      world.worker.signal('SIGSTOP');
      const sleeper = world.worker;
      const other = world.secondWorker();
      await other.start();
      const ids = await starting;
      await untilAllEnded(world);
      sleeper.signal('SIGCONT');
      // It is awake when it takes part in new work again.
      await other.stop();
      const more = await world.startExecutions('five', 20);
      await untilAllEnded(world);
      await expectAllSucceededOnce(world, [...ids, ...more], TASKS);
    }),
);
