import type { ReactNode } from 'react';
import type { FormInput } from '../form-input';
import type { FormValue } from '../form-value';

/** What every field of the execute form gets. */
export interface FieldProps {
  input: FormInput;
  value: FormValue;
  /** What may be chosen; null while it is not known. */
  choices: readonly string[] | null;
  /** What counts when the field is left empty; null when nothing does. */
  defaultText: string | null;
  /** Label, description and error, for Mantine's input wrapper. */
  frame: FieldFrame;
  onChange(value: FormValue): void;
}

export interface FieldFrame {
  id: string;
  label: string;
  description: ReactNode;
  error: ReactNode;
  withAsterisk: boolean;
}

/** Of a field, to find it again after the server refused its value. */
export function fieldId(inputId: string): string {
  return `input-${inputId}`;
}

export function textOf(value: FormValue): string {
  return typeof value === 'string' ? value : '';
}
