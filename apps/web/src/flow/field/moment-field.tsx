'use client';

import { TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
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
      description={isInstant ? zoned(frame.description, text) : frame.description}
      type={isInstant ? 'datetime-local' : input.type === 'DATE' ? 'date' : 'time'}
      step={input.type !== 'DATE' && wantsSeconds ? 1 : undefined}
      min={bound(input.after)}
      max={bound(input.before)}
      aria-required={input.required || undefined}
      value={text}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}

/** An instant is told in the zone of the browser, and which that is. */
function zoned(description: ReactNode, text: string): ReactNode {
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  return (
    <>
      {description}
      {description && ' · '}
      in {timeZone}, {zoneText(text)}
    </>
  );
}
