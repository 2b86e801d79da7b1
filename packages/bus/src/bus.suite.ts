import { describe, expect, test } from 'vitest';
import type { Nudge, Topic, Wake } from './bus';
import type { CountedBus } from './listeners';
import { cleanups, Sightings } from '@headrace/testkit/signals';

/** One store as several processes see it. */
export interface BusWorld {
  /** Opens the bus as another process would. The suite closes what it opened. */
  open(): Promise<CountedBus>;
  /** Opens a bus of another world on the same store. */
  openElsewhere(): Promise<CountedBus>;
  /** Cuts the connections of every listener of this world, which must come back by themselves. */
  interrupt(): Promise<void>;
  /** Puts a message of unknown origin on this world's channel. */
  inject(payload: string): Promise<void>;
}

/** What every bus driver must do. `setup` gives each test a world of its own. */
export function busSuite(name: string, setup: () => Promise<BusWorld>): void {
  describe(`${name} bus`, () => {
    const afterwards = cleanups();

    const openWorld = async () => {
      const world = await setup();
      const tracked = async (opening: Promise<CountedBus>) => {
        const bus = await opening;
        afterwards(() => bus.close());
        return bus;
      };
      return {
        ...world,
        open: () => tracked(world.open()),
        openElsewhere: () => tracked(world.openElsewhere()),
      };
    };
    const listen = (bus: CountedBus, topic: Topic) => {
      const seen = new Sightings<Wake>();
      const stop = bus.subscribe(topic, (wake) => seen.see(wake));
      return { seen, stop };
    };
    const events = (executionId: string): Topic => ({ topic: 'execution', executionId });
    const event = (executionId: string, seq: number): Nudge => ({ topic: 'execution', executionId, seq });
    const end = (executionId: string, seq: number): Nudge => ({
      topic: 'execution',
      executionId,
      seq,
      ended: true,
    });
    const nudged = (nudge: Nudge): Wake => ({ kind: 'nudge', nudge });

    test('wakes listeners in this process and in others', async () => {
      const world = await openWorld();
      const [here, there] = [await world.open(), await world.open()];
      const [own, other] = [listen(here, events('a')), listen(there, events('a'))];
      here.publish([event('a', 1)]);
      expect(await own.seen.count(1)).toEqual([nudged(event('a', 1))]);
      expect(await other.seen.count(1)).toEqual([nudged(event('a', 1))]);
    });

    test('carries every kind of nudge', async () => {
      const bus = await (await openWorld()).open();
      const nudges: Nudge[] = [
        event('a', 7),
        end('b', 8),
        { topic: 'log', executionId: 'a', position: 12 },
        { topic: 'executions' },
        { topic: 'flows' },
      ];
      const listening = nudges.map((nudge) => listen(bus, nudge));
      bus.publish(nudges);
      for (const [index, nudge] of nudges.entries()) {
        expect(await listening[index]?.seen.count(1)).toEqual([nudged(nudge)]);
      }
    });

    test('wakes only the listeners of the topic', async () => {
      const bus = await (await openWorld()).open();
      const own = listen(bus, events('a'));
      const log = listen(bus, { topic: 'log', executionId: 'a' });
      const other = listen(bus, events('b'));
      bus.publish([event('a', 1)]);
      await own.seen.count(1);
      bus.publish([event('b', 2)]);
      expect(await other.seen.count(1)).toEqual([nudged(event('b', 2))]);
      expect(own.seen.all).toHaveLength(1);
      expect(log.seen.all).toHaveLength(0);
    });

    test('sends the newest of many nudges about a topic, and few of them', async () => {
      const world = await openWorld();
      const [sender, receiver] = [await world.open(), await world.open()];
      const { seen } = listen(receiver, events('a'));
      for (let seq = 1; seq <= 500; seq += 1) sender.publish([event('a', seq)]);
      await seen.until((all) => isNudged(all.at(-1), 500));
      expect(seen.all.length).toBeLessThan(50);
    });

    test('an end is told although more is said about the execution right after it', async () => {
      const world = await openWorld();
      const [sender, receiver] = [await world.open(), await world.open()];
      const { seen } = listen(receiver, events('a'));
      sender.publish([end('a', 4)]);
      sender.publish([event('a', 3), event('a', 5)]);
      await seen.until((all) => isNudged(all.at(-1), 5));
      expect(seen.all.some((wake) => wake.kind === 'nudge' && 'ended' in wake.nudge)).toBe(true);
    });

    test('carries more topics at once than fit into one message', async () => {
      const world = await openWorld();
      const [sender, receiver] = [await world.open(), await world.open()];
      const ids = Array.from({ length: 3_000 }, (_, index) => `execution-with-a-long-name-${index}`);
      const heard = new Sightings<string>();
      for (const id of ids) receiver.subscribe(events(id), () => heard.see(id));
      sender.publish(ids.map((id) => event(id, 1)));
      await sender.flush();
      expect(new Set(await heard.count(ids.length))).toEqual(new Set(ids));
    });

    test('a stopped listener hears nothing more and is forgotten', async () => {
      const bus = await (await openWorld()).open();
      const [stopped, staying] = [listen(bus, events('a')), listen(bus, events('a'))];
      expect(bus.listenerCount).toBe(2);
      stopped.stop();
      stopped.stop();
      expect(bus.listenerCount).toBe(1);
      bus.publish([event('a', 1)]);
      await staying.seen.count(1);
      expect(stopped.seen.all).toEqual([]);
      staying.stop();
      expect(bus.listenerCount).toBe(0);
    });

    test('leaves nothing behind after many listeners', async () => {
      const bus = await (await openWorld()).open();
      const stops = Array.from({ length: 1_000 }, (_, index) =>
        bus.subscribe(events(`e-${index % 100}`), () => undefined),
      );
      for (const stop of stops) stop();
      expect(bus.listenerCount).toBe(0);
      const again = listen(bus, events('e-1'));
      bus.publish([event('e-1', 1)]);
      await again.seen.count(1);
    });

    test('a function that listens twice is called twice, and each stop ends one', async () => {
      const bus = await (await openWorld()).open();
      const seen = new Sightings<Wake>();
      const listener = (wake: Wake) => seen.see(wake);
      const stopFirst = bus.subscribe(events('a'), listener);
      bus.subscribe(events('a'), listener);
      bus.publish([event('a', 1)]);
      await seen.count(2);
      stopFirst();
      bus.publish([event('a', 2)]);
      await seen.count(3);
      const marker = listen(bus, events('a'));
      bus.publish([event('a', 3)]);
      await marker.seen.count(1);
      expect(seen.all).toHaveLength(4);
    });

    test('a listener that throws does not keep others from hearing', async () => {
      const bus = await (await openWorld()).open();
      bus.subscribe(events('a'), () => {
        throw new Error('listener trouble');
      });
      const { seen } = listen(bus, events('a'));
      bus.publish([event('a', 1)]);
      await seen.count(1);
    });

    test('ignores messages that are not ours', async () => {
      const world = await openWorld();
      const bus = await world.open();
      const { seen } = listen(bus, events('a'));
      const foreign = [
        '',
        'hello',
        '{"e":1}',
        '[["e","a"]]',
        '[["e","a",-1]]',
        '[["z","a",1]]',
        '[["e",{},1]]',
      ];
      for (const payload of foreign) await world.inject(payload);
      bus.publish([event('a', 5)]);
      expect(await seen.count(1)).toEqual([nudged(event('a', 5))]);
    });

    test('after an interruption everybody is told, and nudges come again', async () => {
      const world = await openWorld();
      const [bus, sender] = [await world.open(), await world.open()];
      const listening = [listen(bus, events('a')), listen(bus, { topic: 'executions' })];
      await world.interrupt();
      for (const { seen } of listening) {
        expect(await seen.count(1)).toEqual([{ kind: 'reconnected' }]);
      }
      sender.publish([event('a', 9)]);
      await listening[0]?.seen.until((all) => isNudged(all.at(-1), 9));
    });

    test('hears nothing of another world on the same store', async () => {
      const world = await openWorld();
      const [here, elsewhere] = [await world.open(), await world.openElsewhere()];
      const { seen } = listen(here, events('a'));
      elsewhere.publish([event('a', 1)]);
      await elsewhere.flush();
      here.publish([event('a', 2)]);
      expect(await seen.count(1)).toEqual([nudged(event('a', 2))]);
    });

    test('can be flushed and closed twice; publishing afterwards is harmless', async () => {
      const bus = await (await openWorld()).open();
      await bus.flush();
      bus.subscribe(events('a'), () => undefined);
      bus.publish([event('a', 1)]);
      await Promise.all([bus.flush(), bus.flush()]);
      await Promise.all([bus.close(), bus.close()]);
      await bus.close();
      expect(bus.listenerCount).toBe(0);
      bus.publish([event('a', 2)]);
      await bus.flush();
    });
  });
}

function isNudged(wake: Wake | undefined, seq: number): boolean {
  return wake?.kind === 'nudge' && wake.nudge.topic === 'execution' && wake.nudge.seq === seq;
}
