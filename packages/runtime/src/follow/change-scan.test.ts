import { type ChangePage, executionsChangedAfter } from '@headrace/db';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { ChangeScan } from './change-scan';
import type { ChangeBatch } from './changes';
import { createFollowWorld, type FollowWorld } from './follow.world';
import { createFollower, CursorUnknown, type Follower } from './index';

describe('a scan of changes', () => {
  const row = (xid: number, id: string, seq: number) =>
    ({ changedXid: `${xid}`, id, seq }) as ChangePage['rows'][number];
  const page = (settledXid: number, ...rows: ChangePage['rows']): ChangePage => ({
    settledXid: `${settledXid}`,
    rows,
  });
  const start = (xid: number) => new ChangeScan({ xid: `${xid}`, id: '' });

  test('moves to the oldest running transaction and leaves out what it will read again', () => {
    const scan = start(10);
    expect(scan.take(page(12, row(10, 'a', 1), row(14, 'b', 1)), 3)).toMatchObject({
      more: false,
      rows: [{ id: 'a' }, { id: 'b' }],
    });
    expect(scan.cursor).toEqual({ xid: '12', id: '' });
    expect(scan.take(page(15, row(12, 'c', 1), row(14, 'b', 1)), 3).rows).toMatchObject([{ id: 'c' }]);
    expect(scan.cursor).toEqual({ xid: '15', id: '' });
  });

  test('a full page below all running transactions is a cursor by itself', () => {
    const scan = start(10);
    expect(scan.take(page(20, row(11, 'a', 1), row(11, 'b', 1)), 2).more).toBe(true);
    expect(scan.cursor).toEqual({ xid: '11', id: 'b' });
    expect(scan.place).toEqual(scan.cursor);
  });

  test('a full page among running transactions goes on, but the cursor stays behind the first page', () => {
    const scan = start(10);
    scan.take(page(12, row(13, 'a', 1), row(15, 'b', 1)), 2);
    expect(scan.cursor).toEqual({ xid: '12', id: '' });
    expect(scan.place).toEqual({ xid: '15', id: 'b' });
    // 13 to 15 may have been in flight at the first page: the second page's newer horizon must not be used.
    scan.take(page(30), 2);
    expect(scan.cursor).toEqual({ xid: '12', id: '' });
    expect(scan.place).toEqual({ xid: '12', id: '' });
  });

  test('a cursor of the near future was overtaken by a crash: it goes back', () => {
    const scan = start(1000);
    expect(scan.take(page(990), 2)).toEqual({ rows: [], more: true });
    expect(scan.cursor).toEqual({ xid: '926', id: '' });
    expect(scan.take(page(990, row(985, 'a', 1)), 2).rows).toMatchObject([{ id: 'a' }]);
    expect(scan.cursor).toEqual({ xid: '990', id: '' });
  });

  test('after trouble the last transactions are read again', () => {
    const scan = start(1000);
    scan.doubt();
    expect(scan.place).toEqual({ xid: '936', id: '' });
  });

  test('a cursor of the far future is refused', () => {
    expect(() => start(20_000).take(page(9), 2)).toThrow(CursorUnknown);
  });
});

describe('the live list', () => {
  let world: FollowWorld;
  let follower: Follower;

  beforeAll(async () => {
    world = await createFollowWorld();
  });
  afterAll(() => world.close());
  beforeEach(() => {
    follower = createFollower({ pool: world.pool, bus: world.bus, tickMs: 5, safetyMs: 50 });
  });
  afterEach(() => follower.close());

  async function until(batches: AsyncIterable<ChangeBatch>, enough: (seen: Map<string, number>) => boolean) {
    const seen = new Map<string, number>();
    for await (const { executions } of batches) {
      for (const { id, seq } of executions) seen.set(id, Math.max(seq, seen.get(id) ?? 0));
      if (enough(seen)) break;
    }
    return seen;
  }

  test('shows changes from now on, only of what was asked for', async () => {
    await world.addExecution('before', { namespace: 'live' });
    const list = follower.followExecutions({
      filter: { namespace: 'live', labels: [{ key: 'a', value: 'b' }] },
    });
    expect((await list.next()).value).toMatchObject({ executions: [] });
    await world.addExecution('other', { namespace: 'liverpool', labels: [{ key: 'a', value: 'b' }] });
    await world.addExecution('unlabelled', { namespace: 'live' });
    await world.addExecution('wanted', { namespace: 'live.below', labels: [{ key: 'a', value: 'b' }] });
    await world.addEvent('wanted');
    expect([...(await until(list, (seen) => seen.get('wanted') === 1)).keys()]).toEqual(['wanted']);
    expect(follower.followed()).toBe(0);
  });

  test('a transaction that commits late is not passed over', async () => {
    const list = follower.followExecutions({ filter: { namespace: 'late' } });
    await list.next();
    const slow = await world.pool.connect();
    await slow.query('begin');
    await slow.query(
      `insert into executions (id, namespace, flow_id, flow_revision, state, original_id, created_at, changed_xid)
       values ('slow', 'late', 'hello', 1, 'CREATED', 'slow', now(), pg_current_xact_id()::text::bigint)`,
    );
    await world.addExecution('quick', { namespace: 'late' });
    const { value } = await list.next();
    expect(value?.executions.map((execution: { id: string }) => execution.id)).toEqual(['quick']);
    await slow.query('commit');
    slow.release();
    expect((await until(list, (seen) => seen.has('slow'))).get('slow')).toBe(0);
    // Who reconnects with the cursor from before the commit sees it too.
    const again = follower.followExecutions({ filter: { namespace: 'late' }, after: value?.cursor });
    await until(again, (seen) => seen.has('slow'));
  });

  test('a reconnecting client misses nothing of 3,000 changes by several writers', async () => {
    const ids = Array.from({ length: 300 }, (_, index) => `busy${index}`);
    const writers = [0, 1, 2].map(async (writer) => {
      for (const [index, id] of ids.entries()) {
        if (index % 3 !== writer) continue;
        await world.addExecution(id, { namespace: 'busy' });
        for (let count = 0; count < 9; count += 1) await world.addEvent(id);
      }
    });
    const seen = new Map<string, number>();
    let cursor = { xid: '3', id: '' };
    while (![...ids].every((id) => seen.get(id) === 9)) {
      let batches = 0;
      for await (const batch of follower.followExecutions({ filter: { namespace: 'busy' }, after: cursor })) {
        cursor = batch.cursor;
        for (const { id, seq } of batch.executions) seen.set(id, Math.max(seq, seen.get(id) ?? 0));
        batches += 1;
        if (batches === 3 || [...ids].every((id) => seen.get(id) === 9)) break;
      }
    }
    await Promise.all(writers);
    expect(seen.size).toBe(300);
  });

  test('a page smaller than one transaction still gets through it', async () => {
    await world.pool.query(
      `insert into executions (id, namespace, flow_id, flow_revision, state, original_id, created_at, changed_xid)
       select 'bulk' || n, 'bulk', 'hello', 1, 'CREATED', 'bulk' || n, now(), pg_current_xact_id()::text::bigint
       from generate_series(1, 25) n`,
    );
    const scan = new ChangeScan({ xid: '3', id: '' });
    const seen: string[] = [];
    for (let more = true; more; ) {
      const taken = scan.take(await executionsChangedAfter(world.pool, { after: scan.place, limit: 4 }), 4);
      seen.push(...taken.rows.map((row) => row.id));
      more = taken.more;
    }
    expect(seen.filter((id) => id.startsWith('bulk')).length).toBe(25);
  });
});
