import { Redis } from 'ioredis';
import { describe, expect, test } from 'vitest';
import { expectPromisesKept } from './checker';
import { EXECUTIONS, LIMIT_MS, MIXED, MIXED_ENDS } from './flows';
import { processDeaths } from './process-deaths.suite';
import { ended, until, untilAllEnded, withWorld } from './world';

describe('with queue and bus on Redis', () => processDeaths({ redis: true }));

test(
  `FLUSHALL on Redis, again and again in the middle of ${EXECUTIONS} executions, loses and repeats nothing`,
  { timeout: LIMIT_MS },
  () =>
    withWorld({ redis: true }, async (world) => {
      await world.saveFlow(MIXED);
      const redis = new Redis(world.redisUrl ?? '');
      try {
        const starting = world.startExecutions('mixed', EXECUTIONS);
        for (const share of [0.05, 0.3, 0.6]) {
          await until('some executions ended', async () => (await ended(world)) > EXECUTIONS * share);
          await redis.flushall();
        }
        const acknowledged = await starting;
        await untilAllEnded(world);
        const { executions } = await expectPromisesKept(world, {
          acknowledged,
          ...MIXED_ENDS,
          repeats: 'none',
        });
        expect(executions).toHaveLength(EXECUTIONS);
      } finally {
        redis.disconnect();
      }
    }),
);
