import type { State as StateName, StateChange } from '@headrace/engine';
import { type ATTEMPT_STATES, STATES } from '@headrace/runtime';
import { z } from 'zod';
import { builder } from '../builder';
import { connectionObject } from '../connection';
import { describedEnum } from '../described';

export const State = describedEnum<StateName>('State', 'States of executions and task runs.', {
  CREATED: 'Waits for a worker.',
  RUNNING: 'At work, or something inside of it is.',
  PAUSED: 'Waits for somebody to resume it.',
  RESTARTED: 'Was restarted and waits for a worker.',
  KILLING: 'Is being stopped.',
  SUCCESS: 'Ended well.',
  WARNING: 'Ended, with something worth a look.',
  FAILED: 'Ended badly.',
  KILLED: 'Was stopped.',
  CANCELLED: 'Was never begun, because it may not run beside others.',
  QUEUED: 'Waits until it may run beside others.',
  RETRYING: 'Waits for its next attempt.',
  RETRIED: 'Ended badly, and another execution was made of it.',
  SKIPPED: 'Was left out.',
});

export const AttemptState = describedEnum<(typeof ATTEMPT_STATES)[number]>(
  'AttemptState',
  'States of attempts.',
  {
    READY: 'May be taken by a worker, once it is due.',
    RUNNING: 'A worker has it.',
    SUCCEEDED: 'Did what was asked.',
    FAILED: 'Did not do what was asked.',
    TIMED_OUT: 'Took too long.',
    KILLED: 'Was stopped.',
    LOST: 'Its worker is gone.',
  },
);

const StateChangeObject = builder.objectRef<StateChange>('StateChange').implement({
  description: 'When a state began.',
  fields: (t) => ({
    state: t.field({
      type: State,
      description: 'The state that began.',
      resolve: (change) => change.state,
    }),
    at: t.field({
      type: 'DateTime',
      description: 'When it began.',
      resolve: (change) => new Date(change.at),
    }),
  }),
});

export const StateChangeConnection = connectionObject('StateChange', StateChangeObject);

const storedState = z.enum(STATES);
const storedHistory = z.array(z.object({ state: storedState, at: z.string() }));

/** A state history as a row keeps it, oldest first. */
export function historyOf(stored: unknown): StateChange[] {
  return storedHistory.parse(stored);
}

/** A state as a row keeps it. */
export function stateOf(stored: string): StateName {
  return storedState.parse(stored);
}
