'use client';

import { TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useEffect, useState } from 'react';

interface Props {
  value: string;
  onChange(value: string): void;
  label: string;
  placeholder: string;
  className?: string;
}

/** A search box that tells its value when the typing rests. */
export function SearchField({ value, onChange, label, placeholder, className }: Props) {
  const [typed, setTyped] = useState(value);
  const tell = useDebouncedCallback(onChange, 200);
  // The value also changes from outside ("clear the filters", back in the history).
  useEffect(() => setTyped(value), [value]);
  return (
    <TextInput
      className={className}
      aria-label={label}
      placeholder={placeholder}
      leftSection={<IconSearch size={16} />}
      value={typed}
      onChange={(event) => {
        setTyped(event.currentTarget.value);
        tell(event.currentTarget.value);
      }}
    />
  );
}
