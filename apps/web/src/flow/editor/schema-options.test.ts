import { describe, expect, test } from 'vitest';
import { optionsAt } from './schema-options';
import { placeAt } from './yaml-place';

const text = { type: ['string', 'number', 'boolean'] };
const task = { id: text, disabled: { anyOf: [{ type: 'boolean' }, { type: 'null' }] } };
const schema = {
  type: 'object',
  properties: {
    id: { ...text, description: 'Names the flow.' },
    labels: { type: 'object', additionalProperties: text },
    inputs: {
      anyOf: [{ type: 'array', items: { $ref: '#/$defs/input' } }, { type: 'null' }],
    },
    tasks: { type: 'array', items: { $ref: '#/$defs/task' } },
  },
  required: ['id', 'tasks'],
  $defs: {
    input: {
      oneOf: [
        { type: 'object', properties: { id: text, type: { const: 'INT' }, max: text }, required: ['type'] },
        { type: 'object', properties: { id: text, type: { enum: ['BOOL', 'BOOLEAN'] } } },
      ],
    },
    task: {
      oneOf: [
        {
          type: 'object',
          properties: {
            ...task,
            type: { $ref: '#/$defs/log' },
            message: text,
            retry: { $ref: '#/$defs/retry' },
          },
          required: ['id', 'type', 'message'],
        },
        {
          type: 'object',
          properties: { ...task, type: { const: 'io.x.Parallel' }, tasks: { $ref: '#/properties/tasks' } },
          required: ['id', 'type', 'tasks'],
        },
      ],
    },
    log: { enum: ['io.x.Log', 'io.old.Echo'], description: 'Writes a line.' },
    retry: {
      oneOf: [
        { type: 'object', properties: { type: { const: 'constant' }, interval: text } },
        { type: 'object', properties: { type: { const: 'random' }, minInterval: text } },
      ],
    },
  },
};

function labels(marked: string): string[] {
  const offset = marked.indexOf('|');
  const lines = marked.replace('|', '').split('\n');
  const index = marked.slice(0, offset).split('\n').length - 1;
  const place = placeAt(lines, index, offset - (marked.lastIndexOf('\n', offset - 1) + 1));
  return place ? optionsAt(schema, place).map(({ label }) => label) : [];
}

describe('what may be written', () => {
  const rows = [
    { name: 'the keys of a flow that are missing', at: 'id: a\n|', gives: ['labels', 'inputs', 'tasks'] },
    {
      name: 'types of tasks, without their older spellings',
      at: 'tasks:\n  - id: a\n    type: |',
      gives: ['io.x.Log', 'io.x.Parallel'],
    },
    {
      name: 'types again while one is written',
      at: 'tasks:\n  - id: a\n    type: io.x.Log|',
      gives: ['io.x.Log', 'io.x.Parallel'],
    },
    {
      name: 'all short names of an input type',
      at: 'inputs:\n  - type: |',
      gives: ['INT', 'BOOL', 'BOOLEAN'],
    },
    { name: 'without a type, what all take', at: 'tasks:\n  - |', gives: ['id', 'disabled', 'type'] },
    {
      name: 'with a type, all that it takes',
      at: 'tasks:\n  - id: a\n    type: io.x.Log\n    |',
      gives: ['disabled', 'message', 'retry'],
    },
    {
      name: 'an older spelling is understood',
      at: 'tasks:\n  - type: io.old.Echo\n    |',
      gives: ['id', 'disabled', 'message', 'retry'],
    },
    { name: 'yes and no', at: 'tasks:\n  - disabled: |', gives: ['true', 'false'] },
    {
      name: 'a mapping of a task, by the type below it',
      at: 'tasks:\n  - id: a\n    retry:\n      type: random\n      |\n    type: io.x.Log',
      gives: ['minInterval'],
    },
    {
      name: 'tasks in tasks',
      at: 'tasks:\n  - type: io.x.Parallel\n    tasks:\n      - id: b\n        type: |',
      gives: ['io.x.Log', 'io.x.Parallel'],
    },
    { name: 'between braces', at: 'inputs:\n  - { type: INT, |', gives: ['id', 'max'] },
    { name: 'nothing where names are free', at: 'labels:\n  |', gives: [] },
    { name: 'nothing for a text', at: 'id: |', gives: [] },
    { name: 'nothing where nothing is known', at: 'nowhere:\n  deep:\n    |', gives: [] },
  ];
  test.each(rows)('$name', ({ at, gives }) => expect(labels(at)).toEqual(gives));

  test('a key says what it holds, whether it must be there, and why', () => {
    const place = placeAt([''], 0, 0);
    expect(place && optionsAt(schema, place)).toEqual([
      {
        kind: 'key',
        label: 'id',
        holds: 'value',
        detail: null,
        description: 'Names the flow.',
        isRequired: true,
      },
      { kind: 'key', label: 'labels', holds: 'mapping', detail: null, description: null, isRequired: false },
      { kind: 'key', label: 'inputs', holds: 'list', detail: null, description: null, isRequired: false },
      { kind: 'key', label: 'tasks', holds: 'list', detail: null, description: null, isRequired: true },
    ]);
  });

  test('a schema that refers to itself for ever ends', () => {
    const place = placeAt(['a: '], 0, 3);
    const endless = { $ref: '#/$defs/a', $defs: { a: { anyOf: [{ $ref: '#/$defs/a' }] } } };
    expect(place && optionsAt(endless, place)).toEqual([]);
  });
});
