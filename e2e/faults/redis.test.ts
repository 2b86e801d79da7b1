import { Redis } from 'ioredis';
import { describe, expect, test } from 'vitest';
import { expectAllSucceededOnce } from './checker';
import { ended, EXECUTIONS, LIMIT_MS, TASKS, untilAllEnded, withWorld } from './five';
import { until } from './world';
import { processDeaths } from './process-deaths.suite';

describe('with queue and bus on Redis', () => processDeaths({ redis: true }));

test(
  'FLUSHALL on Redis, again and again in the middle of 200 executions, loses and repeats nothing',
  { timeout: LIMIT_MS },
  () =>
    withWorld({ redis: true }, async (world) => {
      const redis = new Redis(world.redisUrl ?? '');
      try {
        const starting = world.startExecutions('five', EXECUTIONS);
        for (const share of [0.05, 0.3, 0.6]) {
          await until('some executions ended', async () => (await ended(world)) > EXECUTIONS * share);
          await redis.flushall();
        }
        const ids = await starting;
        await untilAllEnded(world);
        expect(await expectAllSucceededOnce(world, ids, TASKS)).toHaveLength(EXECUTIONS);
      } finally {
        redis.disconnect();
      }
    }),
);
