import type { EvaluateResult } from '@headrace/runtime';
import { builder } from '../builder';
import { ErrorInterface } from '../failure';

type Rendering = Extract<EvaluateResult, { kind: 'evaluated' }>['rendering'];
type Step = Rendering['trace'][number];

const ExpressionStep = builder.objectRef<Step>('ExpressionStep').implement({
  description: 'What one part of an expression gave.',
  fields: (t) => ({
    text: t.exposeString('text', { description: 'The part, printed in the usual way.' }),
    line: t.exposeInt('line', { description: 'from 1' }),
    column: t.exposeInt('column', { description: 'from 1' }),
    value: t.field({
      type: 'JSON',
      nullable: true,
      description: 'What it gave.',
      resolve: (step) => ('value' in step ? step.value : null),
    }),
    error: t.string({
      nullable: true,
      description: 'Why it gave nothing.',
      resolve: (step) => ('error' in step ? step.error : null),
    }),
  }),
});

type InvalidExpressionShape = Pick<
  NonNullable<Rendering['error']>,
  'message' | 'line' | 'column' | 'candidates'
>;

const InvalidExpression = builder.objectRef<InvalidExpressionShape>('InvalidExpression').implement({
  description: 'The expression cannot be rendered.',
  interfaces: [ErrorInterface],
  fields: (t) => ({
    line: t.exposeInt('line', { description: 'from 1' }),
    column: t.exposeInt('column', { description: 'from 1' }),
    candidates: t.exposeStringList('candidates', { description: 'Names that would have been possible.' }),
  }),
});

const ExpressionEvaluation = builder.objectRef<Rendering>('ExpressionEvaluation').implement({
  description: 'What an expression gives, and how.',
  fields: (t) => ({
    result: t.string({
      nullable: true,
      description: 'The rendered text; absent when it could not be rendered.',
      resolve: ({ result }) => result,
    }),
    error: t.field({
      type: InvalidExpression,
      nullable: true,
      description: 'Why it could not be rendered.',
      // A copy, because GraphQL takes an Error for one that was thrown.
      resolve: ({ error }) =>
        error && {
          message: error.message,
          line: error.line,
          column: error.column,
          candidates: error.candidates,
        },
    }),
    trace: t.field({
      type: [ExpressionStep],
      description: 'Every part in the order in which they were done, inner parts first.',
      resolve: ({ trace }) => [...trace],
    }),
  }),
});

builder.queryField('evaluateExpression', (t) =>
  t.field({
    type: ExpressionEvaluation,
    nullable: true,
    description:
      'Renders an expression with what a task run of an execution sees, or what all of them see. Null when there is no such execution or task run.',
    args: {
      executionId: t.arg.string({ required: true, description: 'whose variables are seen' }),
      taskRunId: t.arg.string({ description: 'a task run of it, whose variables are seen too' }),
      expression: t.arg.string({ required: true, description: 'the text to be rendered' }),
    },
    resolve: async (_, { executionId, taskRunId, expression }, { runtime }) => {
      const evaluated = await runtime.evaluateExpression({
        executionId,
        taskRunId: taskRunId ?? undefined,
        expression,
      });
      return evaluated.kind === 'evaluated' ? evaluated.rendering : null;
    },
  }),
);
