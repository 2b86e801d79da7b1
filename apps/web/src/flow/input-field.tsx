'use client';

import { Input, NumberInput, SegmentedControl, TextInput } from '@mantine/core';
import { type FormInput, type FormValue, limitsText } from './execute-form';

interface Props {
  input: FormInput;
  value: FormValue;
  error: string | undefined;
  autoFocus: boolean;
  onChange(value: FormValue): void;
}

/** One field of the execute form, by the type of the input. */
export function InputField({ input, value, error, autoFocus, onChange }: Props) {
  const id = `input-${input.inputId}`;
  const shared = {
    id,
    label: input.displayName ?? input.inputId,
    error,
    withAsterisk: input.required,
    'data-autofocus': autoFocus || undefined,
  };
  switch (input.type) {
    case 'STRING':
      return (
        <TextInput
          {...shared}
          description={joined(input.description, input.validator && `must match ${input.validator}`)}
          value={typeof value === 'string' ? value : ''}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      );
    case 'INT':
      return (
        <NumberInput
          {...shared}
          description={joined(input.description, limitsText(input))}
          allowDecimal={false}
          clampBehavior="none"
          min={input.min ?? undefined}
          max={input.max ?? undefined}
          value={typeof value === 'number' ? value : ''}
          onChange={(next) => onChange(typeof next === 'number' ? next : undefined)}
        />
      );
    case 'BOOLEAN':
      return (
        <Input.Wrapper {...shared} labelElement="div" description={input.description}>
          <div>
            <SegmentedControl
              mt={4}
              size="sm"
              aria-label={shared.label}
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
}

function joined(...parts: (string | null)[]): string | undefined {
  return parts.filter((part) => part).join(' · ') || undefined;
}
