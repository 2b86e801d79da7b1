import { Gate } from '@headrace/testkit/signals';
import { describe, expect, test } from 'vitest';
import { batched } from './batch';

const transient = Object.assign(new Error('deadlock detected'), { code: '40P01' });
const ITEMS = Array.from({ length: 64 }, (_, index) => index);

/**
 * A batcher of numbers whose calls are noted. Its only lane is kept busy by the item -1, until all of `items` wait and travel
 * together in the next call. Answers what became of each.
 */
async function together(
  items: readonly number[],
  answer: (items: readonly number[], callNumber: number) => readonly string[],
) {
  const calls: (readonly number[])[] = [];
  const gate = new Gate();
  const send = batched<number, string>(
    async (batch) => {
      if (batch.includes(-1)) {
        await gate.opened;
        return batch.map(String);
      }
      calls.push(batch);
      return answer(batch, calls.length);
    },
    { size: 64, lanes: 1 },
  );
  const first = send(-1);
  const all = items.map((item) => send(item));
  gate.open();
  await first;
  const outcomes = await Promise.allSettled(all);
  const failed = items.filter((_, index) => outcomes[index]?.status === 'rejected');
  return { calls, outcomes, failed };
}

/** Fails every call that holds one of these, as a statement does for one bad row. */
function failsFor(...bad: readonly number[]) {
  return (items: readonly number[]) => {
    if (items.some((item) => bad.includes(item))) throw Object.assign(new Error('bad'), { code: '22P02' });
    return items.map((item) => `answer ${item}`);
  };
}

describe('batched', () => {
  test('sends what waits in one call and gives each its own answer', async () => {
    const { calls, outcomes } = await together(ITEMS, failsFor());
    expect(calls).toEqual([ITEMS]);
    expect(outcomes).toEqual(ITEMS.map((item) => ({ status: 'fulfilled', value: `answer ${item}` })));
  });

  test.each(ITEMS)('finds the bad one among 64 with 12 more calls at most: item %i', async (bad) => {
    const { calls, failed } = await together(ITEMS, failsFor(bad));
    expect(failed).toEqual([bad]);
    expect(calls.length).toBeLessThanOrEqual(1 + 2 * Math.log2(64));
    // Repeated in order, and each of the good ones succeeded in one call only.
    const succeeded = calls.filter((items) => !items.includes(bad)).flat();
    expect(succeeded).toEqual(ITEMS.filter((item) => item !== bad));
  });

  test('finds several bad ones, in a batch that does not halve evenly', async () => {
    const items = ITEMS.slice(0, 13);
    const { failed } = await together(items, failsFor(0, 6, 12));
    expect(failed).toEqual([0, 6, 12]);
  });

  test('rejects all items of a call that fails for a transient reason, after that one call', async () => {
    const { calls, outcomes } = await together(ITEMS, () => {
      throw transient;
    });
    expect(calls).toEqual([ITEMS]);
    expect(outcomes).toEqual(ITEMS.map(() => ({ status: 'rejected', reason: transient })));
  });

  test('makes no more calls when the database goes away while it looks for a bad item', async () => {
    const { calls, outcomes, failed } = await together(ITEMS, (items, callNumber) => {
      if (callNumber === 3) throw transient;
      return failsFor(0)(items);
    });
    expect(calls.map(({ length }) => length)).toEqual([64, 32, 16]);
    expect(failed).toEqual(ITEMS);
    expect(new Set(outcomes.map((outcome) => outcome.status === 'rejected' && outcome.reason))).toEqual(
      new Set([transient]),
    );
  });

  test('goes on after failures, in as many lanes as before', async () => {
    let inCall = 0;
    let most = 0;
    const send = batched<number, string>(
      async (items) => {
        inCall += 1;
        most = Math.max(most, inCall);
        await Promise.resolve();
        inCall -= 1;
        return failsFor(0, 1)(items);
      },
      { size: 1, lanes: 2 },
    );
    for (let round = 0; round < 3; round += 1)
      expect((await Promise.allSettled([0, 1, 2, 3, 4].map(send))).map(({ status }) => status)).toEqual([
        ...['rejected', 'rejected'],
        ...['fulfilled', 'fulfilled', 'fulfilled'],
      ]);
    expect(most).toBe(2);
  });
});
