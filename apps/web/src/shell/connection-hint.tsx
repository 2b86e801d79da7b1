'use client';

import { useSyncExternalStore } from 'react';
import { connection } from '../graphql/connection';
import classes from './shell.module.css';

/** Says that what is shown may be old, for as long as the socket is lost. */
export function ConnectionHint() {
  const status = useSyncExternalStore(connection.subscribe, connection.get, () => 'idle' as const);
  return (
    <div role="status" aria-live="polite">
      {status === 'reconnecting' && (
        <div className={classes.hint}>
          <span className={classes.hintDot} aria-hidden />
          Connection lost, reconnecting…
        </div>
      )}
    </div>
  );
}
