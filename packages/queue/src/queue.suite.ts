import { describe, expect, test } from 'vitest';
import type { Consumer, Queue } from './queue';
import { cleanups, Gate, Sightings } from '@headrace/testkit/signals';

/** One store as several processes see it. */
export interface QueueWorld {
  /** Opens the queue as another process would. The suite closes what it opened. */
  open(): Promise<Queue>;
  /** Opens a queue of another world on the same store. */
  openElsewhere(): Promise<Queue>;
  /** Takes a job as a process would that is killed before it completes it. Absent: the store dies with the process. */
  takeAndDie?(): Promise<void>;
}

type Handler = (attemptIds: readonly string[]) => Promise<void> | void;

/** What every queue driver must do. `setup` gives each test a world of its own. */
export function queueSuite(name: string, setup: () => Promise<QueueWorld>): void {
  describe(`${name} queue`, () => {
    const afterwards = cleanups();

    const openWorld = async () => {
      const { open, openElsewhere, takeAndDie } = await setup();
      const tracked = async (opening: Promise<Queue>) => {
        const queue = await opening;
        afterwards(() => queue.close());
        return queue;
      };
      return { open: () => tracked(open()), openElsewhere: () => tracked(openElsewhere()), takeAndDie };
    };
    const consume = async (
      queue: Queue,
      handler: Handler,
      options: { concurrency?: number; onError?: (error: Error) => void } = {},
    ): Promise<Consumer> => {
      const consumer = queue.consume(async (attemptIds) => handler(attemptIds), {
        concurrency: options.concurrency ?? 2,
        onError: options.onError ?? (() => undefined),
      });
      await consumer.ready();
      return consumer;
    };
    const seeEach = (seen: Sightings<string>) => (attemptIds: readonly string[]) => {
      for (const id of attemptIds) seen.see(id);
    };
    /** Each in a job of its own. */
    const dispatchOneByOne = async (queue: Queue, attemptIds: readonly string[]) => {
      for (const id of attemptIds) await queue.dispatch([id]);
    };

    test('delivers a hint to a consumer of another process', async () => {
      const world = await openWorld();
      const [sender, receiver] = [await world.open(), await world.open()];
      const seen = new Sightings<string>();
      await consume(receiver, seeEach(seen));
      await sender.dispatch(['one']);
      expect(await seen.count(1)).toEqual(['one']);
    });

    test('takes ids that look like numbers', async () => {
      const queue = await (await openWorld()).open();
      const seen = new Sightings<string>();
      await consume(queue, seeEach(seen));
      await queue.dispatch(['42']);
      expect(await seen.count(1)).toEqual(['42']);
    });

    test('keeps hints for a consumer that comes later', async () => {
      const world = await openWorld();
      const sender = await world.open();
      await sender.dispatch(['early']);
      await sender.close();
      const seen = new Sightings<string>();
      await consume(await world.open(), seeEach(seen));
      expect(await seen.count(1)).toEqual(['early']);
    });

    test('sends what was dispatched right before it is closed', async () => {
      const world = await openWorld();
      const sender = await world.open();
      const dispatched = [sender.dispatch(['first']), sender.dispatch(['second'])];
      await sender.close();
      await Promise.all(dispatched);
      const seen = new Sightings<string>();
      await consume(await world.open(), seeEach(seen));
      expect(await seen.count(2)).toEqual(['first', 'second']);
    });

    test('accepts an empty list and refuses an empty id', async () => {
      const queue = await (await openWorld()).open();
      await expect(queue.dispatch([])).resolves.toBeUndefined();
      await expect(queue.dispatch(['fine', ''])).rejects.toThrow();
    });

    test('delivers each of 1,000 hints once, whoever takes it', async () => {
      const world = await openWorld();
      const sender = await world.open();
      const seen = new Sightings<string>();
      await consume(await world.open(), seeEach(seen));
      await consume(await world.open(), seeEach(seen));
      const ids = Array.from({ length: 1_000 }, (_, index) => `many-${index}`);
      await sender.dispatch(ids.slice(0, 200));
      await sender.dispatch(ids.slice(200, 400));
      for (let start = 400; start < 1_000; start += 200) {
        await Promise.all(ids.slice(start, start + 200).map((id) => sender.dispatch([id])));
      }
      await seen.count(ids.length);
      expect([...seen.all].sort()).toEqual([...ids].sort());
    });

    test('1,000 calls in one tick make 16 jobs of 16 ids, and leave the other ids out', async () => {
      const queue = await (await openWorld()).open();
      const ids = Array.from({ length: 1_000 }, (_, index) => `burst-${index}`);
      await Promise.all(ids.map((id) => queue.dispatch([id])));
      await queue.dispatch(['last']);
      const jobs = new Sightings<readonly string[]>();
      await consume(queue, (attemptIds) => jobs.see(attemptIds), { concurrency: 1 });
      const seen = await jobs.until((all) => all.at(-1)?.includes('last') === true);
      expect(seen.map(({ length }) => length)).toEqual([...Array.from({ length: 16 }, () => 16), 1]);
      expect(seen.slice(0, 16).flat().sort()).toEqual(ids.slice(0, 256).sort());
    });

    test('leaves out the ids of one call beyond 256', async () => {
      const queue = await (await openWorld()).open();
      const ids = Array.from({ length: 10_000 }, (_, index) => `call-${index}`);
      await queue.dispatch(ids);
      await queue.dispatch(['last']);
      const seen = new Sightings<string>();
      await consume(queue, seeEach(seen), { concurrency: 1 });
      const all = await seen.until((ids) => ids.includes('last'));
      expect([...all].sort()).toEqual([...ids.slice(0, 256), 'last'].sort());
    });

    test('merges ids that travel together', async () => {
      const queue = await (await openWorld()).open();
      await Promise.all([queue.dispatch(['same', 'same']), queue.dispatch(['same', 'other'])]);
      const jobs = new Sightings<readonly string[]>();
      await consume(queue, (attemptIds) => jobs.see(attemptIds), { concurrency: 1 });
      expect(await jobs.count(1)).toEqual([['same', 'other']]);
    });

    test('delivers a hint again while the handler of the earlier one still runs', async () => {
      const world = await openWorld();
      const [receiver, other] = [await world.open(), await world.open()];
      const gate = new Gate();
      const seen = new Sightings<string>();
      const handler: Handler = async (attemptIds) => {
        seeEach(seen)(attemptIds);
        await gate.opened;
      };
      await consume(receiver, handler, { concurrency: 2 });
      await other.dispatch(['again']);
      await seen.count(1);
      await other.dispatch(['again']);
      expect(await seen.count(2)).toEqual(['again', 'again']);
      gate.open();
    });

    test('never runs more handlers than its concurrency, and uses all of it', async () => {
      const queue = await (await openWorld()).open();
      const gate = new Gate();
      const started = new Sightings<readonly string[]>();
      const ended = new Sightings<readonly string[]>();
      let running = 0;
      let most = 0;
      const handler: Handler = async (attemptIds) => {
        running += 1;
        most = Math.max(most, running);
        started.see(attemptIds);
        await gate.opened;
        running -= 1;
        ended.see(attemptIds);
      };
      await consume(queue, handler, { concurrency: 3 });
      await dispatchOneByOne(queue, ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i']);
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
      const handler: Handler = async (attemptIds) => {
        seeEach(held)(attemptIds);
        await gate.opened;
      };
      await consume(full, handler, { concurrency: 1 });
      await full.dispatch(['held']);
      await held.count(1);
      const seen = new Sightings<string>();
      await consume(idle, seeEach(seen), { concurrency: 1 });
      await dispatchOneByOne(full, ['a', 'b', 'c']);
      expect([...(await seen.count(3))].sort()).toEqual(['a', 'b', 'c']);
      gate.open();
    });

    test('tells of a handler that throws, drops its hints and goes on', async () => {
      const queue = await (await openWorld()).open();
      const jobs = new Sightings<readonly string[]>();
      const errors = new Sightings<Error>();
      const handler: Handler = (attemptIds) => {
        jobs.see(attemptIds);
        if (attemptIds.includes('bad')) throw new Error('handler trouble');
      };
      await consume(queue, handler, { concurrency: 1, onError: (error) => errors.see(error) });
      await queue.dispatch(['bad', 'beside']);
      await queue.dispatch(['good']);
      expect(await jobs.count(2)).toEqual([['bad', 'beside'], ['good']]);
      expect((await errors.count(1)).map((error) => error.message)).toEqual(['handler trouble']);
    });

    test('a closed consumer waits for its handlers, takes no more, and leaves the rest to others', async () => {
      const world = await openWorld();
      const [closing, staying] = [await world.open(), await world.open()];
      const gate = new Gate();
      const seen = new Sightings<string>();
      let ended = false;
      const handler: Handler = async (attemptIds) => {
        seeEach(seen)(attemptIds);
        await gate.opened;
        ended = true;
      };
      const consumer = await consume(closing, handler, { concurrency: 1 });
      await closing.dispatch(['running']);
      await seen.count(1);
      const closed = consumer.close().then(() => ended);
      await staying.dispatch(['left']);
      const taken = new Sightings<string>();
      await consume(staying, seeEach(taken));
      expect(await taken.count(1)).toEqual(['left']);
      expect(ended).toBe(false);
      gate.open();
      expect(await closed).toBe(true);
      await consumer.close();
      expect(seen.all).toEqual(['running']);
    });

    test('delivers the hints of a killed consumer again', async ({ skip }) => {
      const world = await openWorld();
      if (!world.takeAndDie) return skip('what it holds dies with the process');
      const queue = await world.open();
      await queue.dispatch(['left behind']);
      await world.takeAndDie();
      const seen = new Sightings<string>();
      await consume(queue, seeEach(seen));
      expect(await seen.count(1)).toEqual(['left behind']);
    });

    test('can be closed twice, then refuses work', async () => {
      const queue = await (await openWorld()).open();
      await consume(queue, () => undefined);
      await Promise.all([queue.close(), queue.close()]);
      await queue.close();
      await expect(queue.dispatch(['too late'])).rejects.toThrow('closed');
      expect(() =>
        queue.consume(async () => undefined, { concurrency: 1, onError: () => undefined }),
      ).toThrow('closed');
    });

    test('hears nothing of another world on the same store', async () => {
      const world = await openWorld();
      const [here, elsewhere] = [await world.open(), await world.openElsewhere()];
      const seen = new Sightings<string>();
      await consume(here, seeEach(seen), { concurrency: 1 });
      await elsewhere.dispatch(['foreign']);
      await here.dispatch(['own']);
      expect(await seen.count(1)).toEqual(['own']);
    });
  });
}
