import { syntaxError, type Token, tokensOf } from './token';
import type { FunctionDefinition, Query, Shape, ShapeEntry } from './syntax';

const MAX_NESTING = 200;
const IDENTITY: Query = { kind: 'identity' };

/** Binding powers; those of comparisons and assignments do not chain. */
const OPERATORS: ReadonlyMap<string, readonly [left: number, right: number]> = new Map([
  ['|', [1, 1]],
  [',', [3, 4]],
  ['//', [6, 5]],
  ...['=', '|=', '+=', '-=', '*=', '/=', '%=', '//='].map((symbol): [string, readonly [number, number]] => [
    symbol,
    [7, 8],
  ]),
  ['or', [9, 10]],
  ['and', [11, 12]],
  ...['==', '!=', '<', '<=', '>', '>='].map((symbol): [string, readonly [number, number]] => [
    symbol,
    [13, 14],
  ]),
  ['+', [15, 16]],
  ['-', [15, 16]],
  ['*', [17, 18]],
  ['/', [17, 18]],
  ['%', [17, 18]],
]);
const ABOVE_COMMA = 5;

const KEYWORDS: ReadonlySet<string> = new Set([
  ...['and', 'or', 'if', 'then', 'elif', 'else', 'end', 'as', 'def', 'reduce', 'foreach'],
  ...['try', 'catch', 'label', 'import', 'include', '__loc__'],
]);

/** Reads a jq program. Throws a JqError. */
export function parseQuery(source: string): Query {
  const parser = new Parser(tokensOf(source));
  const query = parser.pipe();
  parser.expectEnd();
  return query;
}

/** Reads definitions of functions that have nothing behind them. */
export function parseDefinitions(source: string): FunctionDefinition[] {
  return new Parser(tokensOf(source)).definitions();
}

class Parser {
  readonly #tokens: readonly Token[];
  #next = 0;
  #depth: number;

  constructor(tokens: readonly Token[], depth = 0) {
    this.#tokens = tokens;
    this.#depth = depth;
  }

  definitions(): FunctionDefinition[] {
    const definitions: FunctionDefinition[] = [];
    while (this.#takeName('def')) definitions.push(this.#definition());
    this.expectEnd();
    return definitions;
  }

  pipe(minimum = 0): Query {
    this.#depth += 1;
    if (this.#depth > MAX_NESTING) throw syntaxError('too deeply nested', this.#peek().at);
    const query = this.#takeName('def') ? this.#defined(minimum) : this.#binary(minimum);
    this.#depth -= 1;
    return query;
  }

  expectEnd(): void {
    if (this.#peek().kind !== 'end') throw this.#unexpected();
  }

  #defined(minimum: number): Query {
    const definition = this.#definition();
    return { kind: 'define', definition, body: this.pipe(minimum) };
  }

  #definition(): FunctionDefinition {
    const name = this.#name();
    const parameters: string[] = [];
    if (this.#take('(')) {
      do {
        const token = this.#peek();
        parameters.push(token.kind === 'variable' ? `$${this.#variable()}` : this.#name());
      } while (this.#take(';'));
      this.#expect(')');
    }
    this.#expect(':');
    const body = this.pipe();
    this.#expect(';');
    return { name, parameters, body };
  }

  #binary(minimum: number): Query {
    let left = this.#prefix();
    let chained = '';
    for (;;) {
      const token = this.#peek();
      if (token.kind !== 'symbol' && token.kind !== 'name') return left;
      const power = OPERATORS.get(token.value);
      if (power === undefined || power[0] < minimum) return left;
      // Comparisons do not chain, nor do assignments.
      if (chained !== '' && OPERATORS.get(chained)?.[0] === power[0] && (power[0] === 13 || power[0] === 7)) {
        throw this.#unexpected();
      }
      this.#next += 1;
      chained = token.value;
      left = operation(token.value, left, this.pipe(power[1]));
    }
  }

  #prefix(): Query {
    if (this.#take('-')) return { kind: 'negate', operand: this.#postfix() };
    const term = this.#postfix();
    if (!this.#takeName('as')) return term;
    const shape = this.#shape();
    this.#expect('|');
    return { kind: 'bind', source: term, shape, body: this.pipe() };
  }

  #postfix(): Query {
    let term = this.#term();
    for (;;) {
      const token = this.#peek();
      if (token.kind === 'field') {
        this.#next += 1;
        term = { kind: 'index', target: term, index: { kind: 'literal', value: token.value } };
      } else if (this.#take('[')) {
        term = this.#bracket(term);
      } else if (this.#take('?')) {
        term = { kind: 'try', body: term, handler: null };
      } else if (this.#is('.') && this.#startsSuffix(this.#peek(1))) {
        this.#next += 1;
        term = this.#suffix(term);
      } else {
        return term;
      }
    }
  }

  #startsSuffix(token: Token): boolean {
    return token.kind === 'text' || (token.kind === 'symbol' && token.value === '[');
  }

  /** `."text"` or `.[…]`, behind the dot. */
  #suffix(target: Query): Query {
    const token = this.#peek();
    if (token.kind === 'text') return { kind: 'index', target, index: this.#text(null) };
    this.#expect('[');
    return this.#bracket(target);
  }

  #bracket(target: Query): Query {
    if (this.#take(']')) return { kind: 'each', target };
    if (this.#take(':')) {
      const to = this.pipe();
      this.#expect(']');
      return { kind: 'slice', target, from: null, to };
    }
    const index = this.pipe();
    if (this.#take(':')) {
      const to = this.#is(']') ? null : this.pipe();
      this.#expect(']');
      return { kind: 'slice', target, from: index, to };
    }
    this.#expect(']');
    return { kind: 'index', target, index };
  }

  #term(): Query {
    const token = this.#peek();
    switch (token.kind) {
      case 'number':
        this.#next += 1;
        return { kind: 'literal', value: token.value };
      case 'text':
        return this.#text(null);
      case 'format':
        this.#next += 1;
        if (this.#peek().kind === 'text') return this.#text(token.value);
        return { kind: 'format', name: token.value };
      case 'variable':
        this.#next += 1;
        return this.#variableTerm(token.value);
      case 'field':
        this.#next += 1;
        return { kind: 'index', target: IDENTITY, index: { kind: 'literal', value: token.value } };
      case 'name':
        return this.#nameTerm(token.value);
      case 'symbol':
        return this.#symbolTerm(token.value);
      case 'end':
        throw this.#unexpected();
    }
  }

  #variableTerm(name: string): Query {
    if (name === '__loc__') return { kind: 'literal', value: { file: '<top-level>', line: 1 } };
    return { kind: 'variable', name };
  }

  #symbolTerm(symbol: string): Query {
    this.#next += 1;
    if (symbol === '.') return this.#startsSuffix(this.#peek()) ? this.#suffix(IDENTITY) : IDENTITY;
    if (symbol === '..') return { kind: 'recurse' };
    if (symbol === '(') {
      const inner = this.pipe();
      this.#expect(')');
      return inner;
    }
    if (symbol === '[') {
      if (this.#take(']')) return { kind: 'array', items: null };
      const items = this.pipe();
      this.#expect(']');
      return { kind: 'array', items };
    }
    if (symbol === '{') return this.#object();
    this.#next -= 1;
    throw this.#unexpected();
  }

  #nameTerm(name: string): Query {
    this.#next += 1;
    switch (name) {
      case 'null':
        return { kind: 'literal', value: null };
      case 'true':
        return { kind: 'literal', value: true };
      case 'false':
        return { kind: 'literal', value: false };
      case 'if':
        return this.#if();
      case 'try': {
        const body = this.#postfix();
        const handler = this.#takeName('catch') ? this.#postfix() : null;
        return { kind: 'try', body, handler };
      }
      case 'reduce': {
        const [source, shape] = this.#source();
        const start = this.pipe();
        this.#expect(';');
        const update = this.pipe();
        this.#expect(')');
        return { kind: 'reduce', source, shape, start, update };
      }
      case 'foreach': {
        const [source, shape] = this.#source();
        const start = this.pipe();
        this.#expect(';');
        const update = this.pipe();
        const extract = this.#take(';') ? this.pipe() : IDENTITY;
        this.#expect(')');
        return { kind: 'foreach', source, shape, start, update, extract };
      }
      case 'label': {
        const label = this.#variable();
        this.#expect('|');
        return { kind: 'label', name: label, body: this.pipe() };
      }
      case 'break':
        return { kind: 'break', name: this.#variable() };
      case 'def': {
        this.#next -= 1;
        return this.pipe();
      }
    }
    if (KEYWORDS.has(name)) {
      this.#next -= 1;
      throw this.#unexpected();
    }
    const args: Query[] = [];
    if (this.#take('(')) {
      do args.push(this.pipe());
      while (this.#take(';'));
      this.#expect(')');
    }
    return { kind: 'call', name, arguments: args };
  }

  #source(): [Query, Shape] {
    const source = this.#postfix();
    if (!this.#takeName('as')) throw this.#unexpected();
    const shape = this.#shape();
    this.#expect('(');
    return [source, shape];
  }

  #if(): Query {
    const condition = this.pipe();
    if (!this.#takeName('then')) throw this.#unexpected();
    const whenTrue = this.pipe();
    if (this.#takeName('elif')) return { kind: 'if', condition, whenTrue, whenFalse: this.#if() };
    const whenFalse = this.#takeName('else') ? this.pipe() : IDENTITY;
    if (!this.#takeName('end')) throw this.#unexpected();
    return { kind: 'if', condition, whenTrue, whenFalse };
  }

  #object(): Query {
    const entries: { key: Query; value: Query }[] = [];
    if (this.#take('}')) return { kind: 'object', entries };
    do {
      if (this.#is('}')) break;
      entries.push(this.#objectEntry());
    } while (this.#take(','));
    this.#expect('}');
    return { kind: 'object', entries };
  }

  #objectEntry(): { key: Query; value: Query } {
    const token = this.#peek();
    if (token.kind === 'variable') {
      this.#next += 1;
      const key: Query = { kind: 'literal', value: token.value };
      return { key, value: this.#take(':') ? this.#objectValue() : this.#variableTerm(token.value) };
    }
    const key = this.#key();
    const value = this.#take(':')
      ? this.#objectValue()
      : ({ kind: 'index', target: IDENTITY, index: key } as const);
    return { key, value };
  }

  #key(): Query {
    const token = this.#peek();
    if (token.kind === 'text') return this.#text(null);
    this.#next += 1;
    if (token.kind === 'name') return { kind: 'literal', value: token.value };
    if (token.kind === 'number') return { kind: 'literal', value: token.value };
    if (token.kind === 'format') {
      if (this.#peek().kind === 'text') return this.#text(token.value);
      return { kind: 'format', name: token.value };
    }
    if (token.kind === 'symbol' && token.value === '(') {
      const key = this.pipe();
      this.#expect(')');
      return key;
    }
    this.#next -= 1;
    throw this.#unexpected();
  }

  /** The value of an entry: everything but a comma; terms may be piped. */
  #objectValue(): Query {
    let value = this.pipe(ABOVE_COMMA);
    while (this.#take('|')) value = { kind: 'pipe', left: value, right: this.pipe(ABOVE_COMMA) };
    return value;
  }

  #shape(): Shape {
    const token = this.#peek();
    if (token.kind === 'variable') return { kind: 'variable', name: this.#variable() };
    if (this.#take('[')) {
      const items: Shape[] = [];
      do items.push(this.#shape());
      while (this.#take(','));
      this.#expect(']');
      return { kind: 'array', items };
    }
    this.#expect('{');
    const entries: ShapeEntry[] = [];
    do {
      if (this.#peek().kind === 'variable') {
        const variable = this.#variable();
        const shape = this.#take(':') ? this.#shape() : null;
        entries.push({ key: { kind: 'literal', value: variable }, variable, shape });
      } else {
        const key = this.#key();
        this.#expect(':');
        entries.push({ key, variable: null, shape: this.#shape() });
      }
    } while (this.#take(','));
    this.#expect('}');
    return { kind: 'object', entries };
  }

  #text(format: string | null): Query {
    const token = this.#peek();
    if (token.kind !== 'text') throw this.#unexpected();
    this.#next += 1;
    const [first] = token.parts;
    if (token.parts.length === 1 && typeof first === 'string') return { kind: 'literal', value: first };
    const parts = token.parts.map((part) => {
      if (typeof part === 'string') return part;
      const inner = new Parser(part, this.#depth);
      const query = inner.pipe();
      inner.expectEnd();
      return query;
    });
    return { kind: 'text', format, parts };
  }

  #peek(ahead = 0): Token {
    return this.#tokens[this.#next + ahead] ?? { kind: 'end', at: 0 };
  }

  #is(symbol: string): boolean {
    const token = this.#peek();
    return token.kind === 'symbol' && token.value === symbol;
  }

  #take(symbol: string): boolean {
    if (!this.#is(symbol)) return false;
    this.#next += 1;
    return true;
  }

  #takeName(name: string): boolean {
    const token = this.#peek();
    if (token.kind !== 'name' || token.value !== name) return false;
    this.#next += 1;
    return true;
  }

  #expect(symbol: string): void {
    if (!this.#take(symbol)) throw this.#unexpected();
  }

  #name(): string {
    const token = this.#peek();
    if (token.kind !== 'name') throw this.#unexpected();
    this.#next += 1;
    return token.value;
  }

  #variable(): string {
    const token = this.#peek();
    if (token.kind !== 'variable') throw this.#unexpected();
    this.#next += 1;
    return token.value;
  }

  #unexpected(): Error {
    const token = this.#peek();
    const what = token.kind === 'end' ? 'unexpected end of the query' : 'syntax error';
    return syntaxError(what, token.at);
  }
}

function operation(symbol: string, left: Query, right: Query): Query {
  switch (symbol) {
    case '|':
      return { kind: 'pipe', left, right };
    case ',':
      return { kind: 'comma', left, right };
    case '//':
      return { kind: 'alternative', left, right };
    case '=':
      return { kind: 'assign', left, right };
    case '|=':
    case '+=':
    case '-=':
    case '*=':
    case '/=':
    case '%=':
    case '//=':
      return { kind: 'update', operator: symbol, left, right };
    case 'or':
    case 'and':
      return { kind: symbol, left, right };
    case '==':
    case '!=':
    case '<':
    case '<=':
    case '>':
    case '>=':
      return { kind: 'compare', operator: symbol, left, right };
    case '+':
    case '-':
    case '*':
    case '/':
    case '%':
      return { kind: 'arithmetic', operator: symbol, left, right };
    default:
      throw new Error(`not an operator: ${symbol}`);
  }
}
