import type { Task } from '../task';
import { type Branches, flowable } from './definition';

/** Children one after another, up to the first that failed. */
export interface Sequential extends Branches {
  readonly kind: 'sequential';
  readonly tasks: readonly Task[];
}

/** As `Sequential`, but a failure ends it WARNING. */
export interface AllowFailure extends Branches {
  readonly kind: 'allowFailure';
  readonly tasks: readonly Task[];
}

export const sequential = flowable(
  ({ any }) => ({ tasks: any }),
  ({ tasks }, branches): Sequential => ({ kind: 'sequential', tasks: tasks ?? [], ...branches }),
);

export const allowFailure = flowable(
  ({ any }) => ({ tasks: any }),
  ({ tasks }, branches): AllowFailure => ({ kind: 'allowFailure', tasks: tasks ?? [], ...branches }),
);
