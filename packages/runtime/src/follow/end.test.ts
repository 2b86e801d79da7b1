import { Sightings } from '@headrace/testkit/signals';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { createFollowWorld, type FollowWorld } from './follow.world';
import { createFollower, type Follower } from './index';

let world: FollowWorld;
let counter = 0;
const followers: Follower[] = [];
/** Every look that came back, by the id of the execution. */
let looks: Sightings<string>;

beforeAll(async () => {
  world = await createFollowWorld();
  const query = world.pool.query.bind(world.pool) as (...parts: unknown[]) => Promise<unknown>;
  const watched = async (...parts: unknown[]) => {
    const result = await query(...parts);
    const { name, values } = parts[0] as { name?: string; values?: string[] };
    if (name === 'feeds_execution_ended') looks.see(values?.[0] ?? '');
    return result;
  };
  world.pool.query = watched as typeof world.pool.query;
});
afterAll(() => world.close());
beforeEach(() => {
  looks = new Sightings();
});
afterEach(() => {
  for (const follower of followers.splice(0)) {
    follower.close();
    expect(follower.followed()).toBe(0);
  }
});

/** Looks again by itself so rarely that no test waits for it, unless it says so. */
function follow({ safetyMs = 600_000, onTrouble = (_: unknown) => {} } = {}): Follower {
  const follower = createFollower({ pool: world.pool, bus: world.bus, safetyMs, onTrouble });
  followers.push(follower);
  return follower;
}

async function running(): Promise<string> {
  const id = `running${(counter += 1)}`;
  await world.addExecution(id);
  return id;
}

const never = () => new AbortController().signal;
const topic = (executionId: string) => ({ topic: 'execution', executionId }) as const;
const tellEnd = (executionId: string) =>
  world.bus.nudge(topic(executionId), { ...topic(executionId), seq: 1, ended: true });

test('what has ended is told at once, and that there is no such execution', async () => {
  const id = await running();
  await world.addEvent(id, { ends: true });
  const follower = follow();
  expect(await follower.untilEnded(id, never())).toBe('ended');
  expect(await follower.untilEnded('nobody', never())).toBe('unknown');
  expect(looks.all).toEqual([id, 'nobody']);
  expect(follower.followed()).toBe(0);
});

test('a nudge with the end is enough; other nudges cost nothing', async () => {
  const id = await running();
  const waiting = follow().untilEnded(id, never());
  await looks.count(1);
  for (let count = 0; count < 10; count += 1) {
    const seq = await world.addEvent(id);
    world.bus.nudge(topic(id), { ...topic(id), seq });
  }
  await world.addEvent(id, { ends: true });
  tellEnd(id);
  expect(await waiting).toBe('ended');
  expect(looks.all).toHaveLength(2);
});

test('a nudge during the first look is not lost', async () => {
  const id = await running();
  const waiting = follow().untilEnded(id, never());
  tellEnd(id);
  await looks.count(1);
  await world.addEvent(id, { ends: true });
  tellEnd(id);
  expect(await waiting).toBe('ended');
});

test('a reconnection makes it look, and so does time, where every nudge is lost', async () => {
  const id = await running();
  const patient = follow().untilEnded(id, never());
  await looks.count(1);
  await world.addEvent(id, { ends: true });
  world.bus.reconnect();
  expect(await patient).toBe('ended');

  const other = await running();
  const waiting = follow({ safetyMs: 20 }).untilEnded(other, never());
  await looks.until((all) => all.includes(other));
  await world.addEvent(other, { ends: true });
  expect(await waiting).toBe('ended');
});

test('all who wait for one execution share each look', async () => {
  const id = await running();
  const follower = follow();
  const waiting = Array.from({ length: 100 }, () => follower.untilEnded(id, never()));
  await looks.count(1);
  expect(follower.followed()).toBe(1);
  await world.addEvent(id, { ends: true });
  tellEnd(id);
  expect(new Set(await Promise.all(waiting))).toEqual(new Set(['ended']));
  expect(looks.all).toHaveLength(2);
  expect(world.bus.listeners(topic(id))).toBe(0);
});

test('who comes later looks for all: a nudge may have been lost', async () => {
  const id = await running();
  const follower = follow();
  const first = follower.untilEnded(id, never());
  await looks.count(1);
  await world.addEvent(id, { ends: true });
  expect(await follower.untilEnded(id, never())).toBe('ended');
  expect(await first).toBe('ended');
});

test('one who goes away leaves the others waiting, and the last leaves nothing behind', async () => {
  const id = await running();
  const follower = follow();
  const [gone, also] = [new AbortController(), new AbortController()];
  const first = follower.untilEnded(id, gone.signal);
  const second = follower.untilEnded(id, also.signal);
  gone.abort();
  expect(await first).toBe('aborted');
  expect(world.bus.listeners(topic(id))).toBe(1);
  also.abort();
  expect(await second).toBe('aborted');
  expect(await follower.untilEnded(id, gone.signal)).toBe('aborted');
  expect(world.bus.listeners(topic(id))).toBe(0);
  expect(follower.followed()).toBe(0);
});

test('closing ends the waiting', async () => {
  const id = await running();
  const follower = follow();
  const waiting = follower.untilEnded(id, never());
  follower.close();
  expect(await waiting).toBe('aborted');
  expect(await follower.untilEnded(id, never())).toBe('aborted');
});

test('an execution that is deleted meanwhile is unknown', async () => {
  const id = await running();
  const waiting = follow().untilEnded(id, never());
  await looks.count(1);
  await world.pool.query('delete from executions where id = $1', [id]);
  world.bus.reconnect();
  expect(await waiting).toBe('unknown');
});

test('a database that is away is waited for', async () => {
  const id = await running();
  const trouble = new Sightings<unknown>();
  const { query } = world.pool;
  const lost = () => Promise.reject(new Error('Connection terminated unexpectedly'));
  world.pool.query = lost as typeof query;
  const waiting = follow({ onTrouble: (error) => trouble.see(error) }).untilEnded(id, never());
  await trouble.count(2);
  world.pool.query = query;
  await world.addEvent(id, { ends: true });
  expect(await waiting).toBe('ended');
});
