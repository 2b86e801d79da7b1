import { formatDuration, parseDuration } from '@headrace/flow';
import { GraphQLError, type ValueNode, valueFromASTUntyped } from 'graphql';
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
  parseLiteral: (node, variables) => valueFromASTUntyped(node as ValueNode, variables),
});

builder.scalarType('Cursor', {
  description: 'A place in a list or a feed. Opaque: take it from an answer and hand it back.',
  serialize: (value) => value,
  parseValue: (value) => {
    if (typeof value !== 'string') throw new GraphQLError('A Cursor is text.');
    return value;
  },
});
