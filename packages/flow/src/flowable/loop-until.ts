import { z } from 'zod';
import { properties } from '../properties';
import { duration, flag, integer, optional, text } from '../scalar';
import type { Task } from '../task';
import { type Branches, flowable } from './definition';

/** Repeats its children until a condition is true. */
export interface LoopUntil extends Branches {
  readonly kind: 'loopUntil';
  readonly condition: string;
  readonly failOnMaxReached: boolean;
  readonly maxIterations: number;
  readonly maxDurationMs: number;
  readonly intervalMs: number;
  readonly tasks: readonly Task[];
}

function loop(defaults: { intervalMs: number }) {
  return flowable(
    ({ some }) => ({
      condition: text(z.string().min(1)).describe('An expression; looked at after each round.'),
      failOnMaxReached: optional(flag()),
      checkFrequency: optional(
        properties({
          maxIterations: optional(integer(z.int32().min(1))).describe('100 by default.'),
          maxDuration: optional(duration({ positive: true })).describe('PT1H by default.'),
          interval: optional(duration({ positive: false })).describe('The wait between two rounds.'),
        }),
      ),
      tasks: some,
    }),
    (written, branches): LoopUntil => ({
      kind: 'loopUntil',
      condition: written.condition,
      failOnMaxReached: written.failOnMaxReached ?? false,
      maxIterations: written.checkFrequency?.maxIterations ?? 100,
      maxDurationMs: written.checkFrequency?.maxDuration ?? 3_600_000,
      intervalMs: written.checkFrequency?.interval ?? defaults.intervalMs,
      tasks: written.tasks,
      ...branches,
    }),
  );
}

export const waitFor = loop({ intervalMs: 1_000 });
/** The newer name, with a longer wait. */
export const loopUntil = loop({ intervalMs: 60_000 });
