'use client';

import { FileInput, TextInput, UnstyledButton } from '@mantine/core';
import { IconFile, IconUpload } from '@tabler/icons-react';
import { useState } from 'react';
import { sizeText } from '../../ui/size';
import { acceptedFiles } from '../form-input';
import { type FieldProps, textOf } from './field';
import classes from './file-field.module.css';

/** A file of this computer; or the address of one that is stored already. */
export function FileField({ value, input, frame, onChange }: FieldProps) {
  const [byAddress, setByAddress] = useState(textOf(value) !== '');
  const toggle = () => {
    setByAddress(!byAddress);
    onChange(undefined);
  };
  return (
    <div>
      {byAddress ? (
        <TextInput
          {...frame}
          placeholder="kestra:///…"
          autoComplete="off"
          spellCheck={false}
          aria-required={input.required || undefined}
          value={textOf(value)}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      ) : (
        <FileInput
          {...frame}
          // A button with a label alone would not say which file was chosen.
          aria-labelledby={`${frame.id}-label ${frame.id}`}
          placeholder="Choose a file"
          accept={acceptedFiles(input)}
          leftSection={value instanceof File ? <IconFile size={16} /> : <IconUpload size={16} />}
          clearable
          clearButtonProps={{ 'aria-label': `Clear ${frame.label}` }}
          valueComponent={ChosenFile}
          value={value instanceof File ? value : null}
          onChange={(file) => onChange(file ?? undefined)}
        />
      )}
      <UnstyledButton className={classes.other} onClick={toggle}>
        {byAddress ? 'Send a file instead' : 'Use a stored file instead'}
      </UnstyledButton>
    </div>
  );
}

function ChosenFile({ value }: { value: null | File | File[] }) {
  const file = Array.isArray(value) ? value[0] : value;
  return (
    <span className={classes.chosen}>
      <span className={classes.name}>{file?.name}</span>
      <span className={classes.size}>{file && sizeText(file.size)}</span>
    </span>
  );
}
