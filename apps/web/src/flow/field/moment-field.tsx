'use client';

import { TextInput } from '@mantine/core';
import { hasSeconds, localOf, zoneText } from '../form-moment';
import { type FieldProps, textOf } from './field';

/** A date, a time of day, or both: the pickers of the browser speak the reader's language and every screen reader knows them. */
export function MomentField({ value, input, frame, onChange }: FieldProps) {
  const text = textOf(value);
  const isInstant = input.type === 'DATETIME';
  const bound = (written: string | null) =>
    isInstant && written ? localOf(written) : (written ?? undefined);
  // Browsers ask for seconds only when the step is that small, and then want them from everybody.
  const wantsSeconds = [text, input.after, input.before].some(hasSeconds);
  return (
    <TextInput
      {...frame}
      type={isInstant ? 'datetime-local' : input.type === 'DATE' ? 'date' : 'time'}
      step={input.type !== 'DATE' && wantsSeconds ? 1 : undefined}
      min={bound(input.after)}
      max={bound(input.before)}
      aria-required={input.required || undefined}
      rightSection={isInstant ? zoneText(text) : undefined}
      rightSectionWidth={isInstant ? 92 : undefined}
      styles={{ section: { color: 'var(--hr-muted)', fontSize: 12 } }}
      value={text}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
