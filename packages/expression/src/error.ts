import type { MaybePromise } from './maybe-promise';
import type { Place } from './source';

/**
 * What kind of problem an expression has: its grammar, a variable that is not there, a filter, function or test that
 * does not exist, a value it cannot work with, or its cost.
 */
export type ExpressionErrorKind = 'syntax' | 'undefined' | 'unknown' | 'evaluation' | 'budget';

type FailureKind = Exclude<ExpressionErrorKind, 'undefined'>;

const MAX_QUOTED_CHARACTERS = 200;

interface ExpressionErrorDetails {
  readonly kind: ExpressionErrorKind;
  readonly message: string;
  readonly line: number;
  readonly column: number;
  readonly expression: string;
  readonly candidates?: readonly string[];
  readonly cause?: unknown;
}

/**
 * The only error this package throws for a template. `line` and `column` begin at 1 and count in the text that was
 * rendered; `expression` is the tag that failed; `candidates` are existing names close to an unknown one. Messages
 * never quote values, because a value may be a secret.
 */
export class ExpressionError extends Error {
  override readonly name = 'ExpressionError';
  readonly kind: ExpressionErrorKind;
  readonly line: number;
  readonly column: number;
  readonly expression: string;
  readonly candidates: string[];

  constructor(details: ExpressionErrorDetails) {
    super(details.message, details.cause === undefined ? undefined : { cause: details.cause });
    this.kind = details.kind;
    this.line = details.line;
    this.column = details.column;
    this.expression = details.expression;
    this.candidates = [...(details.candidates ?? [])];
  }
}

/** A problem that does not know its place yet; `locate` turns it into an ExpressionError. */
export class Failure extends Error {
  readonly kind: FailureKind;
  readonly candidates: readonly string[];

  constructor(message: string, kind: FailureKind = 'evaluation', candidates: readonly string[] = []) {
    super(message);
    this.kind = kind;
    this.candidates = candidates;
  }
}

function quote(expression: string): string {
  const shown =
    expression.length > MAX_QUOTED_CHARACTERS ? `${expression.slice(0, MAX_QUOTED_CHARACTERS)}…` : expression;
  return `\`${shown}\``;
}

function suggestion(candidates: readonly string[]): string {
  if (candidates.length === 0) return '';
  return ` Did you mean ${candidates.map((name) => `\`${name}\``).join(' or ')}?`;
}

/** The error for a name that is not there. */
export function undefinedError(name: string, place: Place, candidates: readonly string[]): ExpressionError {
  const { line, column } = place.source.positionOf(place.at);
  const expression = place.source.expressionAt(place.at);
  const hint = candidates.length === 0 ? '' : `.${suggestion(candidates)}`;
  return new ExpressionError({
    kind: 'undefined',
    message: `Unable to find \`${name}\` used in the expression ${quote(expression)} at line ${line}, column ${column}${hint}`,
    line,
    column,
    expression,
    candidates,
  });
}

/** Gives an error its place. An error that already has one is returned as it is: the innermost place is the best. */
export function locate(error: unknown, place: Place, subject = ''): ExpressionError {
  if (error instanceof ExpressionError) return error;
  const { line, column } = place.source.positionOf(place.at);
  const expression = place.source.expressionAt(place.at);
  const where = `(${quote(expression)}, line ${line}, column ${column})`;
  if (error instanceof Failure) {
    const prefix = error.kind === 'evaluation' ? subject : '';
    return new ExpressionError({
      kind: error.kind,
      message: `${prefix}${error.message}${suggestion(error.candidates)} ${where}`,
      line,
      column,
      expression,
      candidates: error.candidates,
    });
  }
  if (error instanceof RangeError) {
    // The stack or the longest possible string ran out before the budget did.
    return new ExpressionError({
      kind: 'budget',
      message: `The expression is too large to evaluate ${where}`,
      line,
      column,
      expression,
      cause: error,
    });
  }
  const message = error instanceof Error ? error.message : 'The expression failed';
  return new ExpressionError({
    kind: 'evaluation',
    message: `${message} ${where}`,
    line,
    column,
    expression,
    cause: error,
  });
}

/** Runs work that may go on later and gives its failures a place. */
export function placedLater<T>(place: Place, subject: string, work: () => MaybePromise<T>): MaybePromise<T> {
  try {
    const result = work();
    if (!(result instanceof Promise)) return result;
    return result.catch((error: unknown) => {
      throw locate(error, place, subject);
    });
  } catch (error) {
    throw locate(error, place, subject);
  }
}

/** Runs work and gives its failures a place. */
export function placed<T>(place: Place, subject: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw locate(error, place, subject);
  }
}
