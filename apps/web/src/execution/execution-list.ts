import { isEnded, type State } from './state';

/** What the list needs of an execution to keep order and apply changes. */
export interface ListedExecution {
  id: string;
  createdAt: string;
  seq: number;
  state: State;
}

/** Rows on the screen, newest first, and changes that wait until the reader's hand is off them. */
export interface ExecutionList<Row extends ListedExecution> {
  rows: readonly Row[];
  /** New executions that are not shown yet, newest first. */
  arrived: readonly Row[];
  /** Ids of shown rows that no longer match the filter. */
  left: ReadonlySet<string>;
}

export function emptyList<Row extends ListedExecution>(): ExecutionList<Row> {
  return { rows: [], arrived: [], left: new Set() };
}

/** Puts a page of older executions behind the rows; a row that is there already stays once, the newer. */
export function appendPage<Row extends ListedExecution>(
  list: ExecutionList<Row>,
  page: readonly Row[],
): ExecutionList<Row> {
  const known = new Map(list.rows.map((row) => [row.id, row]));
  for (const row of page) {
    const held = known.get(row.id);
    if (!held || row.seq >= held.seq) known.set(row.id, row);
  }
  return { ...list, rows: [...known.values()].sort(newestFirst) };
}

/**
 * Applies a batch of changed executions. Shown rows change in place at once (an older `seq` never wins);
 * new rows wait in `arrived`, and rows that fell out of the filter are only marked: `settle` moves them.
 * Executions older than the last row are left for "load more" unless `hasAll`.
 */
export function applyChanges<Row extends ListedExecution>(
  list: ExecutionList<Row>,
  changed: readonly Row[],
  options: { matches(row: Row): boolean; hasAll: boolean },
): ExecutionList<Row> {
  const rows = new Map(list.rows.map((row) => [row.id, row]));
  const arrived = new Map(list.arrived.map((row) => [row.id, row]));
  const left = new Set(list.left);
  const oldest = list.rows.at(-1);
  for (const row of changed) {
    const shown = rows.get(row.id);
    if (shown) {
      if (row.seq < shown.seq) continue;
      rows.set(row.id, row);
      if (options.matches(row)) left.delete(row.id);
      else left.add(row.id);
      continue;
    }
    const waiting = arrived.get(row.id);
    if (waiting && row.seq < waiting.seq) continue;
    const inRange = options.hasAll || oldest === undefined || newestFirst(row, oldest) < 0;
    if (options.matches(row) && inRange) arrived.set(row.id, row);
    else arrived.delete(row.id);
  }
  return { rows: [...rows.values()], arrived: [...arrived.values()].sort(newestFirst), left };
}

/** Shows what arrived and removes what left. */
export function settle<Row extends ListedExecution>(list: ExecutionList<Row>): ExecutionList<Row> {
  if (list.arrived.length === 0 && list.left.size === 0) return list;
  const rows = [...list.arrived, ...list.rows].filter((row) => !list.left.has(row.id)).sort(newestFirst);
  return { rows, arrived: [], left: new Set() };
}

/** Whether some row still counts up. */
export function hasRunning(rows: readonly ListedExecution[]): boolean {
  return rows.some((row) => !isEnded(row.state));
}

function newestFirst(one: ListedExecution, other: ListedExecution): number {
  if (one.createdAt !== other.createdAt) return one.createdAt < other.createdAt ? 1 : -1;
  if (one.id === other.id) return 0;
  return one.id < other.id ? 1 : -1;
}
