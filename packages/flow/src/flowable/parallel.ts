import { z } from 'zod';
import { integer, optional } from '../scalar';
import type { Task } from '../task';
import { type Branches, type DagTask, flowable } from './definition';

/** All children at once. */
export interface Parallel extends Branches {
  readonly kind: 'parallel';
  readonly tasks: readonly Task[];
  /** How many run at once; 0 = all. */
  readonly concurrent: number;
}

/** A child starts when those it depends on have ended. */
export interface Dag extends Branches {
  readonly kind: 'dag';
  readonly tasks: readonly DagTask[];
  /** How many run at once; 0 = all. */
  readonly concurrent: number;
}

/** How many task runs go on at once. */
export const concurrent = optional(integer(z.int32().min(0))).describe(
  'How many run at once; 0, the default, is all.',
);

export const parallel = flowable(
  ({ some }) => ({ tasks: some, concurrent }),
  (written, branches): Parallel => ({
    kind: 'parallel',
    tasks: written.tasks,
    concurrent: written.concurrent ?? 0,
    ...branches,
  }),
);

export const dag = flowable(
  (children) => ({ tasks: children.dag, concurrent }),
  (written, branches): Dag => ({
    kind: 'dag',
    tasks: written.tasks,
    concurrent: written.concurrent ?? 0,
    ...branches,
  }),
);
