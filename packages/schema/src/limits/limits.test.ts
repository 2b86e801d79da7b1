import { getIntrospectionQuery } from 'graphql';
import { expect, test } from 'vitest';
import { schema } from '../schema';
import { documentChecker } from './document';
import { LIMITS } from './limits';
import { PassedDocuments } from './passed-documents';

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

test('a document that passed is not read again, one that did not is', () => {
  const passed = new PassedDocuments();
  const checked = documentChecker(schema, passed);
  const [first, second] = [checked('{ namespaces }'), checked('{ namespaces }')];
  expect(first.document).toBeDefined();
  expect(second.document).toBe(first.document);
  checked('{ nothing }');
  checked('{ nothing');
  expect(passed.held.documents).toBe(1);
});

test('says what could not be read apart from what is not valid', () => {
  expect(check('{ nothing }')).toMatchObject({ ok: false, document: { kind: 'Document' } });
  expect(check('{ nothing')).not.toHaveProperty('document');
});

test('of many documents those are remembered that were asked for last', () => {
  const passed = new PassedDocuments({ documents: 3, bytes: 1_000_000 });
  const checked = documentChecker(schema, passed);
  const read = (name: string) => checked(`query ${name} { namespaces }`).document;
  const [a, b] = ['a', 'b', 'c'].map(read);
  expect(read('a')).toBe(a);
  read('d');
  expect(passed.held.documents).toBe(3);
  expect(read('a')).toBe(a);
  expect(read('b')).not.toBe(b);
});

test('all together they take no more memory than is given to them, and a large one none', () => {
  const limits = { documents: 1_000, bytes: 100_000 };
  const passed = new PassedDocuments(limits);
  const checked = documentChecker(schema, passed);
  for (let count = 0; count < 50; count += 1) checked(`query q${count} { namespaces }`);
  expect(passed.held.bytes).toBeLessThanOrEqual(limits.bytes);
  expect(passed.held.bytes).toBeGreaterThan(limits.bytes * 0.9);
  const before = passed.held;
  checked(`{ namespaces } # ${'x'.repeat(100)}`);
  expect(passed.held).toEqual(before);
});
