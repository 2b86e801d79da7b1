import { getIntrospectionQuery } from 'graphql';
import { expect, test } from 'vitest';
import { schema } from '../schema';
import { documentChecker } from './document';
import { LIMITS } from './limits';

const check = documentChecker(schema);

function messages(source: string): string[] {
  const checked = check(source);
  return checked.ok ? [] : checked.errors.map(({ message }) => message);
}

const deep = (levels: number): string => {
  let text = 'id';
  for (let level = 0; level < levels; level += 1) text = `flow { latestExecution { ${text} } }`;
  return `{ execution(id: "x") { ${text} } }`;
};

test.each([
  [
    'what a screen asks',
    '{ executions(first: 100) { edges { node { id state labels { key value } flow { description } } } } }',
  ],
  ['introspection', getIntrospectionQuery()],
  [
    'a query of one execution',
    '{ execution(id: "x") { taskRuns(first: 100) { edges { node { attempts { number state } } } } } }',
  ],
  ['as deep as allowed', deep((LIMITS.depth - 2) / 2)],
])('%s passes', (_, source) => {
  expect(messages(source)).toEqual([]);
});

test.each([
  ['too deep', deep(LIMITS.depth / 2), 'fields deep'],
  [
    'too many aliases',
    `{ ${Array.from({ length: LIMITS.aliases + 1 }, (_, index) => `a${index}: namespaces`).join(' ')} }`,
    'aliases',
  ],
  [
    'lists in lists',
    '{ flows(first: 100) { edges { node { executions(first: 100) { edges { node { id state } } } } } } }',
    'may look up',
  ],
  [
    'lists in lists with a variable',
    'query ($n: Int) { flows(first: $n) { edges { node { executions(first: $n) { edges { node { id state } } } } } } }',
    'may look up',
  ],
  [
    'fragments that multiply',
    `{ ...f0 } ${Array.from({ length: 30 }, (_, index) => `fragment f${index} on Query { ...f${index + 1} a${index}: namespaces ...f${index + 1} }`).join(' ')} fragment f30 on Query { namespaces }`,
    'aliases',
  ],
  ['a long document', `{ namespaces } #${'x'.repeat(LIMITS.documentLength)}`, 'longer than'],
  [
    'many words',
    `{ ${'namespaces '.repeat(4900)} server { version } ${'namespaces '.repeat(200)} }`.slice(0, 49_999),
    '',
  ],
  [
    'introspection of introspection',
    '{ __schema { types { fields { type { fields { type { fields { name } } } } } } } }',
    'introspection',
  ],
  ['a cycle of fragments', '{ ...a } fragment a on Query { ...b } fragment b on Query { ...a }', 'itself'],
  ['no GraphQL', '{ flows(', 'Syntax Error'],
  ['an unknown field', '{ flow(namespace: "a", flowId: "b") { password } }', 'password'],
])('%s is refused before execution', (_, source, part) => {
  const found = messages(source);
  expect(found.length).toBeGreaterThan(0);
  expect(found.join('\n').toLowerCase()).toContain(part.toLowerCase());
});
