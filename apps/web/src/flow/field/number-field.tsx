'use client';

import { NumberInput } from '@mantine/core';
import { type FieldProps, textOf } from './field';

/** A number as its text: as a number it would be rounded beyond 2^53, before the server could refuse it. */
export function NumberField({ value, input, defaultText, frame, onChange }: FieldProps) {
  return (
    <NumberInput
      {...frame}
      allowDecimal={input.type === 'FLOAT'}
      step={input.type === 'FLOAT' ? 0.1 : 1}
      clampBehavior="none"
      trimLeadingZeroesOnBlur={false}
      min={input.min ?? undefined}
      max={input.max ?? undefined}
      placeholder={defaultText ?? undefined}
      aria-required={input.required || undefined}
      value={textOf(value)}
      onValueChange={({ value: text }, { source }) => {
        // `prop` is our own text coming back.
        if (source !== 'prop') onChange(text);
      }}
    />
  );
}
