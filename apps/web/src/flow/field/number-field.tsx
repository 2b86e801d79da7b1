'use client';

import { NumberInput } from '@mantine/core';
import type { ClipboardEvent } from 'react';
import { plainDecimal } from '../plain-decimal';
import { type FieldProps, textOf } from './field';

/** A number as its text: as a number it would be rounded beyond 2^53, before the server could refuse it. */
export function NumberField({ value, input, defaultText, frame, onChange }: FieldProps) {
  // The field takes digits only: of `1e5` it would keep 15.
  const onPaste = (event: ClipboardEvent) => {
    const plain = plainDecimal(event.clipboardData.getData('text'));
    if (plain === null) return;
    event.preventDefault();
    event.stopPropagation();
    onChange(plain);
  };
  return (
    <NumberInput
      {...frame}
      wrapperProps={{ onPasteCapture: onPaste }}
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
