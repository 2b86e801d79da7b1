import {
  hasExpression,
  type INPUT_TYPES,
  type Input,
  type InputDependency,
  parseDuration,
} from '@headrace/flow';
import { builder } from '../builder';
import { describedEnum } from '../described';

export const InputType = describedEnum<(typeof INPUT_TYPES)[number]>(
  'InputType',
  'Types of inputs and outputs, as documents spell them.',
  {
    STRING: 'A text.',
    INT: 'A whole number.',
    FLOAT: 'A number.',
    BOOLEAN: '`true` or `false`.',
    DATETIME: 'An instant.',
    DATE: 'A day.',
    TIME: 'A time of day.',
    DURATION: 'A length of time.',
    FILE: 'A file, of which expressions see the address.',
    JSON: 'Any value, written as JSON.',
    YAML: 'Any value, written as YAML.',
    URI: 'An address.',
    EMAIL: 'A mail address.',
    SECRET: 'A text that is encrypted and masked.',
    SELECT: 'One text of a list.',
    ENUM: 'One text of a list, in the older spelling.',
    MULTISELECT: 'Some texts of a list.',
    ARRAY: 'A list of values of one type.',
  },
);

const InputDependencyObject = builder.objectRef<InputDependency>('InputDependency').implement({
  description: 'When an input is asked for at all.',
  fields: (t) => ({
    inputIds: t.stringList({
      description: 'Ids of inputs. If one of them is not asked for, neither is this one.',
      resolve: ({ inputs }) => [...inputs],
    }),
    condition: t.string({
      nullable: true,
      description: 'An expression over these inputs that must give `true`.',
      resolve: ({ condition }) => condition,
    }),
  }),
});

export const FlowInput = builder.objectRef<Input>('FlowInput').implement({
  description: 'What an execution asks for at its start.',
  fields: (t) => ({
    inputId: t.exposeString('id', { description: 'Its id in the flow.' }),
    type: t.expose('type', { type: InputType, description: 'What kind of value it takes.' }),
    displayName: t.string({
      nullable: true,
      description: 'What to call it in a form.',
      resolve: (input) => input.displayName,
    }),
    description: t.string({
      nullable: true,
      description: 'What it is for, as its author says.',
      resolve: (input) => input.description,
    }),
    required: t.exposeBoolean('required', { description: 'Whether it needs a value.' }),
    defaults: t.field({
      type: 'JSON',
      nullable: true,
      description: 'As written, so it may be an expression. That of a SECRET is not told.',
      resolve: (input) => (input.type === 'SECRET' ? undefined : input.defaults),
    }),
    prefill: t.field({
      type: 'JSON',
      nullable: true,
      description: 'What a form starts with; it is no default. That of a SECRET is not told.',
      resolve: (input) => (input.type === 'SECRET' ? undefined : input.prefill),
    }),
    validator: t.string({
      nullable: true,
      description: 'A regular expression that must match the whole text. Of STRING and SECRET.',
      resolve: (input) => (input.type === 'STRING' || input.type === 'SECRET' ? input.validator : undefined),
    }),
    min: t.float({
      nullable: true,
      description: 'Inclusive. Of INT and FLOAT.',
      resolve: (input) => (isNumber(input) ? input.min : undefined),
    }),
    max: t.float({
      nullable: true,
      description: 'Inclusive. Of INT and FLOAT.',
      resolve: (input) => (isNumber(input) ? input.max : undefined),
    }),
    minDuration: t.field({
      type: 'Duration',
      nullable: true,
      description: 'Inclusive. Of DURATION.',
      resolve: (input) => (input.type === 'DURATION' ? parseDuration(input.min ?? '') : undefined),
    }),
    maxDuration: t.field({
      type: 'Duration',
      nullable: true,
      description: 'Inclusive. Of DURATION.',
      resolve: (input) => (input.type === 'DURATION' ? parseDuration(input.max ?? '') : undefined),
    }),
    after: t.string({
      nullable: true,
      description: 'The earliest value, as written. Of DATETIME, DATE and TIME.',
      resolve: (input) => (isMoment(input) ? input.after : undefined),
    }),
    before: t.string({
      nullable: true,
      description: 'The latest value, as written. Of DATETIME, DATE and TIME.',
      resolve: (input) => (isMoment(input) ? input.before : undefined),
    }),
    values: t.stringList({
      nullable: true,
      description:
        'What may be chosen. Of SELECT, ENUM and MULTISELECT; null where an expression gives it: ask `validateInputs`.',
      resolve: (input) => (isChoice(input) && input.values ? [...input.values] : undefined),
    }),
    itemType: t.field({
      type: InputType,
      nullable: true,
      description: 'Type of the elements. Of ARRAY and MULTISELECT.',
      resolve: (input) =>
        input.type === 'ARRAY' || input.type === 'MULTISELECT' ? input.itemType : undefined,
    }),
    allowCustomValue: t.boolean({
      description: 'Whether values that are not in the list are taken too.',
      resolve: (input) => isChoice(input) && input.allowCustomValue,
    }),
    isRadio: t.boolean({
      description: 'Whether all choices should be seen at once.',
      resolve: (input) => 'isRadio' in input && input.isRadio,
    }),
    extension: t.string({
      nullable: true,
      description: 'Such as `.csv`. Of FILE.',
      resolve: (input) => (input.type === 'FILE' ? input.extension : undefined),
    }),
    dependsOn: t.field({
      type: InputDependencyObject,
      nullable: true,
      description: 'When it is asked for; null where it always is.',
      resolve: (input) => input.dependsOn,
    }),
    isComputed: t.boolean({
      description:
        'Whether its list, its default or whether it is asked for is known only to the server: a form must ask `validateInputs`.',
      resolve: isComputed,
    }),
  }),
});

type OfType<Type extends Input['type']> = Extract<Input, { type: Type }>;

function isNumber(input: Input): input is OfType<'INT'> | OfType<'FLOAT'> {
  return input.type === 'INT' || input.type === 'FLOAT';
}

function isMoment(input: Input): input is OfType<'DATETIME'> | OfType<'DATE'> | OfType<'TIME'> {
  return input.type === 'DATETIME' || input.type === 'DATE' || input.type === 'TIME';
}

function isChoice(input: Input): input is OfType<'SELECT' | 'ENUM'> | OfType<'MULTISELECT'> {
  return input.type === 'SELECT' || input.type === 'ENUM' || input.type === 'MULTISELECT';
}

/** Says nothing about the default of a secret, not even that there is one. */
function isComputed(input: Input): boolean {
  if (input.dependsOn !== undefined) return true;
  if (input.type === 'SECRET') return false;
  return hasExpression(input.defaults) || (isChoice(input) && input.expression !== undefined);
}
