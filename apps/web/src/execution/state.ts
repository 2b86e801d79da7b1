import type { graphql } from '../graphql/graphql';

export type State = ReturnType<typeof graphql.scalar<'State'>>;

/** How loud a state is; each tone is one set of colours in `ui/tokens.css`. */
export type Tone = 'neutral' | 'created' | 'running' | 'success' | 'warning' | 'danger' | 'stopping';

/** Names of the glyphs that `state-badge.tsx` draws: a state is never told by colour alone. */
export type StateIcon =
  | 'dot'
  | 'clock'
  | 'play'
  | 'pause'
  | 'retry'
  | 'skip'
  | 'check'
  | 'alert'
  | 'cross'
  | 'stop'
  | 'ban';

export interface StateLook {
  label: string;
  tone: Tone;
  icon: StateIcon;
}

const looks: Record<State, StateLook> = {
  CREATED: { label: 'Created', tone: 'created', icon: 'dot' },
  RESTARTED: { label: 'Restarted', tone: 'created', icon: 'retry' },
  QUEUED: { label: 'Queued', tone: 'neutral', icon: 'clock' },
  RUNNING: { label: 'Running', tone: 'running', icon: 'play' },
  PAUSED: { label: 'Paused', tone: 'neutral', icon: 'pause' },
  RETRYING: { label: 'Retrying', tone: 'warning', icon: 'retry' },
  RETRIED: { label: 'Retried', tone: 'neutral', icon: 'retry' },
  SKIPPED: { label: 'Skipped', tone: 'neutral', icon: 'skip' },
  SUCCESS: { label: 'Success', tone: 'success', icon: 'check' },
  WARNING: { label: 'Warning', tone: 'warning', icon: 'alert' },
  FAILED: { label: 'Failed', tone: 'danger', icon: 'cross' },
  KILLING: { label: 'Killing', tone: 'stopping', icon: 'stop' },
  KILLED: { label: 'Killed', tone: 'stopping', icon: 'stop' },
  CANCELLED: { label: 'Cancelled', tone: 'neutral', icon: 'ban' },
};

/** Label, tone and glyph of a state. */
export function stateLook(state: State): StateLook {
  return looks[state];
}

/** Every state, in the order in which filters offer them. */
export const allStates = Object.keys(looks) as State[];

const endedStates: ReadonlySet<State> = new Set<State>([
  'SUCCESS',
  'WARNING',
  'FAILED',
  'KILLED',
  'CANCELLED',
  'SKIPPED',
  'RETRIED',
]);

/** Whether nothing more happens in this state (unless somebody restarts it). */
export function isEnded(state: State): boolean {
  return endedStates.has(state);
}

/** Whether text (from a URL) names a state. */
export function isState(text: string): text is State {
  return Object.hasOwn(looks, text);
}
