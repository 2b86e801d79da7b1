import type { State as StateName, StateChange } from '@headrace/engine';
import { ATTEMPT_STATES, EVENT_KINDS, STATES } from '@headrace/runtime';
import { z } from 'zod';
import { builder } from '../builder';

export const State = builder.enumType('State', {
  description: 'States of executions and task runs.',
  values: STATES,
});

export const AttemptState = builder.enumType('AttemptState', { values: ATTEMPT_STATES });

/** The engine's word for a kind of event, in GraphQL's spelling. */
export const EventKind = builder.enumType('EventKind', {
  values: [...EVENT_KINDS, 'attemptKilled' as const].map((kind) =>
    kind.replace(/[A-Z]/g, '_$&').toUpperCase(),
  ),
});

export function eventKindName(kind: string): string {
  return kind.replace(/[A-Z]/g, '_$&').toUpperCase();
}

export const StateChangeObject = builder.objectRef<StateChange>('StateChange').implement({
  fields: (t) => ({
    state: t.field({ type: State, resolve: (change) => change.state }),
    at: t.field({ type: 'DateTime', resolve: (change) => new Date(change.at) }),
  }),
});

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
