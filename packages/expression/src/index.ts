export type { FunctionArguments } from './arguments';
export { type Budget, DEFAULT_BUDGET } from './budget';
export { checkTemplate, references, type TemplateProblem } from './check';
export { ExpressionError, type ExpressionErrorKind } from './error';
export type { Context, FunctionPort } from './frame';
export { ANY, type Reference } from './references';
export { isTruthy, render, renderDeep, type RenderOptions, renderTyped } from './render';
export type { JsonValue } from './value';
