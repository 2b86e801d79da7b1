import { z } from 'zod';
import { type Label, labelsSchema } from './label';
import { properties } from './properties';
import { duration, optional, text } from './scalar';

interface SlaCommon {
  readonly id: string;
  readonly behavior: 'FAIL' | 'CANCEL' | 'NONE';
  /** Added to the execution when the promise is broken. */
  readonly labels: readonly Label[];
}

/** The execution must end within a time. */
export interface MaxDurationSla extends SlaCommon {
  readonly type: 'MAX_DURATION';
  readonly durationMs: number;
}

/** An expression must stay true. */
export interface ExecutionAssertionSla extends SlaCommon {
  readonly type: 'EXECUTION_ASSERTION';
  readonly assert: string;
}

/** A promise about an execution. */
export type Sla = MaxDurationSla | ExecutionAssertionSla;

const common = {
  id: text(z.string().min(1).max(256)),
  behavior: text(z.enum(['FAIL', 'CANCEL', 'NONE'])),
  labels: optional(labelsSchema),
};

export const slaSchema = z.discriminatedUnion('type', [
  properties({
    ...common,
    type: z.literal('MAX_DURATION'),
    duration: duration({ positive: true }),
  }).transform(
    ({ id, behavior, labels, duration: durationMs }): Sla => ({
      type: 'MAX_DURATION',
      id,
      behavior,
      labels: labels ?? [],
      durationMs,
    }),
  ),
  properties({
    ...common,
    type: z.literal('EXECUTION_ASSERTION'),
    assert: text(z.string().min(1)),
  }).transform(
    ({ id, behavior, labels, assert }): Sla => ({
      type: 'EXECUTION_ASSERTION',
      id,
      behavior,
      labels: labels ?? [],
      assert,
    }),
  ),
]);
