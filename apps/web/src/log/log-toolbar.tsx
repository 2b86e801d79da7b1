'use client';

import { ActionIcon, SegmentedControl, Select, Tooltip } from '@mantine/core';
import { IconDownload, IconTextWrap, IconX } from '@tabler/icons-react';
import { CopyButton } from '../ui/copy-button';
import { SearchField } from '../ui/search-field';
import type { UrlChanges } from '../ui/use-url-state';
import classes from './log-view.module.css';
import { type LogLevel, type LogLine, type LogWindow, logLevels, logText } from './log-window';

interface Props {
  executionId: string;
  window: LogWindow;
  shown: readonly LogLine[];
  minLevel: LogLevel;
  text: string;
  task: string | null;
  grouped: boolean;
  wrap: boolean;
  onChange(changes: UrlChanges): void;
}

export function LogToolbar(props: Props) {
  const { executionId, window, shown, minLevel, text, task, grouped, wrap, onChange } = props;
  return (
    <div className={classes.toolbar} role="toolbar" aria-label="Log">
      <SearchField
        className={classes.search}
        label="Search in the log"
        placeholder="Search"
        value={text}
        onChange={(value) => onChange({ q: value })}
      />
      <Select
        className={classes.level}
        aria-label="Least level"
        allowDeselect={false}
        data={logLevels.map((level) => ({ value: level, label: levelLabel(level, window) }))}
        value={minLevel}
        onChange={(level) => onChange({ level: level === 'TRACE' ? null : level })}
      />
      <SegmentedControl
        aria-label="Order"
        size="sm"
        data={[
          { value: 'time', label: 'By time' },
          { value: 'tasks', label: 'By task' },
        ]}
        value={grouped ? 'tasks' : 'time'}
        onChange={(view) => onChange({ view: view === 'tasks' ? 'tasks' : null })}
      />
      {task !== null && (
        <span className={classes.task}>
          {task}
          <button
            type="button"
            onClick={() => onChange({ task: null })}
            aria-label={`Show all tasks, not only ${task}`}
          >
            <IconX size={13} />
          </button>
        </span>
      )}
      <span className={classes.tools}>
        <Tooltip label={wrap ? 'Do not wrap long lines' : 'Wrap long lines'}>
          <ActionIcon
            aria-label="Wrap long lines"
            aria-pressed={wrap}
            variant={wrap ? 'light' : 'subtle'}
            onClick={() => onChange({ wrap: wrap ? 'no' : null })}
          >
            <IconTextWrap size={17} />
          </ActionIcon>
        </Tooltip>
        <CopyButton text={() => logText(shown)} label="Copy the shown lines" />
        <Tooltip label="Download the shown lines">
          <ActionIcon aria-label="Download the shown lines" onClick={() => download(executionId, shown)}>
            <IconDownload size={17} />
          </ActionIcon>
        </Tooltip>
      </span>
    </div>
  );
}

function levelLabel(level: LogLevel, window: LogWindow): string {
  const least = logLevels.indexOf(level);
  const count = logLevels.slice(least).reduce((sum, each) => sum + window.counts[each], 0);
  return `${level === 'TRACE' ? 'All levels' : level === 'ERROR' ? 'ERROR' : `${level} and up`} (${count.toLocaleString('en')})`;
}

function download(executionId: string, lines: readonly LogLine[]): void {
  const url = URL.createObjectURL(new Blob([logText(lines)], { type: 'text/plain' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = `headrace-execution-${executionId}.log`;
  link.click();
  URL.revokeObjectURL(url);
}
