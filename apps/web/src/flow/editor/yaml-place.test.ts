import { describe, expect, test } from 'vitest';
import { placeAt } from './yaml-place';

/** The place of the mark `|` in a text, as a path with the keys that are written beside it. */
function at(marked: string) {
  const offset = marked.indexOf('|');
  const text = marked.replace('|', '');
  const lines = text.split('\n');
  const index = marked.slice(0, offset).split('\n').length - 1;
  const column = offset - (marked.lastIndexOf('\n', offset - 1) + 1);
  const place = placeAt(lines, index, column);
  if (!place) return null;
  const path = place.levels.map(({ step }) =>
    step.kind === 'key' ? step.name : step.kind === 'item' ? '-' : '$',
  );
  return {
    path: path.join(' '),
    key: place.key,
    typed: place.typed,
    beside: [...(place.levels.at(-1)?.entries ?? [])].map(([name, value]) => `${name}=${value}`),
  };
}

describe('where a cursor stands in YAML', () => {
  const rows: { name: string; text: string; expected: ReturnType<typeof at> }[] = [
    { name: 'an empty document', text: '|', expected: { path: '$', key: null, typed: '', beside: [] } },
    {
      name: 'a key that is begun',
      text: 'id: a\nnames|',
      expected: { path: '$', key: null, typed: 'names', beside: ['id=a'] },
    },
    {
      name: 'keys below count too',
      text: 'd|\nid: a\ntasks:\n  - id: b\nlabels: {}',
      expected: { path: '$', key: null, typed: 'd', beside: ['id=a', 'tasks=', 'labels={}'] },
    },
    {
      name: 'a value',
      text: 'id: a\ndisabled: tr|',
      expected: { path: '$', key: 'disabled', typed: 'tr', beside: ['id=a'] },
    },
    {
      name: 'a blank line of a list item',
      text: 'tasks:\n  - id: a\n    type: io.x.Log\n    |\n  - id: b',
      expected: { path: '$ tasks -', key: null, typed: '', beside: ['type=io.x.Log', 'id=a'] },
    },
    {
      name: 'a list as far left as its key',
      text: 'tasks:\n- id: a\n  ty|\n- id: b\n  type: other',
      expected: { path: '$ tasks -', key: null, typed: 'ty', beside: ['id=a'] },
    },
    {
      name: 'the type of an item, with what comes after',
      text: 'tasks:\n  - id: a\n    type: io.|\n    message: hi',
      expected: { path: '$ tasks -', key: 'type', typed: 'io.', beside: ['id=a', 'message=hi'] },
    },
    {
      name: 'behind a dash',
      text: 'tasks:\n  - |\n    id: a',
      expected: { path: '$ tasks -', key: null, typed: '', beside: ['id=a'] },
    },
    {
      name: 'a mapping in an item, whose type stands below',
      text: 'tasks:\n  - id: a\n    retry:\n      ty|\n    type: "io.x.Log" # the type\n',
      expected: { path: '$ tasks - retry', key: null, typed: 'ty', beside: [] },
    },
    {
      name: 'tasks in tasks',
      text: 'tasks:\n  - id: a\n    type: P\n    tasks:\n      - id: b\n        type: S\n        m|',
      expected: { path: '$ tasks - tasks -', key: null, typed: 'm', beside: ['type=S', 'id=b'] },
    },
    {
      name: 'between braces',
      text: 'inputs:\n  - { id: a, type: S|, required: false }',
      expected: { path: '$ inputs -', key: 'type', typed: 'S', beside: ['id=a', 'required=false'] },
    },
    {
      name: 'between the braces of a key',
      text: 'tasks:\n  - id: a\n    retry: { type: constant, in|',
      expected: { path: '$ tasks - retry', key: null, typed: 'in', beside: ['type=constant'] },
    },
    {
      name: 'what is broken above does not matter',
      text: 'id: [a\nlabels: {x\ntasks:\n  - id: "a\n    ty|',
      expected: { path: '$ tasks -', key: null, typed: 'ty', beside: ['id="a'] },
    },
    {
      name: 'a comment line between does not end a mapping',
      text: 'tasks:\n  - id: a\n# note\n\n    ty|',
      expected: { path: '$ tasks -', key: null, typed: 'ty', beside: ['id=a'] },
    },
    { name: 'a comment', text: 'id: a # no|', expected: null },
  ];
  test.each(rows)('$name', ({ text, expected }) => expect(at(text)).toEqual(expected));

  test('the keys of the mappings around it are known, wherever they stand', () => {
    const text = 'tasks:\n  - id: a\n    retry:\n      m\n    type: io.x.Log';
    const place = placeAt(text.split('\n'), 3, 7);
    expect(place?.levels.map(({ entries }) => entries.get('type'))).toEqual([
      undefined,
      undefined,
      'io.x.Log',
      undefined,
    ]);
  });
});
