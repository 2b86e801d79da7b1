import { describe, expect, it } from 'vitest';
import { appendPage, applyChanges, emptyList, type ListedExecution, settle } from './execution-list';

function row(minute: number, changes: Partial<ListedExecution> = {}): ListedExecution {
  const createdAt = `2026-01-01T00:${String(minute).padStart(2, '0')}:00.000Z`;
  return { id: `id-${minute}`, createdAt, seq: 1, state: 'RUNNING', ...changes };
}

const all = { matches: () => true, hasAll: true };
const running = { matches: (each: ListedExecution) => each.state === 'RUNNING', hasAll: true };
const page = [row(30), row(20), row(10)];
const list = appendPage(emptyList<ListedExecution>(), page);
const ids = (rows: readonly ListedExecution[]) => rows.map((each) => each.id);

describe('the live list', () => {
  it('changes shown rows at once, and lets new ones wait until it is settled', () => {
    const changed = applyChanges(list, [row(40), row(20, { seq: 5, state: 'SUCCESS' })], all);
    expect(ids(changed.rows)).toEqual(['id-30', 'id-20', 'id-10']);
    expect(changed.rows[1]?.state).toBe('SUCCESS');
    expect(ids(changed.arrived)).toEqual(['id-40']);
    expect(ids(settle(changed).rows)).toEqual(['id-40', 'id-30', 'id-20', 'id-10']);
  });

  it('never goes back to an older state', () => {
    const newer = applyChanges(list, [row(20, { seq: 5, state: 'SUCCESS' })], all);
    const again = applyChanges(newer, [row(20, { seq: 3, state: 'RUNNING' })], all);
    expect(again.rows[1]).toMatchObject({ seq: 5, state: 'SUCCESS' });
    const waiting = applyChanges(list, [row(40, { seq: 5, state: 'SUCCESS' })], all);
    expect(applyChanges(waiting, [row(40, { seq: 3 })], all).arrived[0]).toMatchObject({ seq: 5 });
  });

  it('keeps a row that left the filter until it is settled, and takes it back when it returns', () => {
    const ended = applyChanges(list, [row(20, { seq: 2, state: 'SUCCESS' })], running);
    expect(ids(ended.rows)).toContain('id-20');
    expect(ids(settle(ended).rows)).toEqual(['id-30', 'id-10']);
    const restarted = applyChanges(ended, [row(20, { seq: 3, state: 'RUNNING' })], running);
    expect(ids(settle(restarted).rows)).toEqual(['id-30', 'id-20', 'id-10']);
  });

  it('forgets an arrival that no longer matches when its turn comes', () => {
    const arrived = applyChanges(list, [row(40)], running);
    const ended = applyChanges(arrived, [row(40, { seq: 2, state: 'SUCCESS' })], running);
    expect(ended.arrived).toEqual([]);
  });

  it('leaves what is older than the last row to "load more", unless all is loaded', () => {
    expect(applyChanges(list, [row(5)], { ...all, hasAll: false }).arrived).toEqual([]);
    expect(ids(settle(applyChanges(list, [row(5)], all)).rows)).toEqual(['id-30', 'id-20', 'id-10', 'id-5']);
  });

  it('shows a row once when a page overlaps with what arrived, in its newer state', () => {
    const settled = settle(applyChanges(list, [row(20, { seq: 9, state: 'SUCCESS' })], all));
    const more = appendPage(settled, [row(20), row(10), row(1)]);
    expect(ids(more.rows)).toEqual(['id-30', 'id-20', 'id-10', 'id-1']);
    expect(more.rows[1]?.seq).toBe(9);
  });
});
