import { z } from 'zod';
import { type Input, inputSchema } from '../input/index';
import { durationText, optional, orExpression, text } from '../scalar';
import type { Task } from '../task';
import { type Branches, flowable } from './definition';

/** Waits until somebody resumes it, or until a time is over. Its `timeout` is that of every task. */
export interface Pause extends Branches {
  readonly kind: 'pause';
  /** Resumes by itself after this ISO 8601 duration; may be an expression. */
  readonly delay?: string;
  /** What becomes of the task when `delay` is over or it is resumed. */
  readonly behavior: 'RESUME' | 'WARN' | 'FAIL' | 'CANCEL';
  /** Asked for when it is resumed. */
  readonly onResume: readonly Input[];
  readonly tasks: readonly Task[];
}

const wait = optional(orExpression(durationText()));

export const pause = flowable(
  ({ any }) => ({
    delay: wait.describe('Deprecated: see `pauseDuration`.'),
    pauseDuration: wait.describe('Resumes by itself after this time.'),
    behavior: optional(text(z.enum(['RESUME', 'WARN', 'FAIL', 'CANCEL']))).describe(
      'What happens when the time is over; RESUME by default.',
    ),
    onResume: optional(z.array(inputSchema)).describe('Asked for when it is resumed.'),
    tasks: any.describe('Deprecated: put them after the Pause.'),
  }),
  (written, branches): Pause => ({
    kind: 'pause',
    delay: written.pauseDuration ?? written.delay,
    behavior: written.behavior ?? 'RESUME',
    onResume: written.onResume ?? [],
    tasks: written.tasks ?? [],
    ...branches,
  }),
);
