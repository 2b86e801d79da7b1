import { z } from 'zod';
import type { JsonValue } from '../json';
import { anything, integer, optional } from '../scalar';
import type { Task } from '../task';
import { type Branches, flowable } from './definition';
import { concurrent } from './parallel';

/** The children once for each value. */
export interface ForEach extends Branches {
  readonly kind: 'forEach';
  /** A text that renders to a JSON list, or a list whose texts are rendered. */
  readonly values: JsonValue;
  /** How many values run at once; 0 = all. */
  readonly concurrencyLimit: number;
  readonly tasks: readonly Task[];
}

/** All pairs of a value and a child at once. */
export interface EachParallel extends Branches {
  readonly kind: 'eachParallel';
  readonly values: JsonValue;
  /** How many task runs go on at once; 0 = all. */
  readonly concurrent: number;
  readonly tasks: readonly Task[];
}

const values = anything().describe('A list, or a text that renders to a JSON list.');

export const forEach = flowable(
  ({ any }) => ({
    values,
    concurrencyLimit: optional(integer(z.int32().min(0))).describe(
      'How many values run at once: 1 by default, 0 is all.',
    ),
    tasks: any,
  }),
  (written, branches): ForEach => ({
    kind: 'forEach',
    values: written.values as JsonValue,
    concurrencyLimit: written.concurrencyLimit ?? 1,
    tasks: written.tasks ?? [],
    ...branches,
  }),
);

export const eachSequential = flowable(
  ({ any }) => ({ value: values, tasks: any }),
  (written, branches): ForEach => ({
    kind: 'forEach',
    values: written.value as JsonValue,
    concurrencyLimit: 1,
    tasks: written.tasks ?? [],
    ...branches,
  }),
);

export const eachParallel = flowable(
  ({ some }) => ({ value: values, concurrent, tasks: some }),
  (written, branches): EachParallel => ({
    kind: 'eachParallel',
    values: written.value as JsonValue,
    concurrent: written.concurrent ?? 0,
    tasks: written.tasks,
    ...branches,
  }),
);
