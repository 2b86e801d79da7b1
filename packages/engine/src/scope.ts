/** How the children of a scope ended so far, best first. */
export const OUTCOMES = ['SUCCESS', 'WARNING', 'FAILED', 'KILLED'] as const;

export type Outcome = (typeof OUTCOMES)[number];

/**
 * The small cursor of one level of tasks: the execution itself, or a flowable task run. Its size does not depend on how many
 * children there are, and ending a child touches its scope only.
 */
export interface Scope {
  /** The execution's id for the root scope, else the id of the flowable task run. */
  readonly id: string;
  /** Index of the next child to start. */
  readonly cursor: number;
  /** Children that have started and not ended. */
  readonly running: number;
  readonly worst: Outcome;
  readonly ended: boolean;
}

export function newScope(id: string): Scope {
  return { id, cursor: 0, running: 0, worst: 'SUCCESS', ended: false };
}

export function worse(a: Outcome, b: Outcome): Outcome {
  return OUTCOMES.indexOf(a) >= OUTCOMES.indexOf(b) ? a : b;
}

/** The scope after one of its children ended. */
export function childEnded(scope: Scope, outcome: Outcome): Scope {
  return { ...scope, running: scope.running - 1, worst: worse(scope.worst, outcome) };
}
