import { describe, expect, test } from 'vitest';
import { expectPromisesKept } from './checker';
import { EXECUTIONS, LIMIT_MS, MIXED, MIXED_ENDS } from './flows';
import { processDeaths } from './process-deaths.suite';
import { ended, heldByTheDead, SHORT_LEASE_MS, until, untilAllEnded, withWorld } from './world';

describe('with queue and bus on Postgres', () => processDeaths({ redis: false }));

test(
  `kill -9 of Postgres in the middle of ${EXECUTIONS} executions loses and repeats nothing`,
  { timeout: LIMIT_MS },
  () =>
    withWorld({ ownPostgres: true }, async (world) => {
      await world.saveFlow(MIXED);
      const ids = await world.startExecutions('mixed', EXECUTIONS);
      for (const share of [0.2, 0.5]) {
        await until('some executions ended', async () => (await ended(world)) > EXECUTIONS * share);
        await world.postgres?.kill();
        await world.postgres?.restart();
      }
      await untilAllEnded(world);
      // The api lives on, too.
      const more = await world.startExecutions('mixed', 1);
      expect(more).toHaveLength(1);
      await untilAllEnded(world);
      const { executions } = await expectPromisesKept(world, {
        acknowledged: [...ids, ...more],
        ...MIXED_ENDS,
        repeats: 'none',
      });
      expect(executions).toHaveLength(EXECUTIONS + 1);
    }),
);

test('kill -9 of everything at once: the next start goes on where it was', { timeout: LIMIT_MS }, () =>
  withWorld({ ownPostgres: true, leaseMs: SHORT_LEASE_MS }, async (world) => {
    await world.saveFlow(MIXED);
    const acknowledged = await world.startExecutions('mixed', EXECUTIONS);
    await until('some executions ended', async () => (await ended(world)) > EXECUTIONS * 0.2);
    await Promise.all([world.postgres?.kill(), world.api.kill(), world.worker.kill()]);
    await world.postgres?.restart();
    const heldAtDeath = await heldByTheDead(world);
    await Promise.all([world.api.start(), world.worker.start()]);
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
  'a worker that slept for longer than its lease writes nothing when it wakes up',
  { timeout: LIMIT_MS },
  () =>
    withWorld({ leaseMs: SHORT_LEASE_MS }, async (world) => {
      await world.saveFlow(MIXED);
      const starting = world.startExecutions('mixed', EXECUTIONS);
      await until('some executions ended', async () => (await ended(world)) > EXECUTIONS * 0.1);
      world.worker.signal('SIGSTOP');
      const heldAsleep = await heldByTheDead(world);
      const other = await world.addWorker();
      await other.start();
      const ids = await starting;
      await untilAllEnded(world);
      world.worker.signal('SIGCONT');
      // It is awake when it takes part in new work again.
      await other.stop();
      const more = await world.startExecutions('mixed', 20);
      await untilAllEnded(world);
      await expectPromisesKept(world, {
        acknowledged: [...ids, ...more],
        ...MIXED_ENDS,
        repeats: heldAsleep,
      });
    }),
);
