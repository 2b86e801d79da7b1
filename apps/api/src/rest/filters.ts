import { illegalArgument } from './errors';

/** Kestra's operations of `filters[field][OPERATION]=value`. */
const OPERATIONS = [
  'EQUALS',
  'NOT_EQUALS',
  'IN',
  'NOT_IN',
  'CONTAINS',
  'STARTS_WITH',
  'ENDS_WITH',
  'PREFIX',
  'REGEX',
  'GREATER_THAN',
  'GREATER_THAN_OR_EQUAL_TO',
  'LESS_THAN',
  'LESS_THAN_OR_EQUAL_TO',
] as const;

export type Operation = (typeof OPERATIONS)[number];

export interface Filter<Field extends string> {
  readonly field: Field;
  readonly operation: Operation;
  /** Of `filters[labels][EQUALS][key]=value`. */
  readonly key: string | null;
  /** One of `EQUALS` and its kind, many of `IN` (separated by commas, or given many times). */
  readonly values: readonly string[];
  /** As it was written, for messages. */
  readonly name: string;
}

const NAME = /^filters\[([^[\]]+)\]\[([A-Z_]+)\](?:\[(.+)\])?$/;

/** Reads `filters[field][OPERATION]=value`. @throws RestError (422) that names what cannot be read */
export function readFilters<Field extends string>(
  given: URLSearchParams,
  fields: readonly Field[],
): readonly Filter<Field>[] {
  return [...new Set(given.keys())]
    .filter((name) => name.startsWith('filters['))
    .map((name) => {
      const [, field = '', operation = '', key = null] = NAME.exec(name) ?? [];
      if (!NAME.test(name))
        throw illegalArgument(`the filter '${name}' is not written filters[field][OPERATION]`);
      if (!isOneOf(fields, field))
        throw illegalArgument(`Unsupported field '${field}'. Expected one of: [${fields.join(', ')}]`);
      if (!isOneOf(OPERATIONS, operation))
        throw illegalArgument(
          `Unsupported operation '${operation}' of '${name}'. Expected one of: [${OPERATIONS.join(', ')}]`,
        );
      const isList = operation === 'IN' || operation === 'NOT_IN';
      const values = given.getAll(name).flatMap((value) => (isList ? value.split(',') : [value]));
      if (!isList && values.length > 1) throw illegalArgument(`the filter '${name}' must be given once`);
      if (field !== 'q' && values.some((value) => value === ''))
        throw illegalArgument(`the filter '${name}' must not be empty`);
      return { field, operation, key, values, name };
    });
}

/** The answer to an operation that a field does not have, or not yet: to leave it out would list what nobody asked for. */
export function unsupported({ name }: Filter<string>) {
  return illegalArgument(`the filter '${name}' cannot be applied with this version yet`);
}

function isOneOf<Name extends string>(names: readonly Name[], name: string): name is Name {
  return (names as readonly string[]).includes(name);
}
