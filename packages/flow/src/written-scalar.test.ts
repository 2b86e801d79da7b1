import { Decimal } from '@headrace/json';
import { describe, expect, test } from 'vitest';
import { fixtureCatalogue, yaml } from './catalogue.fixture';
import { flowDocument } from './flow-document';
import { parseFlow } from './parse';

function read(source: string) {
  const result = parseFlow(source, fixtureCatalogue);
  if (!result.ok) throw new Error(result.issues.map(({ message }) => message).join('; '));
  return result;
}

describe('a scalar without quotes where a text belongs', () => {
  test.each([
    'yes',
    'Off',
    '010',
    '0x1F',
    '12.50',
    '132312',
    'true',
    'True',
    '1e3',
    '12345678901234567890',
    '0.1e1',
  ])('%s is the text that was written, also in the document', (written) => {
    const { flow, document } = read(
      yaml`
        id: ${written}
        namespace: ns
        labels: {team: ${written}}
        inputs: [{id: a, type: SELECT, values: [${written}], defaults: ${written}}]
        tasks:
          - {id: t, type: test.core.Say, description: ${written}, message: [${written}, *x]}
        `.replace('namespace: ns', 'namespace: &x 0x2f'),
    );
    expect(flow).toMatchObject({
      id: written,
      namespace: '0x2f',
      labels: [{ key: 'team', value: written }],
      inputs: [{ values: [written], defaults: written }],
      tasks: [{ description: written, properties: { message: [written, '0x2f'] } }],
    });
    expect(document.root).toMatchObject({
      id: written,
      namespace: '0x2f',
      labels: { team: written },
      inputs: [{ values: [written], defaults: written }],
      tasks: [{ description: written, message: [written, '0x2f'] }],
    });
  });

  test('it stays a number or a boolean where anything may stand, and where one is asked for', () => {
    const { flow, document } = read(yaml`
      id: a
      namespace: b
      disabled: True
      variables: {hex: 0x1F, yes: TRUE, list: [1.50, {deep: 12345678901234567890}]}
      inputs: [{id: n, type: INT, defaults: 0x10, max: 0x20}, {id: f, type: FLOAT, defaults: 1.50}]
      tasks:
        - {id: t, type: test.core.Rest, options: {n: 0x1F}}
      `);
    const variables = { hex: 31, yes: true, list: [Decimal.of('1.50'), { deep: 12345678901234567890n }] };
    expect(flow).toMatchObject({
      disabled: true,
      variables,
      inputs: [{ defaults: 16, max: 32 }, { defaults: Decimal.of('1.50') }],
      tasks: [{ properties: { options: { n: 31 } } }],
    });
    expect(document.root).toMatchObject({ disabled: true, variables });
  });

  test('pluginDefaults may give it', () => {
    const { flow, document } = read(yaml`
      id: a
      namespace: b
      tasks:
        - {id: t, type: test.core.Say, description: 0x1F}
      pluginDefaults:
        - {type: test.core.Say, values: {message: [007, 1.50, TRUE]}}
        - {type: test.core.Say, values: {message: [0x0A]}}
      `);
    const message = ['0x0A', '007', '1.50', 'TRUE'];
    expect(flow.tasks[0]).toMatchObject({ description: '0x1F', properties: { message } });
    expect(document.root).toMatchObject({ tasks: [{ description: '0x1F', message }] });
  });

  test('a flow that is wrong elsewhere is known by it', () => {
    expect(parseFlow('id: 010\nnamespace: 0x1f\ntasks: 5\n', fixtureCatalogue)).toMatchObject({
      ok: false,
      identity: { id: '010', namespace: '0x1f' },
    });
  });

  test('a message repeats it', () => {
    const refused = parseFlow(
      'id: a\nnamespace: 0x1F\ntasks: [{id: t, type: test.core.Rest}]\n',
      fixtureCatalogue,
    );
    expect(refused.issues).toMatchObject([{ message: expect.stringContaining('`0x1F`') }]);
  });

  test('two ids are different when they were written differently', () => {
    const tasks = '[{id: 31, type: test.core.Rest}, {id: 0x1F, type: test.core.Rest}]';
    expect(parseFlow(`id: a\nnamespace: b\ntasks: ${tasks}\n`, fixtureCatalogue).issues).toEqual([]);
  });

  test('a decimal is not taken for a map', () => {
    const refused = parseFlow('id: a\nnamespace: b\nretry: 1.0\ntasks: [1.50]\n', fixtureCatalogue);
    expect(refused.issues.map(({ path, message }) => `${path}: ${message}`)).toEqual([
      'retry: Expected a map, found `1.0`',
      'tasks[0]: Expected a map, found `1.50`',
    ]);
  });
});

describe('a merge key', () => {
  test('puts the keys of another map first, and its own keys over them', () => {
    const { flow } = read(yaml`
      id: a
      namespace: b
      variables:
        base: &base {x: 1, y: 2, z: 0x1F}
        more: {<<: *base, y: 9, w: 3}
        first: {y: 5, <<: [{x: 7, v: 8}, *base]}
        nested: {<<: {<<: *base, x: 0}}
        text: {"<<": *base}
      tasks:
        - &task {id: t, type: test.core.Say, message: 0x1F}
        - {<<: *task, id: u}
      `);
    expect(JSON.stringify(flow.variables.more)).toBe('{"x":1,"y":9,"z":31,"w":3}');
    expect(flow.variables).toMatchObject({
      first: { x: 7, v: 8, y: 5, z: 31 },
      nested: { x: 0, y: 2, z: 31 },
      text: { '<<': { x: 1, y: 2, z: 31 } },
    });
    expect(flow.tasks[1]).toMatchObject({ id: 'u', type: 'test.core.Say', properties: { message: '0x1F' } });
  });

  test.each([
    ['{<<: 5}', 'The merge key `<<` needs a map or a list of maps'],
    ['{<<: [{a: 1}, text]}', 'The merge key `<<` needs a map or a list of maps'],
    ['{<<: {a: 1}, <<: {b: 2}}', 'Duplicate key `<<`'],
    ['&x {<<: *x}', 'The alias `*x` contains itself'],
  ])('%s is refused', (variable, message) => {
    const refused = parseFlow(
      `id: a\nnamespace: b\ntasks:\n  - {id: t, type: test.core.Rest}\nvariables:\n  v: ${variable}\n`,
      fixtureCatalogue,
    );
    expect(refused.issues).toMatchObject([{ message, line: 6 }]);
  });

  test('a problem in what was merged in is told at the merge key', () => {
    const refused = parseFlow(
      'id: a\nnamespace: b\nvariables:\n  base: &base {id: t, type: test.core.Say, level: LOUD}\ntasks:\n  - message: a\n    <<: *base\n',
      fixtureCatalogue,
    );
    expect(refused.issues).toMatchObject([{ path: 'tasks[0].level', line: 7 }]);
  });
});

test('the document of a flow is what was written, with texts where they belong', () => {
  const source = yaml`
    id: 010
    namespace: 12.50
    revision: 3
    variables: {n: 12345678901234567890, base: &b {x: 0x1F}}
    tasks:
      - {id: 007, type: test.core.Say, message: 0x1F, disabled: True}
      - {id: t, type: test.core.Rest, options: {<<: *b, y: 1.50}}
    pluginDefaults:
      - {type: test.core.Say, values: {level: INFO}}
    `;
  expect(flowDocument(source, fixtureCatalogue)).toStrictEqual({
    id: '010',
    namespace: '12.50',
    revision: 3,
    variables: { n: 12345678901234567890n, base: { x: 31 } },
    tasks: [
      { id: '007', type: 'test.core.Say', message: '0x1F', disabled: true },
      { id: 't', type: 'test.core.Rest', options: { x: 31, y: Decimal.of('1.50') } },
    ],
    pluginDefaults: [{ type: 'test.core.Say', values: { level: 'INFO' } }],
  });
  expect(flowDocument('[', fixtureCatalogue)).toBeNull();
  expect(flowDocument('- a', fixtureCatalogue)).toBeNull();
});
