import { expect, test } from 'vitest';
import { Batcher } from './batcher';
import { Sightings } from '@headrace/testkit/signals';

interface Sending {
  readonly ids: readonly string[];
  readonly done: () => void;
  readonly fail: (error: Error) => void;
}

interface Waiting {
  readonly delayMs: number;
  /** Lets that time pass. */
  readonly pass: () => void;
}

/** A batcher whose sends end when the test says so, and whose time stands still until the test moves it. */
function recorded(gapMs = 0) {
  const sends = new Sightings<Sending>();
  const waits = new Sightings<Waiting>();
  let nowMs = 1_000;
  const batcher = new Batcher((ids) => new Promise((done, fail) => sends.see({ ids, done, fail })), gapMs, {
    nowMs: () => nowMs,
    wait: (delayMs) =>
      new Promise((resolve) => {
        const pass = () => {
          nowMs += delayMs;
          resolve();
        };
        waits.see({ delayMs, pass });
      }),
  });
  const pass = (ms: number) => {
    nowMs += ms;
  };
  return { sends, waits, batcher, pass };
}

const everythingElse = () => new Promise(setImmediate);

test('calls of the same tick travel together, each id once', async () => {
  const { sends, batcher } = recorded();
  const calls = [batcher.add(['a']), batcher.add(['b', 'a', 'c'])];
  const [sending] = await sends.count(1);
  expect(sending?.ids).toEqual(['a', 'b', 'c']);
  sending?.done();
  await Promise.all(calls);
});

test('a call goes out at the end of its tick, and waits for no timer', async () => {
  const { sends, waits, batcher, pass } = recorded(10);
  const first = batcher.add(['first']);
  await new Promise<void>((resolve) => process.nextTick(() => process.nextTick(resolve)));
  expect(sends.all.map(({ ids }) => ids)).toEqual([['first']]);
  sends.all[0]?.done();
  await first;
  pass(10);
  void batcher.add(['after a quiet time']);
  await sends.count(2);
  expect(waits.all).toEqual([]);
});

test('calls within the gap after a send go out together when it is over', async () => {
  const { sends, waits, batcher, pass } = recorded(10);
  const first = batcher.add(['first']);
  (await sends.count(1))[0]?.done();
  await first;
  pass(4);
  const later = [batcher.add(['second'])];
  const [waiting] = await waits.count(1);
  expect(waiting?.delayMs).toBe(6);
  later.push(batcher.add(['third', 'second']));
  await everythingElse();
  expect(sends.all).toHaveLength(1);
  waiting?.pass();
  const [, second] = await sends.count(2);
  expect(second?.ids).toEqual(['second', 'third']);
  second?.done();
  await Promise.all(later);
});

test('calls during a send wait for its end, and for the rest of the gap', async () => {
  const { sends, waits, batcher, pass } = recorded(10);
  void batcher.add(['first']);
  const [first] = await sends.count(1);
  const later = [batcher.add(['second']), Promise.resolve().then(() => batcher.add(['third']))];
  await everythingElse();
  expect([sends.all.length, waits.all.length]).toEqual([1, 0]);
  pass(3);
  first?.done();
  const [waiting] = await waits.count(1);
  expect(waiting?.delayMs).toBe(7);
  waiting?.pass();
  const [, second] = await sends.count(2);
  expect(second?.ids).toEqual(['second', 'third']);
  second?.done();
  await Promise.all(later);
});

test('a send that took longer than the gap is followed at once', async () => {
  const { sends, waits, batcher, pass } = recorded(10);
  void batcher.add(['first']);
  const [first] = await sends.count(1);
  void batcher.add(['second']);
  pass(25);
  first?.done();
  await sends.count(2);
  expect(waits.all).toEqual([]);
});

test('keeps the first 256 ids of a batch, and does not let a call wait whose ids are all left out', async () => {
  const { sends, batcher } = recorded();
  const ids = Array.from({ length: 300 }, (_, index) => `id-${index}`);
  let isSent = false;
  const calls = [batcher.add(ids), batcher.add(['id-0'])].map((call) =>
    call.then(() => expect(isSent).toBe(true)),
  );
  await batcher.add(['one more']);
  const [sending] = await sends.count(1);
  expect(sending?.ids).toEqual(ids.slice(0, 256));
  isSent = true;
  sending?.done();
  await Promise.all(calls);
  // The next batch has room again.
  void batcher.add(['one more']);
  expect((await sends.count(2))[1]?.ids).toEqual(['one more']);
});

test('a failed send rejects its callers and no others', async () => {
  const { sends, batcher } = recorded();
  const failing = [batcher.add(['bad']), batcher.add(['beside'])];
  const [first] = await sends.count(1);
  const fine = batcher.add(['good']);
  first?.fail(new Error('store trouble'));
  for (const call of failing) await expect(call).rejects.toThrow('store trouble');
  const [, second] = await sends.count(2);
  second?.done();
  await fine;
  await batcher.idle();
});

test('is idle when what came during a send has been sent too', async () => {
  const { sends, batcher } = recorded();
  await batcher.idle();
  void batcher.add(['first']);
  const [first] = await sends.count(1);
  void batcher.add(['second']);
  let isIdle = false;
  const idle = batcher.idle().then(() => {
    isIdle = true;
  });
  first?.done();
  const [, second] = await sends.count(2);
  expect(isIdle).toBe(false);
  second?.done();
  await idle;
});
