import { formatDuration, parseDuration } from '@headrace/flow';
import { type JsonValue, readNumber } from '@headrace/json';
import { GraphQLError, Kind, type ValueNode } from 'graphql';
import { builder } from './builder';

const ISO_INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:?\d{2})$/;

builder.scalarType('DateTime', {
  description: 'An instant in ISO 8601 with milliseconds, such as `2026-01-31T08:30:00.000Z`.',
  serialize: (value) => value.toISOString(),
  parseValue: (value) => {
    const instant = typeof value === 'string' && ISO_INSTANT.test(value) ? new Date(value) : undefined;
    if (!instant || Number.isNaN(instant.getTime()))
      throw new GraphQLError('A DateTime is text such as "2026-01-31T08:30:00Z".');
    return instant;
  },
});

builder.scalarType('Duration', {
  description: 'A length of time in ISO 8601, such as `PT1.5S`.',
  serialize: (value) => formatDuration(value),
  parseValue: (value) => {
    const milliseconds = typeof value === 'string' ? parseDuration(value) : null;
    if (typeof milliseconds !== 'number') throw new GraphQLError('A Duration is text such as "PT1.5S".');
    return milliseconds;
  },
});

builder.scalarType('JSON', {
  description: 'Any JSON value.',
  serialize: (value) => value,
  parseValue: (value) => value,
  parseLiteral: (node, variables) => literalValue(node as ValueNode, variables ?? {}),
});

/** A literal of a document as JSON, with every digit of its numbers. The document is not deep: see `limits`. */
function literalValue(node: ValueNode, variables: Readonly<Record<string, unknown>>): JsonValue | undefined {
  switch (node.kind) {
    case Kind.INT:
    case Kind.FLOAT:
      return readNumber(node.value);
    case Kind.STRING:
    case Kind.ENUM:
    case Kind.BOOLEAN:
      return node.value;
    case Kind.NULL:
      return null;
    case Kind.VARIABLE:
      return variables[node.name.value] as JsonValue | undefined;
    case Kind.LIST:
      return node.values.map((item) => literalValue(item, variables) ?? null);
    case Kind.OBJECT:
      return Object.fromEntries(
        node.fields.flatMap(({ name, value: field }) => {
          const value = literalValue(field, variables);
          return value === undefined ? [] : [[name.value, value]];
        }),
      );
  }
}

builder.scalarType('Cursor', {
  description: 'A place in a list or a feed. Opaque: take it from an answer and hand it back.',
  serialize: (value) => value,
  parseValue: (value) => {
    if (typeof value !== 'string') throw new GraphQLError('A Cursor is text.');
    return value;
  },
});
