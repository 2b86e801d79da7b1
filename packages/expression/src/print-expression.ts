import { Decimal, isNumber, type NumberValue } from './number';
import { PRECEDENCE, UNARY_PRECEDENCE } from './precedence';
import type { ArgumentList, Expression, ExpressionOf } from './syntax';

/** Binds tighter than every operator. */
const TERM = 1000;
/** Binds looser than every operator. */
const TERNARY = 0;

/** The text of an expression: read again, it gives the same tree. */
export function expressionText(node: Expression): string {
  switch (node.kind) {
    case 'literal':
      return literalText(node.value);
    case 'interpolation':
      return interpolationText(node);
    case 'list':
      return `[${node.items.map(expressionText).join(', ')}]`;
    case 'map':
      return `{${node.entries.map(({ key, value }) => `${inside(key, 1)}: ${expressionText(value)}`).join(', ')}}`;
    case 'name':
      return node.name;
    case 'body':
      return '';
    case 'member':
      return `${target(node.target)}.${node.name}`;
    case 'index':
      return `${target(node.target)}[${expressionText(node.index)}]`;
    case 'method':
      return `${target(node.target)}.${node.name}(${node.arguments.map(expressionText).join(', ')})`;
    case 'call':
      return `${node.name}(${argumentsText(node.arguments)})`;
    case 'filter':
      return filterText(node);
    case 'test': {
      const list = optionalArguments(node.arguments);
      return `${inside(node.input, PRECEDENCE.is)} is ${node.negated ? 'not ' : ''}${node.name}${list}`;
    }
    case 'unary': {
      const space = node.operator === 'not' ? ' ' : '';
      return `${node.operator}${space}${inside(node.operand, UNARY_PRECEDENCE)}`;
    }
    case 'binary': {
      const precedence = PRECEDENCE[node.operator];
      return `${inside(node.left, precedence)} ${node.operator} ${inside(node.right, precedence + 1)}`;
    }
    case 'ternary': {
      const condition = inside(node.condition, 1);
      return `${condition} ? ${expressionText(node.whenTrue)} : ${expressionText(node.whenFalse)}`;
    }
  }
}

function filterText(node: ExpressionOf<'filter'>): string {
  const invocation = `${node.name}${optionalArguments(node.arguments)}`;
  return node.input.kind === 'body' ? invocation : `${inside(node.input, PRECEDENCE['|'])} | ${invocation}`;
}

function precedenceOf(node: Expression): number {
  switch (node.kind) {
    case 'binary':
      return PRECEDENCE[node.operator];
    case 'filter':
      return PRECEDENCE['|'];
    case 'test':
      return PRECEDENCE.is;
    case 'ternary':
      return TERNARY;
    case 'unary':
      return UNARY_PRECEDENCE;
    case 'literal':
    case 'interpolation':
    case 'list':
    case 'map':
    case 'name':
    case 'body':
    case 'member':
    case 'index':
    case 'call':
    case 'method':
      return TERM;
  }
}

/** In parentheses when it binds looser than it must. */
function inside(node: Expression, precedence: number): string {
  const text = expressionText(node);
  return precedenceOf(node) < precedence ? `(${text})` : text;
}

/** A number before a dot would read as a decimal. */
function target(node: Expression): string {
  return node.kind === 'literal' && isNumber(node.value) ? `(${expressionText(node)})` : inside(node, TERM);
}

function argumentsText(list: ArgumentList): string {
  const named = list.named.map(({ name, value }) => `${name}=${expressionText(value)}`);
  return [...list.positional.map(expressionText), ...named].join(', ');
}

function optionalArguments(list: ArgumentList): string {
  return list.positional.length + list.named.length === 0 ? '' : `(${argumentsText(list)})`;
}

function literalText(value: null | boolean | string | NumberValue): string {
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'string') return quoted(value, "'");
  if (value instanceof Decimal) return decimalText(value.text);
  return typeof value === 'number' && !Number.isInteger(value)
    ? decimalText(String(value))
    : value.toString();
}

function quoted(text: string, quote: string): string {
  return `${quote}${text.replaceAll('\\', '\\\\').replaceAll(quote, `\\${quote}`)}${quote}`;
}

/** A decimal without exponent, which the language does not have. */
function decimalText(text: string): string {
  const [mantissa = '0', exponent = '0'] = text.split(/[eE]/);
  const [whole = '0', fraction = ''] = mantissa.split('.');
  const places = Number(exponent);
  if (places === 0) return `${whole}.${fraction === '' ? '0' : fraction}`;
  if (places < 0) return `0.${'0'.repeat(-places - 1)}${whole}${fraction}`;
  return `${whole}${fraction.slice(0, places).padEnd(places, '0')}.${fraction.slice(places) || '0'}`;
}

/** Parts that are texts stand as they are, but two of them side by side, or one alone, would read as one text. */
function interpolationText(node: ExpressionOf<'interpolation'>): string {
  let text = '';
  let isAfterText = node.parts.length === 1;
  for (const part of node.parts) {
    const literal = part.kind === 'literal' && typeof part.value === 'string' ? part.value : null;
    if (literal !== null && literal !== '' && !literal.includes('#{') && !isAfterText) {
      text += quoted(literal, '"').slice(1, -1);
      isAfterText = true;
    } else {
      text += `#{${expressionText(part)}}`;
      isAfterText = false;
    }
  }
  return `"${text}"`;
}
