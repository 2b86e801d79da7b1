import type { BinaryOperator, UnaryOperator } from './syntax';
import type { Token } from './token';

export type InfixOperator = BinaryOperator | 'is' | '|';

/** How tightly operators bind: a larger number binds tighter. All of them group to the left. */
export const PRECEDENCE: Readonly<Record<InfixOperator, number>> = {
  or: 10,
  and: 15,
  is: 20,
  contains: 20,
  isIn: 20,
  '==': 30,
  '!=': 30,
  '>': 30,
  '<': 30,
  '>=': 30,
  '<=': 30,
  '+': 40,
  '-': 40,
  '*': 60,
  '/': 60,
  '%': 60,
  '|': 100,
  '~': 110,
  '..': 120,
  '??': 120,
  '???': 120,
};

export const UNARY_PRECEDENCE = 500;

/** The operator that a token is between two expressions, or null. */
export function infixOperator(token: Token): InfixOperator | null {
  if (token.kind !== 'symbol' && token.kind !== 'name') return null;
  if (token.kind === 'name' && token.value === 'equals') return '==';
  return Object.hasOwn(PRECEDENCE, token.value) ? (token.value as InfixOperator) : null;
}

/** The operator that a token is before an expression, or null. */
export function unaryOperator(token: Token): UnaryOperator | null {
  if (token.kind === 'name') return token.value === 'not' ? 'not' : null;
  return token.kind === 'symbol' && (token.value === '+' || token.value === '-') ? token.value : null;
}
