import { CompletionContext } from '@codemirror/autocomplete';
import { EditorState } from '@codemirror/state';
import { expect, test } from 'vitest';
import { schemaCompletion } from './completion';

const schema = {
  properties: {
    id: { type: 'string' },
    tasks: {
      type: 'array',
      items: { properties: { id: {}, type: { enum: ['io.x.Log'] }, retry: { properties: {} } } },
    },
  },
  required: ['id'],
};

async function complete(marked: string, explicit = true) {
  const doc = marked.replace('|', '');
  const context = new CompletionContext(EditorState.create({ doc }), marked.indexOf('|'), explicit);
  const result = await schemaCompletion(() => Promise.resolve(schema))(context);
  return (
    result && { from: result.from, options: result.options.map(({ label, apply }) => ({ label, apply })) }
  );
}

test('a list is begun below its key, a mapping is indented, a value stays on the line', async () => {
  expect(await complete('|')).toEqual({
    from: 0,
    options: [
      { label: 'id', apply: 'id: ' },
      { label: 'tasks', apply: 'tasks:\n  - ' },
    ],
  });
  const inTask = await complete('tasks:\n  - id: a\n    re|');
  expect(inTask?.options.at(-1)).toEqual({ label: 'retry', apply: 'retry:\n      ' });
});

test('a value takes the place of what was typed of it', async () => {
  expect(await complete('tasks:\n  - type: io.x|')).toEqual({
    from: 17,
    options: [{ label: 'io.x.Log', apply: 'io.x.Log' }],
  });
});

test('a key that has its colon gets no second one', async () => {
  expect((await complete('i|: a'))?.options[0]).toEqual({ label: 'id', apply: 'id' });
});

test('it comes by itself while a word is written, not on an empty line', async () => {
  expect(await complete('id: a\n|', false)).toBeNull();
  expect(await complete('id: a\nta|', false)).not.toBeNull();
  expect(await complete('tasks:\n  - type: |', false)).not.toBeNull();
  expect(await complete('tasks:\n  - type: a text with spaces|')).toBeNull();
});

test('a type that is called what was typed comes before those that only hold the letters', async () => {
  const types = { properties: { type: { enum: ['io.flow.If'] }, other: {} } };
  const log = { properties: { type: { enum: ['io.log.Log'] }, other: {} } };
  const doc = 'type: lo';
  const context = new CompletionContext(EditorState.create({ doc }), doc.length, true);
  const result = await schemaCompletion(() => Promise.resolve({ oneOf: [types, log] }))(context);
  const boosts = result?.options.map(({ label, boost = 0 }) => [label, boost > 0]);
  expect(boosts).toEqual([
    ['io.flow.If', false],
    ['io.log.Log', true],
  ]);
});
