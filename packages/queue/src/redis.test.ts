import { type OwnRedis, startRedis } from '@headrace/testkit';
import { Worker } from 'bullmq';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { WORKER_SETTINGS } from './bullmq';
import type { Queue } from './queue';
import { queueSuite } from './queue.suite';
import { createRedisQueue } from './redis';
import { cleanups, Sightings } from '@headrace/testkit/signals';
import { within } from './within';

const shared = await startRedis();
if (shared === null)
  process.stderr.write('\n!!! No redis-server on this machine: the Redis queue was NOT tested !!!\n\n');
afterAll(() => shared?.stop());

describe.skipIf(shared === null)('with a Redis server', () => {
  const { url } = shared ?? { url: '' };
  let worlds = 0;
  queueSuite('redis', async () => {
    const prefix = `world-${++worlds}`;
    return {
      open: () => createRedisQueue({ url, prefix }),
      openElsewhere: () => createRedisQueue({ url, prefix: `${prefix}-elsewhere` }),
      takeAndDie: async () => {
        const settings = { ...WORKER_SETTINGS, prefix, connection: { url }, autorun: false };
        const worker = new Worker('attempts', null, settings);
        expect(await worker.getNextJob('lock')).toBeDefined();
        await worker.close(true);
      },
    };
  });

  describe('redis queue in trouble', () => {
    const afterwards = cleanups();
    let server: OwnRedis;
    beforeAll(async () => {
      server = (await startRedis()) as OwnRedis;
    });
    afterAll(() => server.stop());

    const pair = async (prefix: string) => {
      const [receiver, sender] = [
        await createRedisQueue({ url: server.url, prefix }),
        await createRedisQueue({ url: server.url, prefix }),
      ];
      afterwards(() => Promise.all([receiver.close(), sender.close()]));
      const seen = new Sightings<string>();
      const errors = new Sightings<Error>();
      const consumer = receiver.consume(async (ids) => ids.forEach((id) => seen.see(id)), {
        concurrency: 2,
        onError: (error) => errors.see(error),
      });
      await consumer.ready();
      return { receiver, sender, seen, errors };
    };

    test('an unreachable server is one clear error without the password', async () => {
      const opening = createRedisQueue({ url: 'redis://user:hidden@127.0.0.1:1', prefix: 'x' });
      await expect(opening).rejects.toThrow(
        'Could not open the queue on Redis (127.0.0.1:1): connect ECONNREFUSED',
      );
      await expect(opening).rejects.not.toThrow('hidden');
    });

    test('after FLUSHALL a blocked consumer receives what is dispatched then', async () => {
      const { sender, seen } = await pair('flush');
      await sender.dispatch(['before']);
      await seen.count(1);
      const client = new Redis(server.url);
      afterwards(async () => client.disconnect());
      await blockedClient(client);
      await client.flushall();
      await sender.dispatch(['after']);
      expect(await seen.count(2)).toEqual(['before', 'after']);
      await sender.dispatch(['before']);
      expect(await seen.count(3)).toEqual(['before', 'after', 'before']);
    });

    test('a consumer whose connections were cut while it waited receives what is dispatched then', async () => {
      const { sender, seen } = await pair('cut');
      const client = new Redis(server.url);
      afterwards(async () => client.disconnect());
      await blockedClient(client);
      await client.call('CLIENT', 'KILL', 'TYPE', 'normal', 'SKIPME', 'yes');
      await dispatchUntilAccepted(sender, 'after');
      await seen.count(1);
    });

    test('ignores jobs that are no hints', async () => {
      const { sender, seen, errors } = await pair('garbage');
      const { Queue: BullMQQueue } = await import('bullmq');
      const foreign = new BullMQQueue('attempts', { connection: { url: server.url }, prefix: 'garbage' });
      afterwards(() => foreign.close());
      await foreign.add('attempts', { attemptIds: [{ not: 'a string' }] });
      await sender.dispatch(['fine']);
      expect(await seen.count(1)).toEqual(['fine']);
      expect((await errors.count(1))[0]?.message).toContain('no hint');
    });

    test('goes on after the server was killed, and closes while it is gone', async () => {
      const { receiver, sender, seen, errors } = await pair('kill');
      await sender.dispatch(['before']);
      await seen.count(1);
      await server.kill();
      await errors.count(1);
      await expect(sender.dispatch(['lost'])).rejects.toThrow('Could not put 1 hint(s) on the redis queue');
      await server.restart();
      await dispatchUntilAccepted(sender, 'after');
      await seen.until((all) => all.includes('after'));
      await server.kill();
      await within(Promise.all([receiver.close(), sender.close()]), 15_000, 'Closing without a server');
      await server.restart();
    }, 60_000);
  });
});

/** Resolves when a consumer waits in a blocking command. */
async function blockedClient(client: Redis): Promise<void> {
  while (!/cmd=bzpopmin/.test(String(await client.call('CLIENT', 'LIST')))) await new Promise(setImmediate);
}

/** Again and again until the store takes it. */
async function dispatchUntilAccepted(queue: Queue, attemptId: string): Promise<void> {
  for (;;) {
    const accepted = await queue.dispatch([attemptId]).then(
      () => true,
      () => false,
    );
    if (accepted) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
