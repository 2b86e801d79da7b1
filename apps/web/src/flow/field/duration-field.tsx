'use client';

import { TextInput } from '@mantine/core';
import { isoDurationWords } from '../../ui/iso-duration';
import { type FieldProps, textOf } from './field';

/** An ISO duration, with what it says in words beside it. */
export function DurationField({ value, input, defaultText, frame, onChange }: FieldProps) {
  const text = textOf(value);
  const words = isoDurationWords(text === '' ? (defaultText ?? '') : text);
  return (
    <TextInput
      {...frame}
      placeholder={defaultText ?? 'PT30M'}
      autoComplete="off"
      spellCheck={false}
      aria-required={input.required || undefined}
      rightSection={<output htmlFor={frame.id}>{words && `= ${words}`}</output>}
      rightSectionWidth={150}
      styles={{
        section: { justifyContent: 'flex-end', paddingRight: 12, color: 'var(--hr-muted)', fontSize: 12 },
      }}
      value={text}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
