/** How the children of a scope ended so far, best first. */
export const OUTCOMES = ['SUCCESS', 'WARNING', 'FAILED', 'KILLED'] as const;

export type Outcome = (typeof OUTCOMES)[number];

/** The list of tasks that a scope is in. `errors`, `finally` and the branches of a choice come with the flowables that have them. */
export type Branch = 'tasks';

/**
 * The small cursor of one level of tasks: the execution itself, or a flowable task run. Its size does not depend on how many
 * children there are, and ending a child touches its scope only.
 */
export interface Scope {
  readonly branch: Branch;
  /**
   * Id of the task that was started last; null before the first. An id and not a position, so that it keeps its meaning when an
   * execution goes on with another revision.
   */
  readonly after: string | null;
  /** Children that have started and not ended, those that wait for a retry included. */
  readonly running: number;
  readonly worst: Outcome;
  readonly ended: boolean;
}

export const NEW_SCOPE: Scope = { branch: 'tasks', after: null, running: 0, worst: 'SUCCESS', ended: false };

export function worse(a: Outcome, b: Outcome): Outcome {
  return OUTCOMES.indexOf(a) >= OUTCOMES.indexOf(b) ? a : b;
}

/** The scope after one of its children ended. */
export function childEnded(scope: Scope, outcome: Outcome): Scope {
  return { ...scope, running: scope.running - 1, worst: worse(scope.worst, outcome) };
}
