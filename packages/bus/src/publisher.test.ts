import { Gate, Sightings } from '@headrace/testkit/signals';
import { expect, test } from 'vitest';
import type { Nudge } from './bus';
import { Publisher } from './publisher';
import { decodePayload } from './topics';

const event = (seq: number): Nudge => ({ topic: 'execution', executionId: 'a', seq });
const end = (seq: number): Nudge => ({ topic: 'execution', executionId: 'a', seq, ended: true });

function publishing(stored: Promise<void> = Promise.resolve()) {
  const sent = new Sightings<readonly Nudge[]>();
  const send = async (payloads: readonly string[]) => {
    sent.see(payloads.flatMap(decodePayload));
    await stored;
  };
  return { sent, publisher: new Publisher({ send, maxBytes: 1_000, onError: () => undefined }) };
}

test('after a quiet time a nudge goes out at the end of the turn', async () => {
  const { sent, publisher } = publishing();
  publisher.publish([event(1)]);
  publisher.publish([event(2)]);
  expect(sent.all).toEqual([]);
  await new Promise(setImmediate);
  expect(sent.all).toEqual([[event(2)]]);
});

test('what is said while the store takes its time goes out together, the end with it', async () => {
  const store = new Gate();
  const { sent, publisher } = publishing(store.opened);
  publisher.publish([event(1)]);
  await sent.count(1);
  for (const nudge of [event(2), end(3), event(4)]) publisher.publish([nudge]);
  store.open();
  await publisher.flush();
  expect(sent.all).toEqual([[event(1)], [end(4)]]);
});
