'use client';

import { Autocomplete, Group, MultiSelect, Radio, Select, TagsInput } from '@mantine/core';
import { type FieldProps, textOf } from './field';

const mostListed = 300;
const notFound = 'Nothing matches';

/** One of several values, by the wish of the flow all to be seen at once. */
export function SelectField(props: FieldProps) {
  const { value, input, choices, defaultText, frame, onChange } = props;
  if (input.isRadio && !input.allowCustomValue) return <RadioField {...props} />;
  const text = textOf(value);
  const shared = {
    ...frame,
    limit: mostListed,
    'aria-required': input.required || undefined,
    placeholder: defaultText ?? (choices === null ? 'The list is being made…' : undefined),
  };
  if (input.allowCustomValue)
    return <Autocomplete {...shared} data={distinct(choices ?? [])} value={text} onChange={onChange} />;
  return (
    <Select
      {...shared}
      searchable
      clearable={!input.required || defaultText !== null}
      nothingFoundMessage={choices === null ? 'The list is not known yet' : notFound}
      // A value that the list does not hold any more stays in sight: it is what the error is about.
      data={distinct(text === '' ? (choices ?? []) : [...(choices ?? []), text])}
      value={text === '' ? null : text}
      onChange={(next) => onChange(next ?? '')}
      clearButtonProps={{ 'aria-label': `Clear ${frame.label}` }}
    />
  );
}

function RadioField({ value, input, choices, frame, onChange }: FieldProps) {
  return (
    <Radio.Group {...frame} value={textOf(value)} onChange={onChange}>
      <Group gap="xs" mt={6}>
        {distinct(choices ?? []).map((choice) => (
          <Radio key={choice} value={choice} label={choice} size="xs" mr="xs" />
        ))}
        {!input.required && <Radio value="" label="not set" size="xs" />}
      </Group>
    </Radio.Group>
  );
}

/** Some of several values. */
export function MultiselectField({ value, input, choices, defaultText, frame, onChange }: FieldProps) {
  const chosen = Array.isArray(value) ? [...(value as readonly string[])] : [];
  const shared = {
    ...frame,
    limit: mostListed,
    clearable: true,
    value: chosen,
    onChange,
    placeholder: chosen.length === 0 ? (defaultText ?? undefined) : undefined,
    clearButtonProps: { 'aria-label': `Clear ${frame.label}` },
  };
  if (input.allowCustomValue)
    // A value may hold any sign: only Enter ends it.
    return <TagsInput {...shared} splitChars={[]} data={distinct(choices ?? [])} />;
  return (
    <MultiSelect
      {...shared}
      searchable
      nothingFoundMessage={choices === null ? 'The list is not known yet' : notFound}
      data={distinct([...(choices ?? []), ...chosen])}
    />
  );
}

/** Mantine takes no value twice. */
function distinct(values: readonly string[]): string[] {
  return [...new Set(values)];
}
