import { getIntrospectionQuery, getNamedType, getNullableType, isListType, isObjectType } from 'graphql';
import { describe, expect, test } from 'vitest';
import { schema } from '../schema';
import { documentChecker } from './document';
import { LIMITS } from './limits';
import { PassedDocuments } from './passed-documents';
import { WEIGHTS, weightOf } from './weights';

const check = documentChecker(schema);

function messages(source: string): string[] {
  const checked = check(source);
  return checked.ok ? [] : checked.errors.map(({ message }) => message);
}

const deep = (levels: number): string => {
  let text = 'id';
  for (let level = 0; level < levels; level += 1) text = `flow { latestExecution { ${text} } }`;
  return `{ execution(executionId: "x") { ${text} } }`;
};

test.each([
  [
    'what a screen asks',
    '{ executions(first: 100) { edges { node { id state labels { key value } flow { description } } } } }',
  ],
  ['introspection', getIntrospectionQuery()],
  [
    'a query of one execution',
    '{ execution(executionId: "x") { taskRuns(first: 100) { edges { node { attempts(first: 5) { edges { node { state endedAt } } } } } } } }',
  ],
  ['as deep as allowed', deep((LIMITS.depth - 2) / 2)],
])('%s passes', (_, source) => {
  expect(messages(source)).toEqual([]);
});

test.each([
  ['too deep', deep(LIMITS.depth / 2), 'fields deep'],
  [
    'too many aliases',
    `{ ${Array.from({ length: LIMITS.aliases + 1 }, (_, index) => `a${index}: __typename`).join(' ')} }`,
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
    `{ ...f0 } ${Array.from({ length: 30 }, (_, index) => `fragment f${index} on Query { ...f${index + 1} a${index}: __typename ...f${index + 1} }`).join(' ')} fragment f30 on Query { __typename }`,
    'times for the same field',
  ],
  ['a long document', `{ __typename } #${'x'.repeat(LIMITS.documentLength)}`, 'longer than'],
  ['many words', `{ ${'a '.repeat(LIMITS.tokens)} }`, 'words and signs'],
  [
    'introspection of introspection',
    '{ __schema { types { fields { type { fields { type { fields { name } } } } } } } }',
    'introspection',
  ],
  ['a field a thousand times', `{ ${'server { version } '.repeat(1_000)} }`, 'times for the same field'],
  [
    'a field a thousand times by fragments',
    `{ ...a ...b } fragment a on Query { ${'...b '.repeat(20)} } fragment b on Query { server { version } }`,
    'times for the same field',
  ],
  ['brackets in brackets', `{ a(b: ${'['.repeat(70)}${']'.repeat(70)}) }`, 'nests brackets'],
  [
    'many operations',
    Array.from({ length: LIMITS.definitions + 1 }, (_, index) => `query q${index} { __typename }`).join(' '),
    'operations and fragments',
  ],
  [
    'fields in fragments in fragments',
    `{ ${Array.from({ length: 20 }, (_, index) => `f${index}: flow(namespace: "a", flowId: "b") { ...all }`).join(' ')} } fragment all on Flow { ${Array.from({ length: 10 }, () => '...some').join(' ')} } fragment some on Flow { id namespace flowId revision disabled description createdAt updatedAt __typename }`,
    'asks for more than',
  ],
  [
    'the source of a hundred revisions',
    '{ flow(namespace: "a", flowId: "b") { revisions(first: 100) { edges { node { source } } } } }',
    'may look up',
  ],
  [
    'JSON of a hundred executions, and of a hundred task runs of each',
    '{ executions(last: 100) { edges { node { taskRuns(first: 100) { edges { node { outputs } } } } } } }',
    'may look up',
  ],
  [
    'the schema again and again',
    `{ a: __schema { types { name } } b: __schema { types { name } } c: __schema { types { name } } }`,
    'may look up',
  ],
  [
    'a subscription with lists in lists',
    'subscription { executions { executions { taskRuns(first: 100) { edges { node { id } } } } } }',
    'may look up',
  ],
  ['half a pair', '{ flow(namespace: "a", flowId: "\\ud800") { id } }', 'invalid unicode'],
  ['a NUL in a text', '{ flow(namespace: "a", flowId: "a\\u0000b") { id } }', 'NUL character'],
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
  const [first, second] = [checked('{ __typename }'), checked('{ __typename }')];
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
  const read = (name: string) => checked(`query ${name} { __typename }`).document;
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
  for (let count = 0; count < 50; count += 1) checked(`query q${count} { __typename }`);
  expect(passed.held.bytes).toBeLessThanOrEqual(limits.bytes);
  expect(passed.held.bytes).toBeGreaterThan(limits.bytes * 0.9);
  const before = passed.held;
  checked(`{ __typename } # ${'x'.repeat(100)}`);
  expect(passed.held).toEqual(before);
});

test('a thousand times the same field is refused before anything takes the square of it', () => {
  const refused = check(`{ ${'server { version } '.repeat(1_000)} }`);
  expect(refused).toMatchObject({ ok: false, document: { kind: 'Document' } });
  // Validation would have said this first, or given up.
  expect(refused.ok ? [] : refused.errors.map(({ extensions }) => extensions.code)).toEqual([
    'QUERY_TOO_LARGE',
  ]);
});

test('of several types that one value may have the dearest counts', () => {
  const node = (inside: string) => `{ node(id: "x") { ${inside} } }`;
  const costOf = (source: string) => {
    const checked = check(source);
    return checked.ok ? checked.cost : messages(source);
  };
  const flow = costOf(node('id ... on Flow { source }'));
  expect(costOf(node('id ... on Flow { source } ... on Execution { outputs }'))).toBe(flow);
  expect(
    costOf(
      node('id ... on Flow { source } ...f } } fragment f on Execution { outputs inputs').replace(
        / \} \}$/,
        ' }',
      ),
    ),
  ).toBe(flow);
});

describe('weights', () => {
  const fields = Object.values(schema.getTypeMap())
    .filter((type) => isObjectType(type) && !type.name.startsWith('__'))
    .flatMap((type) =>
      isObjectType(type) ? Object.values(type.getFields()).map((field) => ({ type, field })) : [],
    );

  test('are those of fields that there are', () => {
    const names = new Set(fields.map(({ type, field }) => `${type.name}.${field.name}`));
    const unknown = Object.keys(WEIGHTS).filter((name) => !names.has(name) && !/\.__/.test(name));
    expect(unknown).toEqual([]);
  });

  test('are heavy where a value may be large: JSON, sources, texts of logs', () => {
    const light = fields
      .filter(({ type, field }) => !weightOf(type.name, field).isLarge)
      .filter(({ type, field }) => {
        const answered = getNamedType(field.type).name;
        return (
          answered === 'JSON' ||
          field.name === 'source' ||
          (type.name === 'LogLine' && field.name === 'message')
        );
      })
      .map(({ type, field }) => `${type.name}.${field.name}`);
    expect(light).toEqual([]);
  });

  test('count the items of every list that nobody can limit and that may be long', () => {
    const batches = fields
      .filter(({ type, field }) => type.name.endsWith('Batch') && isListType(getNullableType(field.type)))
      .filter(({ type, field }) => weightOf(type.name, field).items === undefined)
      .map(({ type, field }) => `${type.name}.${field.name}`);
    expect(batches).toEqual([]);
  });
});
