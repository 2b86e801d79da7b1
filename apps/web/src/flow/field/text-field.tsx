'use client';

import { PasswordInput, Textarea, TextInput } from '@mantine/core';
import type { KeyboardEvent } from 'react';
import { type FieldProps, textOf } from './field';

/** A text that is one line until it has more: Enter starts the execution while it is one, Shift+Enter begins another. */
export function StringField({ value, input, defaultText, frame, onChange }: FieldProps) {
  const text = textOf(value);
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    const isPlain = !event.shiftKey && !event.ctrlKey && !event.metaKey && !event.altKey;
    if (event.key !== 'Enter' || !isPlain || text.includes('\n') || event.nativeEvent.isComposing) return;
    event.preventDefault();
    event.currentTarget.form?.requestSubmit();
  };
  return (
    <Textarea
      {...frame}
      autosize
      minRows={1}
      maxRows={12}
      // As high as the fields beside it while it is one line.
      styles={{ input: { paddingBlock: 'calc((var(--input-height) - 2px - 1lh) / 2)' } }}
      enterKeyHint="go"
      placeholder={defaultText ?? undefined}
      aria-required={input.required || undefined}
      value={text}
      onKeyDown={onKeyDown}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}

/** A text of one line with a form of its own. The server judges it: browsers know other rules. */
export function LineField({ value, input, defaultText, frame, onChange }: FieldProps) {
  const isEmail = input.type === 'EMAIL';
  return (
    <TextInput
      {...frame}
      inputMode={isEmail ? 'email' : 'url'}
      autoComplete="off"
      autoCapitalize="none"
      spellCheck={false}
      placeholder={defaultText ?? (isEmail ? 'name@example.com' : 'https://example.com/path')}
      aria-required={input.required || undefined}
      value={textOf(value)}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}

export function SecretField({ value, input, defaultText, frame, onChange }: FieldProps) {
  return (
    <PasswordInput
      {...frame}
      // Browsers must neither fill in nor offer to keep what is no password of this page.
      autoComplete="new-password"
      placeholder={defaultText ?? undefined}
      aria-required={input.required || undefined}
      visibilityToggleFocusable
      visibilityToggleButtonProps={{ 'aria-label': `Show or hide ${frame.label}` }}
      value={textOf(value)}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}

/** A document or a list, as text; what is wrong with it says the server. */
export function DocumentField({ value, input, defaultText, frame, onChange }: FieldProps) {
  return (
    <Textarea
      {...frame}
      autosize
      minRows={input.type === 'ARRAY' ? 2 : 4}
      maxRows={18}
      spellCheck={false}
      autoCapitalize="none"
      styles={{ input: { fontFamily: 'var(--hr-mono)', fontSize: 12.5, lineHeight: 1.6 } }}
      placeholder={defaultText ?? example(input)}
      aria-required={input.required || undefined}
      value={textOf(value)}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}

function example({ type, itemType }: FieldProps['input']): string {
  if (type === 'JSON') return '{\n  "key": "value"\n}';
  if (type === 'YAML') return 'key: value';
  if (itemType === 'INT' || itemType === 'FLOAT') return '[1, 2]';
  return itemType === 'BOOLEAN' ? '[true, false]' : '["one", "two"]';
}
