import { EVENT_KINDS } from '@headrace/engine';
import {
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLOutputType,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isIntrospectionType,
  isListType,
  isNonNullType,
  isObjectType,
  isScalarType,
  isSpecifiedScalarType,
  isUnionType,
} from 'graphql';
import { describe, expect, test } from 'vitest';
import { schema } from './schema';

const types = Object.values(schema.getTypeMap()).filter(
  (type) => !isIntrospectionType(type) && !isSpecifiedScalarType(type),
);

interface Place {
  readonly name: string;
  readonly field: GraphQLField<unknown, unknown>;
}

const fields: Place[] = types.flatMap((type) =>
  isObjectType(type) || isInterfaceType(type)
    ? Object.values(type.getFields()).map((field) => ({ name: `${type.name}.${field.name}`, field }))
    : [],
);

const args: { readonly name: string; readonly argument: GraphQLArgument }[] = fields.flatMap(
  ({ name, field }) => field.args.map((argument) => ({ name: `${name}(${argument.name})`, argument })),
);

const inputFields = types.flatMap((type) =>
  isInputObjectType(type)
    ? Object.values(type.getFields()).map((field) => ({ name: `${type.name}.${field.name}`, field }))
    : [],
);

const isConnection = ({ name }: GraphQLNamedType) => name.endsWith('Connection');

function hasList(type: GraphQLOutputType): boolean {
  return isListType(isNonNullType(type) ? type.ofType : type);
}

test('everything says what it is', () => {
  const silent = [
    ...types.filter(({ description }) => !description).map(({ name }) => name),
    ...fields.filter(({ field }) => !field.description).map(({ name }) => name),
    ...args.filter(({ argument }) => !argument.description).map(({ name }) => name),
    ...inputFields.filter(({ field }) => !field.description).map(({ name }) => name),
    ...types.flatMap((type) =>
      isEnumType(type)
        ? type.getValues().flatMap((value) => (value.description ? [] : [`${type.name}.${value.name}`]))
        : [],
    ),
  ];
  expect(silent).toEqual([]);
});

describe('ids', () => {
  test('ID is what `node` takes, and nothing else', () => {
    const typed = [
      ...fields.map(({ name, field }) => ({ name, key: field.name, type: getNamedType(field.type) })),
      ...args.map(({ name, argument }) => ({ name, key: argument.name, type: getNamedType(argument.type) })),
      ...inputFields.map(({ name, field }) => ({ name, key: field.name, type: getNamedType(field.type) })),
    ];
    const wrong = typed.filter(({ key, type }) => (type.name === 'ID') !== (key === 'id' || key === 'ids'));
    expect(wrong.map(({ name }) => name)).toEqual([]);
  });

  test('whatever has an id is a node', () => {
    const node = schema.getType('Node');
    if (!isInterfaceType(node)) throw new Error('there is no Node');
    const nodes = schema.getPossibleTypes(node).map(({ name }) => name);
    expect(nodes.sort()).toEqual(['Attempt', 'Execution', 'Flow', 'FlowRevision', 'Namespace', 'TaskRun']);
    const withId = fields.filter(({ field }) => field.name === 'id').map(({ name }) => name.split('.')[0]);
    expect(withId.sort()).toEqual([...nodes, 'Node'].sort());
  });
});

describe('lists', () => {
  test('every connection is read from both ends', () => {
    const connections = fields.filter(({ field }) => isConnection(getNamedType(field.type)));
    expect(connections.length).toBeGreaterThan(15);
    for (const { name, field } of connections)
      expect(
        field.args.map((argument) => argument.name),
        name,
      ).toEqual(expect.arrayContaining(['first', 'after', 'last', 'before']));
  });

  test('every other list is short, and it is said why', () => {
    const bounded: Readonly<Record<string, string>> = {
      'Query.nodes': 'as many as were asked for, and of these a hundred at most',
      'Query.taskTypes': 'a closed list of this version',
      'Query.triggerTypes': 'a closed list of this version',
      'TypeDocumentation.aliases': 'a closed list of this version',
      'Execution.labels': 'as many as somebody wrote',
      'Flow.labels': 'part of a document, which has a largest size',
      'Flow.inputs': 'part of a document',
      'Flow.outputs': 'part of a document',
      'Flow.tasks': 'part of a document',
      'Flow.triggers': 'part of a document',
      'FlowTask.tasks': 'part of a document; how deep one query goes is limited',
      'FlowInput.values': 'part of a document',
      'InputDependency.inputIds': 'part of a document',
      'CheckedInput.choices': 'what a form shows at once',
      'InputValidation.inputs': 'one for each input of a document',
      'InputValidation.issues': 'one for each input of a document',
      'InvalidInputs.issues': 'one for each input of a document',
      'FlowValidation.issues': 'a hundred at most',
      'InvalidFlow.issues': 'a hundred at most',
      'SaveFlowSuccess.issues': 'a hundred at most',
      'ExpressionEvaluation.trace': 'the steps of an expression are limited',
      'InvalidExpression.candidates': 'a few names',
      'DeleteExecutionsSuccess.executionIds': 'a hundred at most',
      'ExecutionsNotDeletable.failures': 'a hundred at most',
      'ExecutionEventBatch.events': 'a batch has a largest size',
      'ExecutionListBatch.executions': 'a batch has a largest size',
      'LogBatch.lines': 'a batch has a largest size',
    };
    const lists = fields.filter(({ name, field }) => hasList(field.type) && !/Connection\.edges$/.test(name));
    expect(lists.map(({ name }) => name).sort()).toEqual(Object.keys(bounded).sort());
  });
});

test('an argument of one meaning has one name', () => {
  const paging = ['first', 'after', 'last', 'before'];
  const keys = [
    'executionId',
    'executionIds',
    'flowId',
    'inputId',
    'namespace',
    'revision',
    'taskRunId',
    'attemptNumber',
  ];
  const filters = [
    'filter',
    'order',
    'states',
    'minLevel',
    'text',
    'labels',
    'createdAfter',
    'createdBefore',
  ];
  const values = ['input', 'inputs', 'source', 'expression', 'file', 'files', 'key', 'value'];
  const guards = ['expectedRevision', 'idempotencyKey', 'dryRun'];
  const known = new Set([...paging, ...keys, ...filters, ...values, ...guards, 'id', 'ids']);
  const used = new Set([
    ...args.map(({ argument }) => argument.name),
    ...inputFields.map(({ field }) => field.name),
  ]);
  expect([...used].filter((name) => !known.has(name))).toEqual([]);
  expect([...known].filter((name) => !used.has(name))).toEqual([]);
});

describe('mutations', () => {
  const mutations = Object.values(schema.getMutationType()?.getFields() ?? {});

  test.each(mutations.map((field) => [field.name, field] as const))(
    '%s takes one input and answers one success or a failure that is an Error',
    (name, field) => {
      expect(field.args.map((argument) => argument.name)).toEqual(['input']);
      const result = getNamedType(field.type);
      if (!isUnionType(result)) throw new Error(`${name} answers no union`);
      expect(isNonNullType(field.type)).toBe(true);
      const isSuccess = (member: GraphQLNamedType) => member.name.endsWith('Success');
      const members = [...result.getTypes()];
      expect(members.filter(isSuccess).map((member) => member.name.toLowerCase())).toEqual([
        `${name}success`.toLowerCase(),
      ]);
      const failures = members.filter((member) => !isSuccess(member));
      expect(failures.length).toBeGreaterThan(0);
      for (const failure of failures)
        expect(
          failure.getInterfaces().map((each) => each.name),
          failure.name,
        ).toContain('Error');
    },
  );
});

test('members of a union can be asked for the same field in one selection', () => {
  const shapeOf = (type: GraphQLOutputType): string => {
    const leaf = getNamedType(type);
    const isLeaf = isEnumType(leaf) || isScalarType(leaf);
    return isLeaf ? String(type) : String(type).replace(leaf.name, 'an object');
  };
  for (const union of types.filter(isUnionType)) {
    const shapes = new Map<string, Set<string>>();
    for (const field of union.getTypes().flatMap((member) => Object.values(member.getFields())))
      shapes.set(field.name, (shapes.get(field.name) ?? new Set()).add(shapeOf(field.type)));
    expect(
      [...shapes].filter(([, all]) => all.size > 1),
      union.name,
    ).toEqual([]);
  }
});

describe('events', () => {
  const event = schema.getType('ExecutionEvent');
  if (!isInterfaceType(event)) throw new Error('there is no ExecutionEvent');
  const kinds = schema.getPossibleTypes(event);

  test('there is one type for each kind', () => {
    const names = EVENT_KINDS.map((kind) => `${kind[0]?.toUpperCase()}${kind.slice(1)}Event`);
    names.push('NewerEvent');
    expect(kinds.map(({ name }) => name).sort()).toEqual(names.sort());
  });

  test('a field of one name is of one type in all of them, so that one selection may name it for each', () => {
    const typesOf = new Map<string, Set<string>>();
    for (const field of kinds.flatMap((kind) => Object.values(kind.getFields())))
      typesOf.set(field.name, (typesOf.get(field.name) ?? new Set()).add(String(field.type)));
    expect([...typesOf].filter(([, all]) => all.size > 1)).toEqual([]);
  });
});

test('a duration is always known', () => {
  const durations = fields.filter(({ field }) => field.name === 'duration');
  expect(durations.map(({ field }) => String(field.type))).toEqual(durations.map(() => 'Duration!'));
  expect(durations.length).toBeGreaterThan(0);
});
