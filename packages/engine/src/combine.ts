import type { Decided } from './decision';
import type { Changes } from './rows';

/**
 * Two decisions, the second made upon the rows after the first, as one: stored together they leave the same rows, events and times
 * as stored one by one, except that the execution's version rises once.
 */
export function combine(first: Decided, second: Decided): Decided {
  const taken = new Set(second.after.attempts.flatMap(({ id, state }) => (state === 'READY' ? [] : id)));
  return {
    kind: 'decided',
    executionId: first.executionId,
    outcomes: second.outcomes,
    events: [...first.events, ...second.events],
    changes: combinedChanges(first.changes, second.changes),
    ready: [...new Set([...first.ready, ...second.ready])].filter((id) => !taken.has(id)),
    after: {
      ...second.after,
      execution: { ...second.after.execution, version: first.after.execution.version },
    },
  };
}

function combinedChanges(first: Changes, second: Changes): Changes {
  const taken = new Set(second.takenSignals);
  const madeHere = new Set(first.newSignals.map(({ id }) => id));
  const taskRuns = folded(first.newTaskRuns, first.taskRuns, second.taskRuns);
  const attempts = folded(first.newAttempts, first.attempts, second.attempts);
  return {
    newExecution: first.newExecution ?? second.newExecution,
    execution:
      first.execution && second.execution
        ? appended(first.execution, second.execution)
        : (first.execution ?? second.execution),
    newTaskRuns: [...taskRuns.fresh, ...second.newTaskRuns],
    taskRuns: taskRuns.changed,
    newAttempts: [...attempts.fresh, ...second.newAttempts],
    attempts: attempts.changed,
    outputs: [...first.outputs, ...second.outputs],
    newSignals: [...first.newSignals.filter(({ id }) => !taken.has(id)), ...second.newSignals],
    takenSignals: [...first.takenSignals, ...second.takenSignals.filter((id) => !madeHere.has(id))],
    executionLines: [...first.executionLines, ...second.executionLines],
  };
}

interface Row {
  readonly id: string;
  readonly history?: readonly unknown[];
}

/** Later changes go into rows that are new, or follow earlier changes of the same row. */
function folded<Fresh extends Row, Change extends Row>(
  fresh: readonly Fresh[],
  earlier: readonly Change[],
  later: readonly Change[],
): { fresh: Fresh[]; changed: Change[] } {
  const rows = new Map(fresh.map((row) => [row.id, row]));
  const changes = new Map(earlier.map((change) => [change.id, change]));
  for (const change of later) {
    const row = rows.get(change.id);
    if (row) rows.set(change.id, appended(row, change));
    else changes.set(change.id, appended(changes.get(change.id) ?? null, change));
  }
  return { fresh: [...rows.values()], changed: [...changes.values()] };
}

/** Fields of the second over those of the first, histories one behind the other. */
function appended<First extends { readonly history?: readonly unknown[] } | null, Second extends object>(
  first: First,
  second: Second,
): NonNullable<First> & Second {
  const history = [
    ...(first?.history ?? []),
    ...('history' in second ? (second.history as readonly unknown[]) : []),
  ];
  const both = { ...first, ...second };
  const hasHistory = (first && 'history' in first) || 'history' in second;
  return (hasHistory ? { ...both, history } : both) as NonNullable<First> & Second;
}
