import type pg from 'pg';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { SilentBus } from './follow.world';
import { createFollower, ExecutionNotFound, type Follower } from './index';

// What is followed cannot be read, now or ever. No database is needed for that: only how often it is asked counts.

let reads: number;
let trouble: number;
let answer: () => Promise<unknown>;
let follower: Follower;
let bus: SilentBus;

const never = () => new AbortController().signal;
const turns = async (count: number) => {
  for (let turn = 0; turn < count; turn += 1) await new Promise((resolve) => setImmediate(resolve));
};

beforeEach(() => {
  reads = 0;
  trouble = 0;
  bus = new SilentBus();
  const query = () => {
    reads += 1;
    return answer();
  };
  follower = createFollower({
    pool: { query } as unknown as pg.Pool,
    bus,
    tickMs: 0,
    safetyMs: 1,
    onTrouble: () => (trouble += 1),
  });
});
afterEach(() => follower.close());

const FOLLOWS: readonly (readonly [string, (id: string) => Promise<unknown>])[] = [
  ['events', (id) => follower.followEvents({ id, after: 0 }).next()],
  ['a log', (id) => follower.followLog({ executionId: id, after: 0, minLevel: 0 }).next()],
];

describe.each(FOLLOWS)('%s', (_, follow) => {
  test.each([
    ['a NUL', 'a\u0000b'],
    ['half a pair', 'a\ud800b'],
    ['nothing', ''],
    ['a book', 'x'.repeat(100_000)],
  ])('of an id with %s are refused at once, without a read', async (_, id) => {
    answer = () => Promise.reject(new Error('not to be asked'));
    await expect(follow(id)).rejects.toThrow(ExecutionNotFound);
    expect([reads, follower.followed()]).toEqual([0, 0]);
  });

  test('of an unknown execution are refused, and nothing is read any more', async () => {
    answer = async () => ({ rows: [], rowCount: 0 });
    await expect(follow('nobody')).rejects.toThrow(ExecutionNotFound);
    await turns(50);
    const after = reads;
    await turns(200);
    expect([reads, follower.followed()]).toEqual([after, 0]);
    expect(after).toBeLessThanOrEqual(2);
  });

  test('that the database refuses for good end with its error after a few tries, and leave nothing behind', async () => {
    const refused = Object.assign(new Error('invalid byte sequence'), { code: '22021', severity: 'ERROR' });
    answer = () => Promise.reject(refused);
    await expect(follow('unreadable')).rejects.toBe(refused);
    const after = reads;
    await turns(300);
    expect([reads, follower.followed()]).toEqual([after, 0]);
    expect(after).toBeLessThanOrEqual(6);
  });

  test('of a database that is away are waited for, until whoever waits has gone', async () => {
    const away = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
    answer = () => Promise.reject(away);
    const events = follower.followEvents({ id: 'anybody', after: 0 });
    const first = events.next();
    while (trouble < 4) await turns(1);
    await events.return?.();
    expect(await first).toMatchObject({ done: true });
    const after = reads;
    await turns(300);
    expect([reads, follower.followed()]).toEqual([after, 0]);
  });
});

test('the list, too, ends with the error when it cannot be read, and is begun anew by the next who follows', async () => {
  answer = () => Promise.reject(new Error('a bug'));
  await expect(follower.followExecutions({ filter: {} }).next()).rejects.toThrow('a bug');
  const after = reads;
  await turns(300);
  expect([reads, follower.followed()]).toEqual([after, 0]);
  await expect(follower.followExecutions({ filter: {} }).next()).rejects.toThrow('a bug');
  expect(reads).toBeGreaterThan(after);
});

test('the end of what cannot be an execution is known, and the end of what cannot be read is an error', async () => {
  answer = () => Promise.reject(new Error('a bug'));
  expect(await follower.untilEnded('a\u0000b', never())).toBe('unknown');
  expect(reads).toBe(0);
  await expect(follower.untilEnded('unreadable', never())).rejects.toThrow('a bug');
  const after = reads;
  await turns(300);
  expect([reads, follower.followed()]).toEqual([after, 0]);
});
