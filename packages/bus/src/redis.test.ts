import { type OwnRedis, startRedis } from '@headrace/testkit';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Wake } from './bus';
import { busSuite } from './bus.suite';
import { channelOf } from './prefix';
import { createRedisBus } from './redis';
import { cleanups, Sightings } from '@headrace/testkit/signals';
import { within } from './within';

const shared = await startRedis();
if (shared === null)
  process.stderr.write('\n!!! No redis-server on this machine: the Redis bus was NOT tested !!!\n\n');
afterAll(() => shared?.stop());

describe.skipIf(shared === null)('with a Redis server', () => {
  const { url } = shared ?? { url: '' };
  let admin: Redis;
  let worlds = 0;
  beforeAll(() => {
    admin = new Redis(url);
  });
  afterAll(() => admin.disconnect());

  busSuite('redis', async () => {
    const prefix = `world-${++worlds}`;
    return {
      open: () => createRedisBus({ url, prefix }),
      openElsewhere: () => createRedisBus({ url, prefix: `${prefix}-elsewhere` }),
      // Tests of one file run one after another, so these are this world's listeners.
      interrupt: async () => {
        await admin.call('CLIENT', 'KILL', 'TYPE', 'pubsub');
      },
      inject: async (payload) => {
        await admin.publish(channelOf(prefix), payload);
      },
    };
  });

  describe('redis bus in trouble', () => {
    const afterwards = cleanups();
    let server: OwnRedis;
    beforeAll(async () => {
      server = (await startRedis()) as OwnRedis;
    });
    afterAll(() => server.stop());

    test('an unreachable server is one clear error without the password', async () => {
      const opening = createRedisBus({ url: 'redis://user:hidden@127.0.0.1:1', prefix: 'x' });
      await expect(opening).rejects.toThrow(
        'Could not open the bus on Redis (127.0.0.1:1): connect ECONNREFUSED',
      );
      await expect(opening).rejects.not.toThrow('hidden');
    });

    test('goes on after the server was killed, and closes while it is gone', async () => {
      const errors = new Sightings<Error>();
      const bus = await createRedisBus({
        url: server.url,
        prefix: 'own',
        onError: (error) => errors.see(error),
      });
      afterwards(() => bus.close());
      const seen = new Sightings<Wake>();
      bus.subscribe({ topic: 'flows' }, (wake) => seen.see(wake));
      await server.kill();
      await errors.count(1);
      bus.publish([{ topic: 'flows' }]);
      await bus.flush();
      await server.restart();
      expect((await seen.count(1)).at(0)).toEqual({ kind: 'reconnected' });
      // The sending connection comes back by itself a moment before or after the listening one.
      while (!seen.all.some((wake) => wake.kind === 'nudge')) {
        bus.publish([{ topic: 'flows' }]);
        await bus.flush();
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
      await server.kill();
      bus.publish([{ topic: 'flows' }]);
      await within(bus.close(), 15_000, 'Closing without a server');
    }, 60_000);
  });
});
