import { describe, expect, test } from 'vitest';
import type { Consumer, Queue } from './queue';
import { cleanups, Gate, Sightings } from '@headrace/testkit/signals';

/** One store as several processes see it. */
export interface QueueWorld {
  /** Opens the queue as another process would. The suite closes what it opened. */
  open(): Promise<Queue>;
  /** Opens a queue of another world on the same store. */
  openElsewhere(): Promise<Queue>;
}

/** What every queue driver must do. `setup` gives each test a world of its own. */
export function queueSuite(name: string, setup: () => Promise<QueueWorld>): void {
  describe(`${name} queue`, () => {
    const afterwards = cleanups();

    const openWorld = async () => {
      const world = await setup();
      const tracked = async (opening: Promise<Queue>) => {
        const queue = await opening;
        afterwards(() => queue.close());
        return queue;
      };
      return { open: () => tracked(world.open()), openElsewhere: () => tracked(world.openElsewhere()) };
    };
    const consume = async (
      queue: Queue,
      handler: (attemptId: string) => Promise<void> | void,
      options: { concurrency?: number; onError?: (error: Error) => void } = {},
    ): Promise<Consumer> => {
      const consumer = queue.consume(async (attemptId) => handler(attemptId), {
        concurrency: options.concurrency ?? 5,
        onError: options.onError ?? (() => undefined),
      });
      await consumer.ready();
      return consumer;
    };

    test('delivers a hint to a consumer of another process', async () => {
      const world = await openWorld();
      const [sender, receiver] = [await world.open(), await world.open()];
      const seen = new Sightings<string>();
      await consume(receiver, (id) => seen.see(id));
      await sender.dispatch([{ attemptId: 'one' }]);
      expect(await seen.count(1)).toEqual(['one']);
    });

    test('takes ids that look like numbers', async () => {
      const queue = await (await openWorld()).open();
      const seen = new Sightings<string>();
      await consume(queue, (id) => seen.see(id));
      await queue.dispatch([{ attemptId: '42' }]);
      expect(await seen.count(1)).toEqual(['42']);
    });

    test('keeps hints for a consumer that comes later', async () => {
      const world = await openWorld();
      const sender = await world.open();
      await sender.dispatch([{ attemptId: 'early' }]);
      await sender.close();
      const seen = new Sightings<string>();
      await consume(await world.open(), (id) => seen.see(id));
      expect(await seen.count(1)).toEqual(['early']);
    });

    test('accepts an empty list', async () => {
      await expect((await (await openWorld()).open()).dispatch([])).resolves.toBeUndefined();
    });

    test('delivers each of many hints once, whoever takes it', async () => {
      const world = await openWorld();
      const sender = await world.open();
      const seen = new Sightings<string>();
      await consume(await world.open(), (id) => seen.see(id), { concurrency: 20 });
      await consume(await world.open(), (id) => seen.see(id), { concurrency: 20 });
      const ids = Array.from({ length: 400 }, (_, index) => `many-${index}`);
      const bulk = sender.dispatch(ids.slice(0, 200).map((attemptId) => ({ attemptId })));
      const singles = ids.slice(200).map((attemptId) => sender.dispatch([{ attemptId }]));
      await Promise.all([bulk, ...singles]);
      await seen.count(ids.length);
      expect([...seen.all].sort()).toEqual([...ids].sort());
    });

    test('merges hints about an attempt that nobody has taken', async () => {
      const queue = await (await openWorld()).open();
      await queue.dispatch([{ attemptId: 'same' }, { attemptId: 'same' }]);
      await queue.dispatch([{ attemptId: 'same' }]);
      await queue.dispatch([{ attemptId: 'last' }]);
      const seen = new Sightings<string>();
      await consume(queue, (id) => seen.see(id), { concurrency: 1 });
      expect(await seen.until((all) => all.includes('last'))).toEqual(['same', 'last']);
    });

    test('delivers a hint again once the handler of the earlier one has ended', async () => {
      const world = await openWorld();
      const [receiver, other] = [await world.open(), await world.open()];
      const seen = new Sightings<string>();
      await consume(receiver, (id) => seen.see(id));
      await other.dispatch([{ attemptId: 'again' }]);
      await seen.count(1);
      // The store hears of the end a moment after the handler has ended; until then hints are merged, as redispatch expects.
      while (seen.all.length < 2) await other.dispatch([{ attemptId: 'again' }]);
      expect(seen.all.slice(0, 2)).toEqual(['again', 'again']);
    });

    test('never runs more handlers than its concurrency, and uses all of it', async () => {
      const queue = await (await openWorld()).open();
      const gate = new Gate();
      const started = new Sightings<string>();
      const ended = new Sightings<string>();
      let running = 0;
      let most = 0;
      const handler = async (id: string) => {
        running += 1;
        most = Math.max(most, running);
        started.see(id);
        await gate.opened;
        running -= 1;
        ended.see(id);
      };
      await consume(queue, handler, { concurrency: 3 });
      await queue.dispatch(Array.from({ length: 9 }, (_, index) => ({ attemptId: `slot-${index}` })));
      await started.count(3);
      gate.open();
      await ended.count(9);
      expect(most).toBe(3);
    });

    test('does not hoard: a full consumer leaves hints to others', async () => {
      const world = await openWorld();
      const [full, idle] = [await world.open(), await world.open()];
      const gate = new Gate();
      const held = new Sightings<string>();
      await consume(
        full,
        async (id) => {
          held.see(id);
          await gate.opened;
        },
        { concurrency: 1 },
      );
      await full.dispatch([{ attemptId: 'held' }]);
      await held.count(1);
      const seen = new Sightings<string>();
      await consume(idle, (id) => seen.see(id), { concurrency: 1 });
      await full.dispatch([{ attemptId: 'a' }, { attemptId: 'b' }, { attemptId: 'c' }]);
      expect([...(await seen.count(3))].sort()).toEqual(['a', 'b', 'c']);
      gate.open();
    });

    test('does not let "now" wait behind "in an hour"', async () => {
      const queue = await (await openWorld()).open();
      const seen = new Sightings<string>();
      await queue.dispatch([{ attemptId: 'both', delayMs: 60 * 60 * 1_000 }, { attemptId: 'both' }]);
      await consume(queue, (id) => seen.see(id), { concurrency: 1 });
      expect(await seen.count(1)).toEqual(['both']);
    });

    test('wakes a waiting consumer for a delayed hint, and not before its time', async () => {
      const queue = await (await openWorld()).open();
      const seen = new Sightings<string>();
      await consume(queue, (id) => seen.see(id));
      const dispatchedAtMs = Date.now();
      await queue.dispatch([{ attemptId: 'soon', delayMs: 150 }]);
      expect(await seen.count(1)).toEqual(['soon']);
      expect(Date.now() - dispatchedAtMs).toBeGreaterThanOrEqual(150);
    });

    test('tells of a handler that throws and goes on', async () => {
      const queue = await (await openWorld()).open();
      const seen = new Sightings<string>();
      const errors = new Sightings<Error>();
      const handler = (id: string) => {
        seen.see(id);
        if (id === 'bad') throw new Error('handler trouble');
      };
      await consume(queue, handler, { concurrency: 1, onError: (error) => errors.see(error) });
      await queue.dispatch([{ attemptId: 'bad' }, { attemptId: 'good' }]);
      await seen.count(2);
      expect((await errors.count(1)).map((error) => error.message)).toEqual(['handler trouble']);
      // Hints of one dispatch come in any order.
      expect([...seen.all].sort()).toEqual(['bad', 'good']);
    });

    test('a closed consumer waits for its handlers, takes no more, and leaves the rest to others', async () => {
      const world = await openWorld();
      const [closing, staying] = [await world.open(), await world.open()];
      const gate = new Gate();
      const seen = new Sightings<string>();
      let ended = false;
      const handler = async (id: string) => {
        seen.see(id);
        await gate.opened;
        ended = true;
      };
      const consumer = await consume(closing, handler, { concurrency: 1 });
      await closing.dispatch([{ attemptId: 'running' }]);
      await seen.count(1);
      const closed = consumer.close().then(() => ended);
      await staying.dispatch([{ attemptId: 'left' }]);
      const taken = new Sightings<string>();
      await consume(staying, (id) => taken.see(id));
      expect(await taken.count(1)).toEqual(['left']);
      expect(ended).toBe(false);
      gate.open();
      expect(await closed).toBe(true);
      await consumer.close();
      expect(seen.all).toEqual(['running']);
    });

    test('can be closed twice, then refuses work', async () => {
      const queue = await (await openWorld()).open();
      await consume(queue, () => undefined);
      await Promise.all([queue.close(), queue.close()]);
      await queue.close();
      await expect(queue.dispatch([{ attemptId: 'too late' }])).rejects.toThrow('closed');
    });

    test('hears nothing of another world on the same store', async () => {
      const world = await openWorld();
      const [here, elsewhere] = [await world.open(), await world.openElsewhere()];
      const seen = new Sightings<string>();
      await consume(here, (id) => seen.see(id), { concurrency: 1 });
      await elsewhere.dispatch([{ attemptId: 'foreign' }]);
      await here.dispatch([{ attemptId: 'own' }]);
      expect(await seen.count(1)).toEqual(['own']);
    });
  });
}
