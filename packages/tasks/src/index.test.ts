import { parseFlow } from '@headrace/flow';
import { describe, expect, test } from 'vitest';
import { coreTaskTypes, propertiesTemplates, runnableTaskTypes, taskCatalogue } from './index';
import { runners } from './runners';

test('what is said to run has a runner, and every runner a type', () => {
  const byWorkers = coreTaskTypes.filter(
    ({ type, runs }) => runnableTaskTypes.has(type) && runs === 'worker',
  );
  expect([...runners.keys()].sort()).toEqual(byWorkers.map(({ type }) => type).sort());
  expect(coreTaskTypes.map((type) => type.type)).toEqual(expect.arrayContaining([...runners.keys()]));
  for (const [name, runner] of runners) expect(runner.type).toBe(name);
});

test('what a type says it renders are properties of it', () => {
  for (const type of coreTaskTypes) {
    expect(Object.keys(type.schema.shape)).toEqual(expect.arrayContaining([...(type.expressions ?? [])]));
  }
});

const parsed = (type: string, properties: string) =>
  parseFlow(`id: a\nnamespace: b\ntasks:\n- id: t\n  type: ${type}\n${properties}`, taskCatalogue);

describe('the types in a flow', () => {
  test.each([
    ['io.kestra.plugin.core.log.Log', 'io.kestra.plugin.core.log.Log', '  message: hi\n', { message: 'hi' }],
    [
      'io.kestra.core.tasks.log.Log',
      'io.kestra.plugin.core.log.Log',
      '  message: [a, 1]\n',
      { message: ['a', '1'] },
    ],
    [
      'io.kestra.plugin.core.log.Log',
      'io.kestra.plugin.core.log.Log',
      '  message: 42\n  level: DEBUG\n',
      { message: '42', level: 'DEBUG' },
    ],
    ['io.kestra.plugin.core.debug.Return', 'io.kestra.plugin.core.debug.Return', '', {}],
    [
      'io.kestra.core.tasks.debugs.Return',
      'io.kestra.plugin.core.debug.Return',
      '  format: "{{ x }}"\n',
      { format: '{{ x }}' },
    ],
  ])('%s is %s', (written, type, properties, expected) => {
    const result = parsed(written, properties);
    if (!result.ok) throw new Error(JSON.stringify(result.issues));
    expect(result.flow.tasks[0]).toEqual({ id: 't', type, disabled: false, properties: expected });
    expect(result.issues).toHaveLength(written === type ? 0 : 1);
  });

  test.each([
    ['io.kestra.plugin.core.log.Log', '', 'tasks[0].message', 'Missing required property `message`'],
    [
      'io.kestra.plugin.core.log.Log',
      '  message: {a: b}\n',
      'tasks[0].message',
      'Expected a text or a list, found a map',
    ],
    [
      'io.kestra.plugin.core.log.Log',
      '  message: a\n  level: LOUD\n',
      'tasks[0].level',
      'Invalid value `LOUD`, expected one of TRACE, DEBUG, INFO, WARN, ERROR',
    ],
    [
      'io.kestra.plugin.core.debug.Return',
      '  formt: a\n',
      'tasks[0].formt',
      'Unknown property `formt`. Did you mean `format`?',
    ],
    [
      'io.kestra.plugin.core.log.Logger',
      '  message: a\n',
      'tasks[0].type',
      'Invalid type: io.kestra.plugin.core.log.Logger',
    ],
    [
      'io.kestra.plugin.core.log.log',
      '  message: a\n',
      'tasks[0].type',
      'Invalid type: io.kestra.plugin.core.log.log. Did you mean `io.kestra.plugin.core.log.Log`?',
    ],
  ])('%s with %j is refused', (type, properties, path, message) => {
    const result = parsed(type, properties);
    expect(result.ok).toBe(false);
    expect(result.issues).toMatchObject([{ severity: 'error', path, message }]);
  });
});

describe('propertiesTemplates', () => {
  test.each([
    [{}, []],
    [{ message: 'a' }, ['a']],
    [{ message: ['a', 'b'], level: 'INFO' }, ['a', 'b', 'INFO']],
    [{ n: 1, b: true, z: null, map: { k: ['v', { k2: 'v2' }] } }, ['k', 'v', 'k2', 'v2']],
  ])('of %j are %j', (properties, templates) => {
    expect(propertiesTemplates({ properties })).toEqual(templates);
  });
});
