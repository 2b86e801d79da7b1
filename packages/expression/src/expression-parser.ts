import type { Meter } from './budget';
import { Failure, locate } from './error';
import { infixOperator, PRECEDENCE, UNARY_PRECEDENCE, unaryOperator } from './precedence';
import type { Source } from './source';
import type {
  ArgumentList,
  Expression,
  ExpressionOf,
  MacroParameter,
  MapEntry,
  NamedArgument,
  NodeBase,
} from './syntax';
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

type NameToken = Extract<Token, { kind: 'name' }>;

/** Reads one expression after another from the tokens of a tag. */
export class ExpressionParser {
  readonly #source: Source;
  readonly #tokens: readonly Token[];
  readonly #meter: Meter;
  #next = 0;
  #depth: number;

  constructor(source: Source, tokens: readonly Token[], meter: Meter, depth = 0) {
    this.#source = source;
    this.#meter = meter;
    this.#tokens = tokens;
    this.#depth = depth;
  }

  peek(ahead = 0): Token {
    const token = this.#tokens[this.#next + ahead] ?? this.#tokens.at(-1);
    return token ?? { kind: 'end', at: 0 };
  }

  takeName(): NameToken {
    const token = this.peek();
    if (token.kind !== 'name') return this.fail(`Expected a name, found ${describeToken(token)}.`, token.at);
    this.#next += 1;
    return token;
  }

  /** A name that a tag or an argument gives to a value. */
  takeNewName(): NameToken {
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
  takeOptionalName(): NameToken | null {
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
    const { at } = condition;
    const { size, height } = this.#measure(at, [condition, whenTrue, whenFalse]);
    return { at, size, height, kind: 'ternary', condition, whenTrue, whenFalse };
  }

  /** The filters of a filter tag: `upper | replace({...})`. */
  parseFilterChain(): Expression {
    const { at } = this.peek();
    let chain = this.#parseFilter({ at, size: 1, height: 1, kind: 'body' });
    while (this.#takeSymbol('|')) chain = this.#parseFilter(chain);
    return chain;
  }

  /** `(a, b = 1)` of a macro. */
  parseMacroParameters(): MacroParameter[] {
    this.expectSymbol('(');
    const parameters: MacroParameter[] = [];
    const names = new Set<string>();
    while (!this.#takeSymbol(')')) {
      if (parameters.length > 0) this.expectSymbol(',');
      const { at, value: name } = this.takeNewName();
      if (names.has(name)) this.fail(`The parameter [${name}] is there twice.`, at);
      names.add(name);
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
        const { size, height } = this.#measure(token.at, [left, right]);
        left = { at: token.at, size, height, kind: 'binary', operator, left, right };
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
    const { size, height } = this.#measure(token.at, [operand]);
    return { at: token.at, size, height, kind: 'unary', operator, operand };
  }

  #parsePostfix(start: Expression): Expression {
    let target = start;
    for (;;) {
      if (this.#takeSymbol('.')) {
        const name = this.takeName();
        target = this.#isSymbol(this.peek(), '(')
          ? this.#methodExpression(target, name)
          : this.#memberExpression(target, name);
      } else if (this.#takeSymbol('[')) {
        const index = this.parseExpression();
        this.expectSymbol(']');
        const { size, height } = this.#measure(index.at, [target, index]);
        target = { at: index.at, size, height, kind: 'index', target, index };
      } else {
        return target;
      }
    }
  }

  #memberExpression(target: Expression, { at, value: name }: NameToken): Expression {
    const { size, height } = this.#measure(at, [target]);
    return { at, size, height, kind: 'member', target, name };
  }

  #methodExpression(target: Expression, { at, value: name }: NameToken): Expression {
    const { positional, named } = this.#parseArguments();
    const [first] = named;
    if (first !== undefined) this.fail('The arguments of a method have no names.', first.at);
    const { size, height } = this.#measure(at, [target, ...positional]);
    return { at, size, height, kind: 'method', target, name, arguments: positional };
  }

  #parsePrimary(): Expression {
    const token = this.peek();
    this.#next += 1;
    switch (token.kind) {
      case 'number':
        return this.#literal(token.at, token.value);
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

  #nameExpression(token: NameToken): Expression {
    const literal = LITERAL_NAMES.get(token.value);
    if (literal !== undefined) return this.#literal(token.at, literal);
    if (this.#isSymbol(this.peek(), '(')) {
      const list = this.#parseArguments();
      const { size, height } = this.#measure(token.at, argumentNodes(list));
      return { at: token.at, size, height, kind: 'call', name: token.value, arguments: list };
    }
    this.#meter.step();
    return { at: token.at, size: 1, height: 1, kind: 'name', name: token.value };
  }

  #textExpression(at: number, parts: readonly TextPart[]): Expression {
    const [first] = parts;
    if (parts.length === 1 && typeof first === 'string') {
      return this.#literal(at, first);
    }
    const nodes = parts.map((part): Expression => {
      if (typeof part === 'string') return this.#literal(at, part);
      this.#enter(at);
      const inner = new ExpressionParser(this.#source, part, this.#meter, this.#depth);
      const node = inner.parseExpression();
      inner.expectEnd();
      this.#depth -= 1;
      return node;
    });
    const { size, height } = this.#measure(at, nodes);
    return { at, size, height, kind: 'interpolation', parts: nodes };
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
    const { size, height } = this.#measure(at, items);
    return { at, size, height, kind: 'list', items };
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
    const { size, height } = this.#measure(at, nodes);
    return { at, size, height, kind: 'map', entries };
  }

  #parseFilter(input: Expression): Expression {
    const name = this.takeName();
    const list = this.#isSymbol(this.peek(), '(') ? this.#parseArguments() : NO_ARGUMENTS;
    const { size, height } = this.#measure(name.at, [input, ...argumentNodes(list)]);
    return { at: name.at, size, height, kind: 'filter', input, name: name.value, arguments: list };
  }

  #parseTest(input: Expression): Expression {
    const not = this.peek();
    const negated = not.kind === 'name' && not.value === 'not';
    if (negated) this.#next += 1;
    const name = this.takeName();
    const list = this.#isSymbol(this.peek(), '(') ? this.#parseArguments() : NO_ARGUMENTS;
    const { size, height } = this.#measure(name.at, [input, ...argumentNodes(list)]);
    return { at: name.at, size, height, kind: 'test', input, negated, name: name.value, arguments: list };
  }

  #parseArguments(): ArgumentList {
    this.expectSymbol('(');
    const positional: Expression[] = [];
    const named: NamedArgument[] = [];
    const names = new Set<string>();
    while (!this.#takeSymbol(')')) {
      if (positional.length + named.length > 0) this.expectSymbol(',');
      if (this.#isSymbol(this.peek(1), '=')) {
        const name = this.takeNewName();
        this.expectSymbol('=');
        if (names.has(name.value)) this.fail(`The argument [${name.value}] is given twice.`, name.at);
        names.add(name.value);
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

  #literal(at: number, value: ExpressionOf<'literal'>['value']): Expression {
    this.#meter.step();
    return { at, size: 1, height: 1, kind: 'literal', value };
  }

  /** Counts a node and measures it. The nodes are written out field by field: spreading is slow. */
  #measure(at: number, children: readonly NodeBase[]): Pick<NodeBase, 'size' | 'height'> {
    this.#meter.step();
    let size = 1;
    let height = 1;
    for (const child of children) {
      size += child.size;
      height = Math.max(height, child.height + 1);
    }
    if (height > MAX_NESTING) this.fail('The expression is nested too deeply.', at);
    return { size, height };
  }
}

const NO_ARGUMENTS: ArgumentList = { positional: [], named: [] };

function argumentNodes(list: ArgumentList): Expression[] {
  return [...list.positional, ...list.named.map((argument) => argument.value)];
}
