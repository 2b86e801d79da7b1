import type { State as StateName, StateChange } from '@headrace/engine';
import { ATTEMPT_STATES, STATES } from '@headrace/runtime';
import { z } from 'zod';
import { builder } from '../builder';
import { connectionObject } from '../connection';

export const State = builder.enumType('State', {
  description: 'States of executions and task runs.',
  values: STATES,
});

export const AttemptState = builder.enumType('AttemptState', {
  description: 'States of attempts: READY to be claimed, RUNNING, then how it ended.',
  values: ATTEMPT_STATES,
});

export const StateChangeObject = builder.objectRef<StateChange>('StateChange').implement({
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
