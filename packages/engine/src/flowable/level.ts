import type { Task } from '@headrace/flow';
import type { Scope } from '../scope';

/** One level of tasks as its flowable runs it. */
export interface Level {
  readonly tasks: readonly Task[];
  /** Children that may be under way at the same time. */
  readonly width: number;
}

/** What a level does next: children to start, in order, and the scope after that. */
export interface Step {
  readonly start: readonly Task[];
  readonly scope: Scope;
}

/**
 * Starts children in the order of the document, as many at a time as the level is wide. After a failure nothing more starts, and
 * the level ends when those under way have ended. Disabled tasks are treated as absent.
 */
export function nextStep({ tasks, width }: Level, scope: Scope): Step {
  const isFailed = scope.worst === 'FAILED' || scope.worst === 'KILLED';
  const start = isFailed ? [] : nextTasks(tasks, scope.after, width - scope.running);
  const running = scope.running + start.length;
  return {
    start,
    scope: { ...scope, after: start.at(-1)?.id ?? scope.after, running, ended: running === 0 },
  };
}

/** At most `limit` enabled tasks behind the named one. */
function nextTasks(tasks: readonly Task[], after: string | null, limit: number): Task[] {
  const found: Task[] = [];
  const from = after === null ? 0 : (positionsOf(tasks).get(after) ?? tasks.length) + 1;
  for (let position = from; position < tasks.length && found.length < limit; position += 1) {
    const task = tasks[position];
    if (task && !task.disabled) found.push(task);
  }
  return found;
}

const positions = new WeakMap<readonly Task[], ReadonlyMap<string, number>>();

/** A level of 10,000 tasks must not be searched from its beginning at each of its steps. */
function positionsOf(tasks: readonly Task[]): ReadonlyMap<string, number> {
  let known = positions.get(tasks);
  if (!known) {
    known = new Map(tasks.map(({ id }, position) => [id, position]));
    positions.set(tasks, known);
  }
  return known;
}
