import { expect, test } from 'vitest';
import { Batcher } from './batcher';
import { Sightings } from '@headrace/testkit/signals';

interface Sending {
  readonly items: readonly string[];
  readonly done: () => void;
  readonly fail: (error: Error) => void;
}

function recorded(maxInFlight = 1) {
  const sends = new Sightings<Sending>();
  const batcher = new Batcher<string>(
    (items) => new Promise((done, fail) => sends.see({ items, done, fail })),
    maxInFlight,
  );
  return { sends, batcher };
}

test('calls of the same tick travel together', async () => {
  const { sends, batcher } = recorded();
  const calls = [batcher.add(['a']), batcher.add(['b', 'c'])];
  const [sending] = await sends.count(1);
  expect(sending?.items).toEqual(['a', 'b', 'c']);
  sending?.done();
  await Promise.all(calls);
});

test('calls during a send wait for the next one', async () => {
  const { sends, batcher } = recorded();
  void batcher.add(['first']);
  const [first] = await sends.count(1);
  const later = [batcher.add(['second']), Promise.resolve().then(() => batcher.add(['third']))];
  await new Promise(setImmediate);
  expect(sends.all).toHaveLength(1);
  first?.done();
  const [, second] = await sends.count(2);
  expect(second?.items).toEqual(['second', 'third']);
  second?.done();
  await Promise.all(later);
});

test('a failed send rejects its callers and no others', async () => {
  const { sends, batcher } = recorded();
  const failing = batcher.add(['bad']);
  const [first] = await sends.count(1);
  const fine = batcher.add(['good']);
  first?.fail(new Error('store trouble'));
  await expect(failing).rejects.toThrow('store trouble');
  const [, second] = await sends.count(2);
  second?.done();
  await fine;
  await batcher.idle();
});
