import { z } from 'zod';
import { localTime } from './moment';
import { properties } from './properties';
import { durationText, optional, text } from './scalar';

/** When conditions on several executions must have been met together. Durations and times are kept as written. */
export type TimeWindow =
  | { readonly type: 'DURATION_WINDOW'; readonly window: string; readonly windowAdvance: string }
  | { readonly type: 'SLIDING_WINDOW'; readonly window: string }
  | { readonly type: 'DAILY_TIME_DEADLINE'; readonly deadline: string }
  | { readonly type: 'DAILY_TIME_WINDOW'; readonly startTime: string; readonly endTime: string };

const TYPES = ['DURATION_WINDOW', 'SLIDING_WINDOW', 'DAILY_TIME_DEADLINE', 'DAILY_TIME_WINDOW'] as const;

type Property = 'window' | 'windowAdvance' | 'deadline' | 'startTime' | 'endTime';

const RULES: Record<(typeof TYPES)[number], { needs: readonly Property[]; takes: readonly Property[] }> = {
  DURATION_WINDOW: { needs: [], takes: ['window', 'windowAdvance'] },
  SLIDING_WINDOW: { needs: [], takes: ['window'] },
  DAILY_TIME_DEADLINE: { needs: ['deadline'], takes: ['deadline'] },
  DAILY_TIME_WINDOW: { needs: ['startTime', 'endTime'], takes: ['startTime', 'endTime'] },
};

export const DEFAULT_TIME_WINDOW: TimeWindow = {
  type: 'DURATION_WINDOW',
  window: 'P1D',
  windowAdvance: 'PT0S',
};

export const timeWindowSchema = properties({
  type: optional(text(z.enum(TYPES))),
  window: optional(durationText({ positive: true })),
  windowAdvance: optional(durationText()),
  deadline: optional(localTime()),
  startTime: optional(localTime()),
  endTime: optional(localTime()),
})
  .superRefine((written, context) => {
    const type = written.type ?? 'DURATION_WINDOW';
    const refuse = (property: Property, says: string): void =>
      context.addIssue({
        code: 'custom',
        path: [property],
        message: `Time window of type \`${type}\` ${says}`,
      });
    for (const property of ['window', 'windowAdvance', 'deadline', 'startTime', 'endTime'] as const) {
      const isGiven = written[property] !== undefined;
      if (!isGiven && RULES[type].needs.includes(property)) refuse(property, `must have \`${property}\``);
      if (isGiven && !RULES[type].takes.includes(property)) refuse(property, `cannot have \`${property}\``);
    }
  })
  .transform((written): TimeWindow => {
    const window = written.window ?? 'P1D';
    switch (written.type ?? 'DURATION_WINDOW') {
      case 'DURATION_WINDOW':
        return { type: 'DURATION_WINDOW', window, windowAdvance: written.windowAdvance ?? 'PT0S' };
      case 'SLIDING_WINDOW':
        return { type: 'SLIDING_WINDOW', window };
      case 'DAILY_TIME_DEADLINE':
        return { type: 'DAILY_TIME_DEADLINE', deadline: written.deadline ?? '' };
      case 'DAILY_TIME_WINDOW':
        return {
          type: 'DAILY_TIME_WINDOW',
          startTime: written.startTime ?? '',
          endTime: written.endTime ?? '',
        };
    }
  });
