import { getNamedType, type GraphQLField, isScalarType } from 'graphql';

/** What a field costs besides what is inside it. */
export interface Weight {
  /** Of one value; a short one counts 1. */
  readonly cost: number;
  /** Items of a list that nobody can limit, about. */
  readonly items?: number;
  /** How large it is is only known when it is there: its bytes are counted. */
  readonly isLarge?: true;
}

const LARGE_TEXT: Weight = { cost: 3, isLarge: true };
const LARGE_JSON: Weight = { cost: 20, isLarge: true };
const SOURCE: Weight = { cost: 100, isLarge: true };

/** By `Type.field`. A field that is not named here costs 1; one of type JSON costs what a large one does. */
export const WEIGHTS: Readonly<Record<string, Weight>> = {
  'Query.__schema': { cost: 4_000 },
  'Query.flowJsonSchema': { cost: 500, isLarge: true },
  'Query.taskTypes': { cost: 50, items: 50 },
  'Query.triggerTypes': { cost: 20, items: 10 },
  'Query.__type': { cost: 500 },
  'Query.validateFlow': { cost: 500 },
  'Query.evaluateExpression': { cost: 500 },
  'Query.validateInputs': { cost: 100 },
  'Flow.source': SOURCE,
  'Flow.tasks': { cost: 20, items: 20 },
  // However deep a query goes, all levels together are the tasks of one document.
  'FlowTask.tasks': { cost: 1, items: 2 },
  'Flow.inputs': { cost: 20, items: 5 },
  'Flow.outputs': { cost: 20, items: 5 },
  'Flow.triggers': { cost: 20, items: 3 },
  'FlowRevision.source': SOURCE,
  'LogLine.message': LARGE_TEXT,
  'LogBatch.lines': { cost: 1, items: 100 },
  'ExecutionEventBatch.events': { cost: 1, items: 100 },
  'ExecutionListBatch.executions': { cost: 1, items: 100 },
  'ExpressionEvaluation.result': LARGE_TEXT,
  'ExpressionEvaluation.trace': { cost: 1, items: 20 },
  'ExpressionStep.text': LARGE_TEXT,
};

const LIGHT: Weight = { cost: 1 };

/** The weight of a field of a type. */
export function weightOf(typeName: string, field: GraphQLField<unknown, unknown>): Weight {
  const named = WEIGHTS[`${typeName}.${field.name}`];
  if (named) return named;
  const type = getNamedType(field.type);
  return isScalarType(type) && type.name === 'JSON' ? LARGE_JSON : LIGHT;
}
