'use client';

import { useSyncExternalStore } from 'react';
import { connection } from '../graphql/connection';
import { unreachable } from '../graphql/reachability';
import classes from './shell.module.css';

/** Says that what is shown may be old, or that a page is awaited, for as long as the server cannot be reached. */
export function ConnectionHint() {
  const status = useSyncExternalStore(connection.subscribe, connection.get, () => 'idle' as const);
  const isAwaited = useSyncExternalStore(unreachable.subscribe, unreachable.get, () => false);
  const text = isAwaited
    ? 'The server does not answer. The page opens as soon as it does.'
    : status === 'reconnecting' && 'Connection lost, reconnecting…';
  return (
    <div role="status" aria-live="polite">
      {text && (
        <div className={classes.hint}>
          <span className={classes.hintDot} aria-hidden />
          {text}
        </div>
      )}
    </div>
  );
}
