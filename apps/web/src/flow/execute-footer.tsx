'use client';

import { Button, Kbd } from '@mantine/core';
import { IconPlayerPlayFilled } from '@tabler/icons-react';
import classes from './execute-dialog.module.css';
import type { Starting } from './use-start';

/** The buttons of the execute form, and how far its files are on their way. */
export function ExecuteFooter({ starting, onClose }: { starting: Starting; onClose: () => void }) {
  const part = starting.kind === 'sending' ? starting.part : null;
  const percent = part === null ? null : Math.floor(part * 100);
  return (
    <footer className={classes.footer}>
      {percent !== null && (
        <div
          className={classes.progress}
          role="progressbar"
          aria-label="Files sent"
          aria-valuemin={0}
          aria-valuemax={100}
          aria-valuenow={percent}
          style={{ transform: `scaleX(${part})` }}
        />
      )}
      <span className={classes.hint} role="status">
        {percent === null ? (
          <span className={classes.keys}>
            <Kbd size="xs">Ctrl</Kbd> <Kbd size="xs">Enter</Kbd>
          </span>
        ) : percent < 100 ? (
          <span className="tabular">Sending files, {percent} %</span>
        ) : (
          'Files are sent; starting'
        )}
      </span>
      <Button variant="default" onClick={onClose}>
        Cancel
      </Button>
      <Button
        type="submit"
        loading={starting.kind !== 'idle'}
        leftSection={<IconPlayerPlayFilled size={13} />}
      >
        Execute
      </Button>
    </footer>
  );
}
