import { expect, test } from 'vitest';
import type { Nudge } from './bus';
import { mergeNudges, packNudges } from './coalesce';
import { decodePayload } from './topics';

const event = (executionId: string, seq: number): Nudge => ({ topic: 'execution', executionId, seq });

test('of several nudges about a topic the one furthest ahead stays', () => {
  const known = new Map<string, Nudge>();
  mergeNudges(known, [event('a', 3), event('b', 1), { topic: 'flows' }]);
  mergeNudges(known, [event('a', 2), { topic: 'log', executionId: 'a', position: 1 }, { topic: 'flows' }]);
  expect([...known.values()]).toEqual([
    event('a', 3),
    event('b', 1),
    { topic: 'flows' },
    { topic: 'log', executionId: 'a', position: 1 },
  ]);
});

test('packs into as few payloads as fit, counted in bytes, and nothing is lost', () => {
  const nudges = Array.from({ length: 100 }, (_, index) => event(`größe-${index}`, index));
  const payloads = packNudges(nudges, 200);
  for (const payload of payloads) expect(Buffer.byteLength(payload)).toBeLessThanOrEqual(200);
  expect(payloads.flatMap(decodePayload)).toEqual(nudges);
  const bytes = payloads.reduce((sum, payload) => sum + Buffer.byteLength(payload), 0);
  expect(payloads.length).toBeLessThanOrEqual(Math.ceil(bytes / (200 - 25)));
});

test('drops a nudge that cannot travel', () => {
  expect(packNudges([event('x'.repeat(100), 1), event('a', 1)], 60).flatMap(decodePayload)).toEqual([
    event('a', 1),
  ]);
});

test('nothing makes no payload', () => {
  expect(packNudges([], 100)).toEqual([]);
});
