import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { type ChangeBatch, ChangesFeed } from './changes';
import { createFollowWorld, type FollowWorld } from './follow.world';

let world: FollowWorld;
let feed: ChangesFeed;
let ended: AbortController;

beforeAll(async () => {
  world = await createFollowWorld();
});
afterAll(() => world.close());
beforeEach(() => {
  ended = new AbortController();
  const fail = (error: unknown) => expect.unreachable(String(error));
  // Nothing but a nudge makes it look: one look a nudge.
  feed = new ChangesFeed(world.pool, { tickMs: 0, safetyMs: 600_000, onTrouble: fail });
});
afterEach(() => {
  ended.abort();
  feed.stop();
});

/** Executions of one transaction, each with inputs and one label of these sizes, in characters. */
async function add(prefix: string, count: number, sizes: { inputs?: number; label?: number }): Promise<void> {
  await world.pool.query(
    `insert into executions (id, namespace, flow_id, flow_revision, state, seq, original_id, created_at, changed_xid,
                             inputs, outputs, trigger, labels)
     select $1 || n, 'large', 'hello', 1, 'CREATED', 0, $1 || n, now(), pg_current_xact_id()::text::bigint,
            jsonb_build_object('in', repeat('x', $3)), '{"out": "y"}', '{"id": "call", "type": "webhook", "variables": {"z": 1}}',
            jsonb_build_array(jsonb_build_object('key', 'k', 'value', repeat('v', $4)))
     from generate_series(1, $2::int) n`,
    [prefix, count, sizes.inputs ?? 0, sizes.label ?? 0],
  );
  feed.nudge({ kind: 'nudge', nudge: { topic: 'executions' } });
}

async function seen(batches: AsyncGenerator<ChangeBatch, void>, count: number) {
  const executions = [];
  while (executions.length < count) {
    const { value } = await batches.next();
    executions.push(...(value?.executions ?? []));
  }
  return executions;
}

test('20 looks of 150 executions with 100 kB of inputs keep little', async () => {
  const batches = feed.follow({ namespace: 'large' }, undefined, ended.signal);
  await batches.next();
  for (let look = 0; look < 20; look += 1) {
    await add(`look${look}-`, 150, { inputs: 100_000 });
    const [first] = await seen(batches, 150);
    expect(Object.keys(first ?? {})).not.toContain('inputs');
    expect(first?.trigger).toEqual({ id: 'call', type: 'webhook' });
  }
  await expect.poll(() => feed.held).toMatchObject({ looks: 20, rows: 3_000 });
  expect(feed.held.bytes).toBeGreaterThan(3_000 * 200);
  expect(feed.held.bytes).toBeLessThan(3_000 * 1_200);
});

test('a look that is too large to be kept comes from the store', async () => {
  const batches = feed.follow({ namespace: 'large' }, undefined, ended.signal);
  await batches.next();
  await add('wide-', 400, { label: 10_000 });
  expect(new Set((await seen(batches, 400)).map(({ id }) => id)).size).toBe(400);
  expect(feed.held).toEqual({ looks: 0, rows: 0, bytes: 0 });
  await add('small-', 3, {});
  expect((await seen(batches, 3)).map(({ id }) => id).sort()).toEqual(['small-1', 'small-2', 'small-3']);
  // They may have come from the store, before the look of the feed itself.
  await expect.poll(() => feed.held.looks).toBe(1);
});

test('a long message is cut where the list shows it', async () => {
  const batches = feed.follow({ namespace: 'large' }, undefined, ended.signal);
  await batches.next();
  await world.addExecution('failed', { namespace: 'large' });
  await world.pool.query(`update executions set error = repeat('é', 20000) where id = 'failed'`);
  feed.nudge({ kind: 'nudge', nudge: { topic: 'executions' } });
  const [execution] = await seen(batches, 1);
  expect(execution?.error).toBe(`${'é'.repeat(9_999)}…`);
});
