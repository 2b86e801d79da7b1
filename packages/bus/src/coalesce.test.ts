import { expect, test } from 'vitest';
import type { Nudge } from './bus';
import { mergeNudges, packNudges } from './coalesce';
import { decodePayload } from './topics';

const event = (executionId: string, seq: number): Nudge => ({ topic: 'execution', executionId, seq });
const end = (executionId: string, seq: number): Nudge => ({
  topic: 'execution',
  executionId,
  seq,
  ended: true,
});

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

test.each([
  ['before', [end('a', 3), event('a', 2)], end('a', 3)],
  ['after', [event('a', 2), end('a', 3)], end('a', 3)],
  ['late', [event('a', 4), end('a', 3)], end('a', 4)],
  ['early', [end('a', 3), event('a', 4), event('a', 5)], end('a', 5)],
  ['with the same number', [end('a', 3), event('a', 3)], end('a', 3)],
])('an end is never merged away by a nudge without one: %s', (_, nudges, merged) => {
  const known = new Map<string, Nudge>();
  for (const nudge of nudges) mergeNudges(known, [nudge]);
  expect([...known.values()]).toEqual([merged]);
});

test('an end travels as a fourth element, nothing else gets longer', () => {
  expect(packNudges([end('a', 3), event('b', 1)], 100)).toEqual(['[["e","a",3,true],["e","b",1]]']);
  expect(decodePayload('[["e","a",3,true],["e","b",1]]')).toEqual([end('a', 3), event('b', 1)]);
});

test('of what is not understood only that is left out', () => {
  expect(decodePayload('[["e","a",3,false],["new",1],["e","b",1],7,["e","c",2,true,1]]')).toEqual([
    event('b', 1),
  ]);
  expect(decodePayload('{"0":["e","b",1]}')).toEqual([]);
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
