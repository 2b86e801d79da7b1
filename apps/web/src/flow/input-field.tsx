'use client';

import type { ReactNode } from 'react';
import { CodeText } from '../ui/code-text';
import { BooleanField } from './field/boolean-field';
import { MultiselectField, SelectField } from './field/choice-field';
import { DurationField } from './field/duration-field';
import { fieldId, type FieldProps } from './field/field';
import { FileField } from './field/file-field';
import { MomentField } from './field/moment-field';
import { NumberField } from './field/number-field';
import { DocumentField, LineField, SecretField, StringField } from './field/text-field';
import { type FormInput, inputLabel } from './form-input';
import { limitsText } from './input-limits';

type Props = Omit<FieldProps, 'frame'> & { error: string | null };

/** One field of the execute form, by the type of the input. */
export function InputField({ error, ...props }: Props) {
  const { input } = props;
  const frame = {
    id: fieldId(input.inputId),
    label: inputLabel(input),
    description: description(input, props.defaultText),
    error: error && <CodeText text={error} />,
    withAsterisk: input.required,
  };
  const Field = fields[input.type];
  return <Field {...props} frame={frame} />;
}

const fields: Record<FormInput['type'], (props: FieldProps) => ReactNode> = {
  STRING: StringField,
  INT: NumberField,
  FLOAT: NumberField,
  BOOLEAN: BooleanField,
  SELECT: SelectField,
  ENUM: SelectField,
  MULTISELECT: MultiselectField,
  ARRAY: DocumentField,
  DATETIME: MomentField,
  DATE: MomentField,
  TIME: MomentField,
  DURATION: DurationField,
  FILE: FileField,
  JSON: DocumentField,
  YAML: DocumentField,
  URI: LineField,
  EMAIL: LineField,
  SECRET: SecretField,
};

function description(input: FormInput, defaultText: string | null): ReactNode {
  const parts = [
    input.description,
    input.type === 'DURATION' && 'ISO 8601, such as PT30M',
    limitsText(input),
    hasNoPlaceholder(input) && defaultText !== null && `${defaultText} by default`,
  ].filter((part) => part);
  return parts.length > 0 ? parts.join(' · ') : undefined;
}

/** Where there is no empty text that a default could stand in for. */
function hasNoPlaceholder({ type, isRadio }: FormInput): boolean {
  return type === 'BOOLEAN' || type === 'DATETIME' || type === 'DATE' || type === 'TIME' || isRadio;
}
