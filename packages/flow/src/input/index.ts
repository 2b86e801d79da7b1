import { z } from 'zod';
import {
  type ArrayInput,
  arrayInputSchema,
  type MultiselectInput,
  multiselectInputSchema,
  type SelectInput,
  selectInputSchema,
} from './choice-input';
import {
  type FileInput,
  fileInputSchema,
  type JsonInput,
  jsonInputSchema,
  type YamlInput,
  yamlInputSchema,
} from './document-input';
import {
  type BooleanInput,
  booleanInputSchema,
  type EmailInput,
  emailInputSchema,
  type FloatInput,
  floatInputSchema,
  type IntInput,
  intInputSchema,
  type SecretInput,
  secretInputSchema,
  type StringInput,
  stringInputSchema,
  type UriInput,
  uriInputSchema,
} from './scalar-input';
import {
  type DateInput,
  dateInputSchema,
  type DateTimeInput,
  dateTimeInputSchema,
  type DurationInput,
  durationInputSchema,
  type TimeInput,
  timeInputSchema,
} from './time-input';

/** What an execution asks for at its start. */
export type Input =
  | StringInput
  | IntInput
  | FloatInput
  | BooleanInput
  | SelectInput
  | MultiselectInput
  | ArrayInput
  | DateTimeInput
  | DateInput
  | TimeInput
  | DurationInput
  | FileInput
  | JsonInput
  | YamlInput
  | UriInput
  | EmailInput
  | SecretInput;

export const INPUT_TYPES = [
  'STRING',
  'INT',
  'FLOAT',
  'BOOLEAN',
  'SELECT',
  'ENUM',
  'MULTISELECT',
  'ARRAY',
  'DATETIME',
  'DATE',
  'TIME',
  'DURATION',
  'FILE',
  'JSON',
  'YAML',
  'URI',
  'EMAIL',
  'SECRET',
] as const satisfies readonly Input['type'][];

/** One of `inputs`. `name` is an older spelling of `id`. */
export const inputSchema: z.ZodType<Input> = z.preprocess(
  nameToId,
  z.discriminatedUnion('type', [
    stringInputSchema,
    intInputSchema,
    floatInputSchema,
    booleanInputSchema,
    selectInputSchema,
    multiselectInputSchema,
    arrayInputSchema,
    dateTimeInputSchema,
    dateInputSchema,
    timeInputSchema,
    durationInputSchema,
    fileInputSchema,
    jsonInputSchema,
    yamlInputSchema,
    uriInputSchema,
    emailInputSchema,
    secretInputSchema,
  ]),
);

function nameToId(written: unknown): unknown {
  if (typeof written !== 'object' || written === null || Array.isArray(written)) return written;
  if (!('name' in written) || 'id' in written) return written;
  const { name, ...rest } = written;
  return { ...rest, id: name };
}
