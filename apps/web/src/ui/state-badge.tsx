import {
  IconAlertTriangleFilled,
  IconBan,
  IconCheck,
  IconCircleFilled,
  IconClock,
  IconPlayerPauseFilled,
  IconPlayerPlayFilled,
  IconPlayerSkipForwardFilled,
  IconPlayerStopFilled,
  IconRotateClockwise,
  IconX,
  type TablerIcon,
} from '@tabler/icons-react';
import { type State, type StateIcon, stateLook } from '../execution/state';
import classes from './state-badge.module.css';

const icons: Record<StateIcon, TablerIcon> = {
  dot: IconCircleFilled,
  clock: IconClock,
  play: IconPlayerPlayFilled,
  pause: IconPlayerPauseFilled,
  retry: IconRotateClockwise,
  skip: IconPlayerSkipForwardFilled,
  check: IconCheck,
  alert: IconAlertTriangleFilled,
  cross: IconX,
  stop: IconPlayerStopFilled,
  ban: IconBan,
};

/** The glyph of a state alone, in its colour; give it a text beside it. */
export function StateGlyph({ state, size = 14 }: { state: State; size?: number }) {
  const look = stateLook(state);
  const Icon = icons[look.icon];
  return (
    <span className={classes.glyph} data-tone={look.tone}>
      <Icon size={look.icon === 'dot' ? size - 4 : size} stroke={2.6} aria-hidden />
    </span>
  );
}

/** A state as glyph, word and colour. */
export function StateBadge({ state, size = 'md' }: { state: State; size?: 'md' | 'lg' }) {
  const look = stateLook(state);
  const Icon = icons[look.icon];
  const pixels = size === 'lg' ? 14 : 12;
  return (
    <span className={classes.badge} data-tone={look.tone} data-size={size} data-state={state}>
      <Icon size={look.icon === 'dot' ? pixels - 4 : pixels} stroke={2.8} aria-hidden />
      {look.label}
    </span>
  );
}
