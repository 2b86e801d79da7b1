export type { FunctionArguments } from './arguments';
export {
  type Budget,
  DEFAULT_BUDGET,
  MAX_EVALUATED_CHARACTERS,
  MAX_TEMPLATE_CHARACTERS,
} from './budget';
export { decryptText, encryptText } from './cipher';
export { checkTemplate, printTemplate, references, type TemplateProblem } from './check';
export { ExpressionError, type ExpressionErrorKind } from './error';
export type { Context, FunctionPort } from './frame';
export { ANY, type Reference } from './references';
export { type DeclaredPort, declaredPorts } from './functions/port';
export type { RenderOptions } from './options';
export { isTruthy, render, renderDeep, renderNow, renderTyped } from './render';
export { type TracedRendering, renderWithTrace } from './render-with-trace';
export type { TraceEntry } from './trace';
export type { JsonValue } from '@headrace/json';
