import { expect, test } from 'vitest';
import { draftKeptMs, draftName, dropDraft, keepDraft, readDraft } from './draft';

function memory() {
  const items = new Map<string, string>();
  return {
    getItem: (name: string) => items.get(name) ?? null,
    setItem: (name: string, value: string) => void items.set(name, value),
    removeItem: (name: string) => void items.delete(name),
  };
}

test('a draft comes back as it was, whatever it holds', () => {
  const store = memory();
  const draft = { source: 'id: a\n\n# "x" 1 2\n', revision: 7, atMs: 1_000 };
  keepDraft(store, 'one', draft);
  keepDraft(store, 'new', { ...draft, revision: null });
  expect(readDraft(store, 'one', 2_000)).toEqual(draft);
  expect(readDraft(store, 'new', 2_000)?.revision).toBeNull();
  dropDraft(store, 'one');
  expect(readDraft(store, 'one', 2_000)).toBeNull();
});

test('what is too old, or is no draft, is not offered', () => {
  const store = memory();
  keepDraft(store, 'old', { source: 'x', revision: 1, atMs: 1_000 });
  store.setItem('other', 'something');
  expect(readDraft(store, 'old', 1_001 + draftKeptMs)).toBeNull();
  expect(readDraft(store, 'other', 2_000)).toBeNull();
});

test('a browser that keeps nothing stops nobody', () => {
  const refuse = () => {
    throw new Error('no room');
  };
  const store = { getItem: refuse, setItem: refuse, removeItem: refuse };
  keepDraft(store, 'one', { source: 'x', revision: 1, atMs: 1 });
  dropDraft(store, 'one');
  expect(readDraft(store, 'one', 2)).toBeNull();
});

test('flows with like names do not share a draft', () => {
  const names = [null, { namespace: 'a', flowId: 'b c' }, { namespace: 'a b', flowId: 'c' }].map(draftName);
  expect(new Set(names).size).toBe(3);
});
