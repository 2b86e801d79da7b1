import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { NumberedBatch } from './numbered';
import { CursorUnknown, createFollower, ExecutionNotFound, type Follower } from './index';
import { createFollowWorld, type FollowWorld } from './follow.world';

let world: FollowWorld;
let follower: Follower;
let trouble: unknown[];
let counter = 0;
const newId = () => `execution${(counter += 1)}`;

beforeAll(async () => {
  world = await createFollowWorld();
});
afterAll(() => world.close());
beforeEach(() => {
  trouble = [];
  follower = createFollower({
    pool: world.pool,
    bus: world.bus,
    tickMs: 5,
    safetyMs: 100,
    onTrouble: (error) => trouble.push(error),
  });
});
afterEach(() => {
  follower.close();
  expect(trouble).toEqual([]);
});

async function rest<Row>(
  batches: AsyncIterable<NumberedBatch<Row>>,
): Promise<{ rows: Row[]; sealedAt: number | null }> {
  const rows: Row[] = [];
  let sealedAt: number | null = null;
  for await (const batch of batches) {
    rows.push(...batch.rows);
    sealedAt = batch.sealedAt;
  }
  return { rows, sealedAt };
}

const upTo = (last: number, from = 1) => Array.from({ length: last - from + 1 }, (_, index) => from + index);

describe('events', () => {
  test('gives what is stored, then what comes, once each, in order, and says where it ends', async () => {
    const id = newId();
    await world.addExecution(id);
    for (let count = 0; count < 5; count += 1) await world.addEvent(id);
    const events = follower.followEvents({ id, after: 2 });
    const first = await events.next();
    expect(first.value).toMatchObject({
      position: 5,
      sealedAt: null,
      rows: [{ seq: 3 }, { seq: 4 }, { seq: 5 }],
    });
    const seen = rest(events);
    for (let count = 0; count < 20; count += 1) {
      await world.addEvent(id);
      world.bus.nudge({ topic: 'execution', executionId: id });
    }
    await world.addEvent(id, { ends: true });
    const { rows, sealedAt } = await seen;
    expect(rows.map((row) => row.seq)).toEqual(upTo(26, 6));
    expect(sealedAt).toBe(26);
  });

  test('begins with an empty batch when there is nothing yet', async () => {
    const id = newId();
    await world.addExecution(id);
    const events = follower.followEvents({ id, after: 0 });
    expect((await events.next()).value).toEqual({ rows: [], position: 0, sealedAt: null });
    await events.return?.();
  });

  test('reports the end also when every nudge is lost', async () => {
    const id = newId();
    await world.addExecution(id);
    const events = follower.followEvents({ id, after: 0 });
    await events.next();
    await world.addEvent(id, { ends: true });
    expect((await events.next()).value).toMatchObject({ rows: [{ seq: 1 }], sealedAt: 1 });
    expect((await events.next()).done).toBe(true);
  });

  test('an ended execution: everything after the cursor, then the end', async () => {
    const id = newId();
    await world.addExecution(id);
    await world.addEvent(id);
    await world.addEvent(id, { ends: true });
    expect(await rest(follower.followEvents({ id, after: 1 }))).toMatchObject({
      rows: [{ seq: 2 }],
      sealedAt: 2,
    });
    expect(await rest(follower.followEvents({ id, after: 2 }))).toEqual({ rows: [], sealedAt: 2 });
  });

  test('an unknown execution, a deleted one, and a cursor of the future are told by type', async () => {
    await expect(follower.followEvents({ id: 'nobody', after: 0 }).next()).rejects.toThrow(ExecutionNotFound);
    const id = newId();
    await world.addExecution(id);
    await expect(follower.followEvents({ id, after: 7 }).next()).rejects.toThrow(CursorUnknown);
    const events = follower.followEvents({ id, after: 0 });
    await events.next();
    await world.pool.query('delete from executions where id = $1', [id]);
    await expect(events.next()).rejects.toThrow(ExecutionNotFound);
    expect(follower.followed()).toBe(0);
  });

  test('a viewer that leaves a quiet execution is forgotten at once', async () => {
    const id = newId();
    await world.addExecution(id);
    const first = follower.followEvents({ id, after: 0 });
    const second = follower.followEvents({ id, after: 0 });
    await first.next();
    await second.next();
    expect(follower.followed()).toBe(1);
    const waiting = first.next();
    await first.return?.();
    expect((await waiting).done).toBe(true);
    expect(world.bus.listeners({ topic: 'execution', executionId: id })).toBe(1);
    await second.return?.();
    expect(world.bus.listeners({ topic: 'execution', executionId: id })).toBe(0);
    expect(follower.followed()).toBe(0);
  });

  test('many viewers of one execution share one loop and all see everything', async () => {
    const id = newId();
    await world.addExecution(id);
    const viewers = upTo(20).map(() => rest(follower.followEvents({ id, after: 0 })));
    for (let count = 0; count < 50; count += 1) await world.addEvent(id);
    await world.addEvent(id, { ends: true });
    expect(follower.followed()).toBe(1);
    for (const { rows } of await Promise.all(viewers)) expect(rows.map((row) => row.seq)).toEqual(upTo(51));
  });

  test('waits for a database that is away, and says nothing wrong', async () => {
    const id = newId();
    await world.addExecution(id);
    const seen = rest(follower.followEvents({ id, after: 0 }));
    await world.addEvent(id);
    const query = world.pool.query;
    let refused = 0;
    world.pool.query = (() => {
      refused += 1;
      if (refused === 3) world.pool.query = query;
      const gone = new Error('terminating connection due to administrator command');
      return Promise.reject(Object.assign(gone, { code: '57P01', severity: 'FATAL' }));
    }) as typeof query;
    while (refused < 3) await new Promise((resolve) => setImmediate(resolve));
    await world.addEvent(id, { ends: true });
    expect((await seen).rows.map((row) => row.seq)).toEqual([1, 2]);
    expect(trouble.length).toBe(3);
    trouble = [];
  });
});

describe('log', () => {
  test('10,000 lines while they are written, every one once, in order, and sealed', async () => {
    const id = newId();
    await world.addExecution(id);
    const seen = rest(follower.followLog({ executionId: id, after: 0, minLevel: 0 }));
    for (let batch = 0; batch < 20; batch += 1) {
      await world.addLines(
        id,
        upTo(500).map((line) => ({ level: 2, message: `${batch}/${line}` })),
      );
      world.bus.nudge({ topic: 'log', executionId: id });
    }
    await world.end(id);
    const { rows, sealedAt } = await seen;
    expect(rows.map((row) => row.position)).toEqual(upTo(10_000));
    expect(sealedAt).toBe(10_000);
  });

  test('a reader that reads late gets the same lines in the same order', async () => {
    const id = newId();
    await world.addExecution(id);
    const slow = follower.followLog({ executionId: id, after: 0, minLevel: 0 });
    await slow.next();
    const quick = rest(follower.followLog({ executionId: id, after: 0, minLevel: 0 }));
    for (let batch = 0; batch < 10; batch += 1)
      await world.addLines(
        id,
        upTo(1000).map((line) => ({ level: 2, message: `${line}` })),
      );
    await world.end(id);
    expect((await quick).rows.length).toBe(10_000);
    expect((await rest(slow)).rows.map((row) => row.position)).toEqual(upTo(10_000));
  });

  test('a filtered tail still moves the cursor and still ends', async () => {
    const id = newId();
    await world.addExecution(id);
    await world.addLines(id, [
      { level: 4, message: 'bad' },
      { level: 2, message: 'fine' },
    ]);
    const log = follower.followLog({ executionId: id, after: 0, minLevel: 4 });
    expect((await log.next()).value).toMatchObject({ position: 2, rows: [{ message: 'bad' }] });
    await world.addLines(id, [
      { level: 1, message: 'detail' },
      { level: 4, message: 'worse' },
    ]);
    expect((await log.next()).value).toMatchObject({
      position: 4,
      rows: [{ position: 4, message: 'worse' }],
    });
    await world.addLines(id, [{ level: 2, message: 'last' }]);
    await world.end(id);
    expect((await log.next()).value).toEqual({ rows: [], position: 5, sealedAt: 5 });
    expect((await log.next()).done).toBe(true);
  });

  test('large lines travel in small batches', async () => {
    const id = newId();
    await world.addExecution(id);
    await world.addLines(
      id,
      upTo(5).map(() => ({ level: 2, message: 'x'.repeat(600_000) })),
    );
    await world.end(id);
    const sizes: number[] = [];
    for await (const batch of follower.followLog({ executionId: id, after: 0, minLevel: 0 }))
      sizes.push(batch.rows.length);
    expect(sizes).toEqual([1, 1, 1, 1, 1]);
  });
});
