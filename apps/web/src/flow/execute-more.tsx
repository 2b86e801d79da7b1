'use client';

import { Collapse, UnstyledButton } from '@mantine/core';
import { IconChevronRight } from '@tabler/icons-react';
import { CopyButton } from '../ui/copy-button';
import { curlLine } from './curl-line';
import classes from './execute-dialog.module.css';
import type { FormLabel } from './form-label';
import { LabelRows } from './label-rows';

interface Props {
  call(): Parameters<typeof curlLine>[0];
  labels: readonly FormLabel[];
  onLabels(labels: readonly FormLabel[]): void;
  labelError: string | undefined;
  opened: boolean;
  onToggle(): void;
}

/** What few people need: labels of the execution, and the same call as a line for a shell. */
export function ExecuteMore({ call, labels, onLabels, labelError, opened, onToggle }: Props) {
  return (
    <>
      <UnstyledButton className={classes.more} onClick={onToggle} aria-expanded={opened} type="button">
        <IconChevronRight size={15} data-open={opened || undefined} aria-hidden />
        Labels and cURL
      </UnstyledButton>
      <Collapse expanded={opened} transitionDuration={120}>
        <LabelRows labels={labels} onChange={onLabels} error={labelError} />
        <div className={classes.curl}>
          <pre tabIndex={0} aria-label="The same call as a cURL line">
            {opened ? curlLine(call()) : ''}
          </pre>
          <CopyButton text={() => curlLine(call())} label="Copy the cURL line" />
        </div>
      </Collapse>
    </>
  );
}
