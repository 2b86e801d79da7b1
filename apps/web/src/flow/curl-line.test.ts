import { expect, it } from 'vitest';
import { curlLine, withKeyPlaceholder } from './curl-line';
import type { FormInput } from './form-input';
import { input } from './form-input.fixture';
import type { FormValues } from './form-value';

function line(inputs: FormInput[], values: FormValues, more: Partial<Parameters<typeof curlLine>[0]> = {}) {
  return curlLine({
    origin: 'http://localhost:8080',
    flow: { namespace: 'company.data', flowId: 'load', inputs },
    values,
    labels: [],
    isAskedFor: () => true,
    ...more,
  });
}

const end = "'http://localhost:8080/api/v1/executions/company.data/load'";

it('writes a line that a shell reads back unchanged', () => {
  const inputs = [input({ inputId: 'name' }), input({ inputId: 'path' })];
  const labels = [{ key: 'team', value: 'a b' }];
  expect(line(inputs, { name: "O'Brien", path: '@home' }, { labels })).toBe(
    "curl -X POST --form-string 'name=O'\\''Brien' --form-string 'path=@home' " +
      "'http://localhost:8080/api/v1/executions/company.data/load?labels=team%3Aa%20b'",
  );
});

it('names files, keeps secrets to itself, and writes lists as JSON', () => {
  const inputs = [
    input({ inputId: 'data', type: 'FILE' }),
    input({ inputId: 'odd', type: 'FILE' }),
    input({ inputId: 'stored', type: 'FILE' }),
    input({ inputId: 'password', type: 'SECRET' }),
    input({ inputId: 'tags', type: 'MULTISELECT' }),
    input({ inputId: 'nothing', type: 'SECRET' }),
  ];
  const values = {
    data: new File(['x'], 'report.csv'),
    odd: new File(['x'], 'a;b "c".csv'),
    stored: 'kestra:///x.csv',
    password: 'hunter2',
    tags: ['a', 'b'],
    nothing: '',
  };
  expect(line(inputs, values)).toBe(
    "curl -X POST -F 'data=@report.csv' -F 'odd=@\"a;b \\\"c\\\".csv\"' --form-string 'stored=kestra:///x.csv' " +
      `--form-string 'password=******' --form-string 'tags=["a","b"]' ${end}`,
  );
});

it('leaves out what is hidden', () => {
  expect(line([input({ inputId: 'a' })], { a: 'x' }, { isAskedFor: () => false })).toBe(
    `curl -X POST ${end}`,
  );
});

it('asks for the key of a webhook in words, not in stars that could be one', () => {
  expect(withKeyPlaceholder('/api/v1/executions/webhook/a/b/******')).toBe(
    '/api/v1/executions/webhook/a/b/<KEY>',
  );
  expect(withKeyPlaceholder('/api/v1/executions/webhook/a/b/key')).toBe('/api/v1/executions/webhook/a/b/key');
});
