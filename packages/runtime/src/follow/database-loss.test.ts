import { createPostgresBus } from '@headrace/bus';
import { connectionOf, openDatabase } from '@headrace/db';
import { type OwnPostgres, startOwnPostgres } from '@headrace/testkit';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { migrate } from '@headrace/db';
import { followWorldOn, type FollowWorld } from './follow.world';
import { createFollower } from './index';

let postgres: OwnPostgres;
let world: FollowWorld;
beforeAll(async () => {
  postgres = await startOwnPostgres();
  const connection = connectionOf(postgres.url);
  await migrate(connection, fileURLToPath(new URL('../../../../prisma/migrations', import.meta.url)));
  world = followWorldOn(openDatabase({ connection, onError: () => {} }), async () => {});
});
afterAll(async () => {
  await world.close();
  await postgres.stop();
});

test('a follower sees everything once, in order, although the database is killed twice', async () => {
  const bus = await createPostgresBus({ connection: connectionOf(postgres.url), prefix: 'loss' });
  let trouble = 0;
  const follower = createFollower({ pool: world.pool, bus, onTrouble: () => (trouble += 1) });
  await world.addExecution('survivor');
  const seen: number[] = [];
  const reading = (async () => {
    for await (const batch of follower.followEvents({ id: 'survivor', after: 0 }))
      seen.push(...batch.rows.map((row) => row.seq));
  })();
  const list = follower.followExecutions({ filter: {} });
  await list.next();
  for (let round = 0; round < 2; round += 1) {
    await world.addEvent('survivor');
    await expect.poll(() => seen.length, { timeout: 10_000 }).toBe(round * 2 + 1);
    await postgres.kill();
    await expect.poll(() => trouble, { timeout: 10_000 }).toBeGreaterThan(round * 2);
    await postgres.restart();
    await world.addEvent('survivor');
    await expect.poll(() => seen.length, { timeout: 10_000 }).toBe(round * 2 + 2);
  }
  await world.addEvent('survivor', { ends: true });
  await reading;
  expect(seen).toEqual([1, 2, 3, 4, 5]);
  for (let newest = 0; newest < 5; ) {
    const { value } = await list.next();
    newest = Math.max(newest, ...(value?.executions ?? []).map((row: { seq: number }) => row.seq));
  }
  follower.close();
  await bus.close();
});
