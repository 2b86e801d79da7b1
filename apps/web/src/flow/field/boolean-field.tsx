'use client';

import { Input, SegmentedControl } from '@mantine/core';
import type { FieldProps } from './field';

export function BooleanField({ value, input, frame, onChange }: FieldProps) {
  const describedBy = [frame.error && `${frame.id}-error`, frame.description && `${frame.id}-description`];
  return (
    <Input.Wrapper {...frame} labelElement="div">
      <div>
        <SegmentedControl
          mt={4}
          size="sm"
          aria-labelledby={`${frame.id}-label`}
          aria-describedby={describedBy.filter(Boolean).join(' ') || undefined}
          aria-invalid={Boolean(frame.error) || undefined}
          aria-required={input.required || undefined}
          data={[
            { label: 'true', value: 'true' },
            { label: 'false', value: 'false' },
            ...(input.required ? [] : [{ label: 'not set', value: '' }]),
          ]}
          value={value === undefined ? '' : String(value)}
          onChange={(next) => onChange(next === '' ? undefined : next === 'true')}
        />
      </div>
    </Input.Wrapper>
  );
}
