'use client';

import { ActionIcon, Button, TextInput } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import type { FormLabel } from './form-label';
import classes from './label-rows.module.css';

interface Props {
  labels: readonly FormLabel[];
  error: string | undefined;
  onChange(labels: readonly FormLabel[]): void;
}

/** Rows of key and value for the labels of an execution. */
export function LabelRows({ labels, error, onChange }: Props) {
  const change = (at: number, changes: Partial<FormLabel>) =>
    onChange(labels.map((label, index) => (index === at ? { ...label, ...changes } : label)));
  return (
    <fieldset className={classes.rows}>
      <legend>Labels</legend>
      {labels.map((label, index) => (
        // Rows have no identity of their own: they are only added at the end.
        <div key={index} className={classes.row}>
          <TextInput
            aria-label={`Label ${index + 1}, key`}
            placeholder="key"
            value={label.key}
            onChange={(event) => change(index, { key: event.currentTarget.value })}
          />
          <TextInput
            aria-label={`Label ${index + 1}, value`}
            placeholder="value"
            value={label.value}
            onChange={(event) => change(index, { value: event.currentTarget.value })}
          />
          <ActionIcon
            size={34}
            aria-label={`Remove label ${index + 1}`}
            onClick={() => onChange(labels.filter((_, other) => other !== index))}
          >
            <IconX size={16} />
          </ActionIcon>
        </div>
      ))}
      {error && (
        <p className={classes.error} role="alert">
          {error}
        </p>
      )}
      <Button
        size="xs"
        variant="default"
        leftSection={<IconPlus size={14} />}
        onClick={() => onChange([...labels, { key: '', value: '' }])}
      >
        Add a label
      </Button>
    </fieldset>
  );
}
