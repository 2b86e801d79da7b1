import { Failure, locate } from './error';
import { infixOperator, PRECEDENCE, UNARY_PRECEDENCE, unaryOperator } from './precedence';
import type { Source } from './source';
import type { ArgumentList, Expression, MacroParameter, MapEntry, NamedArgument, NodeBase } from './syntax';
import { describeToken, type SymbolText, type TextPart, type Token } from './token';

/** Beyond this many levels a template is refused: the stack must hold its parsing and its evaluation. */
export const MAX_NESTING = 200;

const RESERVED_NAMES: ReadonlySet<string> = new Set(['true', 'false', 'null', 'none']);

const LITERAL_NAMES: ReadonlyMap<string, boolean | null> = new Map([
  ['true', true],
  ['TRUE', true],
  ['false', false],
  ['FALSE', false],
  ['null', null],
  ['NULL', null],
  ['none', null],
  ['NONE', null],
]);

/** Reads one expression after another from the tokens of a tag. */
export class ExpressionParser {
  readonly #source: Source;
  readonly #tokens: readonly Token[];
  #next = 0;
  #depth: number;

  constructor(source: Source, tokens: readonly Token[], depth = 0) {
    this.#source = source;
    this.#tokens = tokens;
    this.#depth = depth;
  }

  peek(ahead = 0): Token {
    const token = this.#tokens[this.#next + ahead] ?? this.#tokens.at(-1);
    return token ?? { kind: 'end', at: 0 };
  }

  takeName(): Extract<Token, { kind: 'name' }> {
    const token = this.peek();
    if (token.kind !== 'name') return this.fail(`Expected a name, found ${describeToken(token)}.`, token.at);
    this.#next += 1;
    return token;
  }

  /** A name that a tag or an argument gives to a value. */
  takeNewName(): Extract<Token, { kind: 'name' }> {
    const token = this.takeName();
    if (RESERVED_NAMES.has(token.value)) this.fail(`Can not assign a value to ${token.value}.`, token.at);
    return token;
  }

  expectSymbol(symbol: SymbolText): void {
    const token = this.peek();
    if (!this.#takeSymbol(symbol))
      this.fail(`Expected "${symbol}", found ${describeToken(token)}.`, token.at);
  }

  expectWord(word: string): void {
    const token = this.peek();
    if (token.kind !== 'name' || token.value !== word) {
      this.fail(`Expected "${word}", found ${describeToken(token)}.`, token.at);
    }
    this.#next += 1;
  }

  expectEnd(): void {
    const token = this.peek();
    if (token.kind !== 'end') this.fail(`Unexpected ${describeToken(token)}.`, token.at);
  }

  /** The next name when there is one. */
  takeOptionalName(): Extract<Token, { kind: 'name' }> | null {
    return this.peek().kind === 'name' ? this.takeName() : null;
  }

  /** A name, with or without quotes. */
  takeNameOrText(): { readonly at: number; readonly value: string } {
    const token = this.peek();
    if (token.kind !== 'text') return this.takeName();
    const [value] = token.parts;
    if (token.parts.length !== 1 || typeof value !== 'string' || value === '') {
      return this.fail('Expected a name without expressions in it.', token.at);
    }
    this.#next += 1;
    return { at: token.at, value };
  }

  fail(message: string, at: number): never {
    throw locate(new Failure(message, 'syntax'), { source: this.#source, at });
  }

  parseExpression(): Expression {
    const condition = this.#parseInfix(0);
    const question = this.peek();
    if (!this.#takeSymbol('?')) return condition;
    this.#enter(question.at);
    const whenTrue = this.parseExpression();
    this.expectSymbol(':');
    const whenFalse = this.parseExpression();
    this.#depth -= 1;
    const base = this.#base(condition.at, [condition, whenTrue, whenFalse]);
    return { ...base, kind: 'ternary', condition, whenTrue, whenFalse };
  }

  /** The filters of a filter tag: `upper | replace({...})`. */
  parseFilterChain(): Expression {
    const { at } = this.peek();
    let chain = this.#parseFilter({ ...this.#base(at, []), kind: 'body' });
    while (this.#takeSymbol('|')) chain = this.#parseFilter(chain);
    return chain;
  }

  /** `(a, b = 1)` of a macro. */
  parseMacroParameters(): MacroParameter[] {
    this.expectSymbol('(');
    const parameters: MacroParameter[] = [];
    while (!this.#takeSymbol(')')) {
      if (parameters.length > 0) this.expectSymbol(',');
      const { at, value: name } = this.takeNewName();
      if (parameters.some((parameter) => parameter.name === name)) {
        this.fail(`The parameter [${name}] is there twice.`, at);
      }
      const fallback = this.#takeSymbol('=') ? this.parseExpression() : null;
      parameters.push({ at, name, fallback });
    }
    return parameters;
  }

  #parseInfix(minimum: number): Expression {
    this.#enter(this.peek().at);
    let left = this.#parsePrefix();
    for (;;) {
      const token = this.peek();
      const operator = infixOperator(token);
      if (operator === null || PRECEDENCE[operator] < minimum) break;
      this.#next += 1;
      if (operator === '|') {
        left = this.#parseFilter(left);
      } else if (operator === 'is') {
        left = this.#parseTest(left);
      } else {
        const right = this.#parseInfix(PRECEDENCE[operator] + 1);
        left = { ...this.#base(token.at, [left, right]), kind: 'binary', operator, left, right };
      }
    }
    this.#depth -= 1;
    return left;
  }

  #parsePrefix(): Expression {
    const token = this.peek();
    const operator = unaryOperator(token);
    if (operator === null) return this.#parsePostfix(this.#parsePrimary());
    this.#next += 1;
    const operand = this.#parseInfix(UNARY_PRECEDENCE);
    return { ...this.#base(token.at, [operand]), kind: 'unary', operator, operand };
  }

  #parsePostfix(start: Expression): Expression {
    let target = start;
    for (;;) {
      if (this.#takeSymbol('.')) {
        const name = this.takeName();
        target = this.#isSymbol(this.peek(), '(')
          ? this.#methodExpression(target, name)
          : { ...this.#base(name.at, [target]), kind: 'member', target, name: name.value };
      } else if (this.#takeSymbol('[')) {
        const index = this.parseExpression();
        this.expectSymbol(']');
        target = { ...this.#base(index.at, [target, index]), kind: 'index', target, index };
      } else {
        return target;
      }
    }
  }

  #methodExpression(target: Expression, { at, value: name }: Extract<Token, { kind: 'name' }>): Expression {
    const { positional, named } = this.#parseArguments();
    const [first] = named;
    if (first !== undefined) this.fail('The arguments of a method have no names.', first.at);
    return {
      ...this.#base(at, [target, ...positional]),
      kind: 'method',
      target,
      name,
      arguments: positional,
    };
  }

  #parsePrimary(): Expression {
    const token = this.peek();
    this.#next += 1;
    switch (token.kind) {
      case 'number':
        return { ...this.#base(token.at, []), kind: 'literal', value: token.value };
      case 'text':
        return this.#textExpression(token.at, token.parts);
      case 'name':
        return this.#nameExpression(token);
      case 'symbol':
        if (token.value === '(') {
          const inner = this.parseExpression();
          this.expectSymbol(')');
          return inner;
        }
        if (token.value === '[') return this.#listExpression(token.at);
        if (token.value === '{') return this.#mapExpression(token.at);
        return this.fail(`Unexpected ${describeToken(token)}.`, token.at);
      case 'end':
        return this.fail(`Unexpected ${describeToken(token)}.`, token.at);
    }
  }

  #nameExpression(token: Extract<Token, { kind: 'name' }>): Expression {
    const literal = LITERAL_NAMES.get(token.value);
    if (literal !== undefined) return { ...this.#base(token.at, []), kind: 'literal', value: literal };
    if (this.#isSymbol(this.peek(), '(')) {
      const list = this.#parseArguments();
      return {
        ...this.#base(token.at, argumentNodes(list)),
        kind: 'call',
        name: token.value,
        arguments: list,
      };
    }
    return { ...this.#base(token.at, []), kind: 'name', name: token.value };
  }

  #textExpression(at: number, parts: readonly TextPart[]): Expression {
    const [first] = parts;
    if (parts.length === 1 && typeof first === 'string') {
      return { ...this.#base(at, []), kind: 'literal', value: first };
    }
    const nodes = parts.map((part): Expression => {
      if (typeof part === 'string') return { ...this.#base(at, []), kind: 'literal', value: part };
      this.#enter(at);
      const inner = new ExpressionParser(this.#source, part, this.#depth);
      const node = inner.parseExpression();
      inner.expectEnd();
      this.#depth -= 1;
      return node;
    });
    return { ...this.#base(at, nodes), kind: 'interpolation', parts: nodes };
  }

  #listExpression(at: number): Expression {
    const items: Expression[] = [];
    while (!this.#takeSymbol(']')) {
      if (items.length > 0) {
        this.expectSymbol(',');
        if (this.#takeSymbol(']')) break;
      }
      items.push(this.parseExpression());
    }
    return { ...this.#base(at, items), kind: 'list', items };
  }

  #mapExpression(at: number): Expression {
    const entries: MapEntry[] = [];
    while (!this.#takeSymbol('}')) {
      if (entries.length > 0) {
        this.expectSymbol(',');
        if (this.#takeSymbol('}')) break;
      }
      const key = this.parseExpression();
      this.expectSymbol(':');
      entries.push({ key, value: this.parseExpression() });
    }
    const nodes = entries.flatMap((entry) => [entry.key, entry.value]);
    return { ...this.#base(at, nodes), kind: 'map', entries };
  }

  #parseFilter(input: Expression): Expression {
    const name = this.takeName();
    const list = this.#isSymbol(this.peek(), '(') ? this.#parseArguments() : NO_ARGUMENTS;
    const base = this.#base(name.at, [input, ...argumentNodes(list)]);
    return { ...base, kind: 'filter', input, name: name.value, arguments: list };
  }

  #parseTest(input: Expression): Expression {
    const not = this.peek();
    const negated = not.kind === 'name' && not.value === 'not';
    if (negated) this.#next += 1;
    const name = this.takeName();
    const list = this.#isSymbol(this.peek(), '(') ? this.#parseArguments() : NO_ARGUMENTS;
    const base = this.#base(name.at, [input, ...argumentNodes(list)]);
    return { ...base, kind: 'test', input, negated, name: name.value, arguments: list };
  }

  #parseArguments(): ArgumentList {
    this.expectSymbol('(');
    const positional: Expression[] = [];
    const named: NamedArgument[] = [];
    while (!this.#takeSymbol(')')) {
      if (positional.length + named.length > 0) this.expectSymbol(',');
      if (this.#isSymbol(this.peek(1), '=')) {
        const name = this.takeNewName();
        this.expectSymbol('=');
        if (named.some((argument) => argument.name === name.value)) {
          this.fail(`The argument [${name.value}] is given twice.`, name.at);
        }
        named.push({ at: name.at, name: name.value, value: this.parseExpression() });
      } else {
        const at = this.peek().at;
        if (named.length > 0) this.fail('Arguments without a name must come before those with a name.', at);
        positional.push(this.parseExpression());
      }
    }
    return { positional, named };
  }

  #isSymbol(token: Token, symbol: SymbolText): boolean {
    return token.kind === 'symbol' && token.value === symbol;
  }

  #takeSymbol(symbol: SymbolText): boolean {
    if (!this.#isSymbol(this.peek(), symbol)) return false;
    this.#next += 1;
    return true;
  }

  #enter(at: number): void {
    this.#depth += 1;
    if (this.#depth > MAX_NESTING) this.fail('The expression is nested too deeply.', at);
  }

  #base(at: number, children: readonly NodeBase[]): NodeBase {
    let size = 1;
    let height = 1;
    for (const child of children) {
      size += child.size;
      height = Math.max(height, child.height + 1);
    }
    if (height > MAX_NESTING) this.fail('The expression is nested too deeply.', at);
    return { at, size, height };
  }
}

const NO_ARGUMENTS: ArgumentList = { positional: [], named: [] };

function argumentNodes(list: ArgumentList): Expression[] {
  return [...list.positional, ...list.named.map((argument) => argument.value)];
}
