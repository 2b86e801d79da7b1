import type { Task } from '@headrace/flow';
import type { Scope } from './scope';

/** What a level of tasks does next. */
export type Step =
  | { readonly kind: 'start'; readonly task: Task; readonly scope: Scope }
  | { readonly kind: 'wait' }
  | { readonly kind: 'end'; readonly scope: Scope };

/**
 * Tasks one after another; the first that failed ends the level. Disabled tasks are treated as absent.
 * The cursor counts all tasks, so that it keeps its meaning for the revision that the execution runs.
 */
export function nextInSequence(tasks: readonly Task[], scope: Scope): Step {
  if (scope.running > 0) return { kind: 'wait' };
  if (scope.worst === 'FAILED' || scope.worst === 'KILLED') return end(scope);
  for (let index = scope.cursor; index < tasks.length; index += 1) {
    const task = tasks[index];
    if (task && !task.disabled)
      return { kind: 'start', task, scope: { ...scope, cursor: index + 1, running: scope.running + 1 } };
  }
  return end(scope);
}

function end(scope: Scope): Step {
  return { kind: 'end', scope: { ...scope, ended: true } };
}
