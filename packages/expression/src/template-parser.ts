import type { Meter } from './budget';
import { Failure, locate } from './error';
import { ExpressionParser, MAX_NESTING } from './expression-parser';
import { Source } from './source';
import type { Branch, Expression, ParsedTemplate, TemplateNode } from './syntax';
import { lexTemplate, type Piece } from './template-lexer';

type BlockName = 'if' | 'for' | 'macro' | 'block' | 'filter';

/** The tag that ended a list of nodes; null at the end of the template. */
type Terminator = { readonly name: string; readonly at: number; readonly parser: ExpressionParser } | null;

interface Body {
  readonly nodes: readonly TemplateNode[];
  readonly terminator: Terminator;
}

const CLOSING_TAGS: Readonly<Record<BlockName, ReadonlySet<string>>> = {
  if: new Set(['elseif', 'else', 'endif']),
  for: new Set(['else', 'endfor']),
  macro: new Set(['endmacro']),
  block: new Set(['endblock']),
  filter: new Set(['endfilter']),
};

/**
 * Parses a template; the meter counts its pieces, tokens and nodes. Throws an ExpressionError of kind `syntax` that says
 * where it cannot be read.
 */
export function parseTemplate(text: string, meter: Meter): ParsedTemplate {
  const source = new Source(text);
  return new TemplateParser(source, lexTemplate(source, meter), meter).parse();
}

class TemplateParser {
  readonly #source: Source;
  readonly #pieces: Iterator<Piece, void>;
  readonly #meter: Meter;
  readonly #macros = new Set<string>();
  readonly #blocks = new Set<string>();
  #depth = 0;
  #height = 1;

  constructor(source: Source, pieces: Iterator<Piece, void>, meter: Meter) {
    this.#source = source;
    this.#meter = meter;
    this.#pieces = pieces;
  }

  parse(): ParsedTemplate {
    const { nodes } = this.#parseBody(null, 0);
    return { source: this.#source, nodes, height: this.#height };
  }

  #parseBody(block: BlockName | null, openedAt: number): Body {
    const nodes: TemplateNode[] = [];
    this.#depth += 1;
    if (this.#depth > MAX_NESTING) this.#fail('The tags are nested too deeply.', openedAt);
    for (;;) {
      const { done, value: piece } = this.#pieces.next();
      if (done === true) {
        if (block !== null) return this.#fail(`Unclosed "${block}" tag.`, openedAt);
        return { nodes, terminator: null };
      }
      if (piece.kind !== 'tag') {
        nodes.push(this.#simpleNode(piece));
        continue;
      }
      const parser = new ExpressionParser(this.#source, piece.tokens, this.#meter);
      const name = parser.takeName();
      if (block !== null && CLOSING_TAGS[block].has(name.value)) {
        this.#depth -= 1;
        return { nodes, terminator: { name: name.value, at: piece.at, parser } };
      }
      nodes.push(this.#tagNode(name.value, name.at, piece.at, parser));
    }
  }

  #simpleNode(piece: Exclude<Piece, { kind: 'tag' }>): TemplateNode {
    switch (piece.kind) {
      case 'text':
      case 'raw':
        return piece;
      case 'print':
        return {
          kind: 'print',
          at: piece.at,
          expression: this.#whole(new ExpressionParser(this.#source, piece.tokens, this.#meter)),
        };
    }
  }

  #tagNode(name: string, nameAt: number, at: number, parser: ExpressionParser): TemplateNode {
    switch (name) {
      case 'if':
        return this.#ifNode(at, parser);
      case 'for':
        return this.#forNode(at, parser);
      case 'set': {
        const variable = parser.takeNewName();
        parser.expectSymbol('=');
        return { kind: 'set', at, name: variable.value, value: this.#whole(parser) };
      }
      case 'macro':
        return this.#macroNode(at, parser);
      case 'block':
        return this.#blockNode(at, parser);
      case 'filter':
        return this.#filterNode(at, parser);
      default:
        return this.#fail(`Unexpected tag name "${name}".`, nameAt);
    }
  }

  #ifNode(at: number, parser: ExpressionParser): TemplateNode {
    const branches: Branch[] = [];
    let condition = this.#whole(parser);
    for (;;) {
      const { nodes, terminator } = this.#parseBody('if', at);
      branches.push({ condition, body: nodes });
      if (terminator?.name === 'elseif') {
        condition = this.#whole(terminator.parser);
        continue;
      }
      terminator?.parser.expectEnd();
      if (terminator?.name === 'endif') return { kind: 'if', at, branches, otherwise: [] };
      return { kind: 'if', at, branches, otherwise: this.#lastBody('if', at) };
    }
  }

  #forNode(at: number, parser: ExpressionParser): TemplateNode {
    const variable = parser.takeNewName().value;
    parser.expectWord('in');
    const iterable = this.#whole(parser);
    const { nodes, terminator } = this.#parseBody('for', at);
    terminator?.parser.expectEnd();
    const otherwise = terminator?.name === 'else' ? this.#lastBody('for', at) : [];
    return { kind: 'for', at, variable, iterable, body: nodes, otherwise };
  }

  #macroNode(at: number, parser: ExpressionParser): TemplateNode {
    const { value: name, at: nameAt } = parser.takeNewName();
    if (this.#macros.has(name))
      this.#fail(`More than one macro can not share the same name: ${name}.`, nameAt);
    this.#macros.add(name);
    const parameters = parser.parseMacroParameters();
    parser.expectEnd();
    for (const { fallback } of parameters) if (fallback !== null) this.#checkHeight(fallback);
    return { kind: 'macro', at, name, parameters, body: this.#namedBody('macro', name, at) };
  }

  #blockNode(at: number, parser: ExpressionParser): TemplateNode {
    const { value: name, at: nameAt } = parser.takeNameOrText();
    if (this.#blocks.has(name))
      this.#fail(`More than one block can not share the same name: ${name}.`, nameAt);
    this.#blocks.add(name);
    parser.expectEnd();
    return { kind: 'block', at, name, body: this.#namedBody('block', name, at) };
  }

  #filterNode(at: number, parser: ExpressionParser): TemplateNode {
    const filters = parser.parseFilterChain();
    parser.expectEnd();
    this.#checkHeight(filters);
    return { kind: 'filter', at, filters, body: this.#namedBody('filter', null, at) };
  }

  /** The inside of a tag whose end tag may repeat its name. */
  #namedBody(block: BlockName, name: string | null, at: number): readonly TemplateNode[] {
    const { nodes, terminator } = this.#parseBody(block, at);
    const repeated = name === null ? null : (terminator?.parser.takeOptionalName() ?? null);
    if (repeated !== null && repeated.value !== name) {
      this.#fail(`Expected the name "${name}", found "${repeated.value}".`, repeated.at);
    }
    terminator?.parser.expectEnd();
    return nodes;
  }

  /** The part behind `else`, which only the end tag may close. */
  #lastBody(block: BlockName, at: number): readonly TemplateNode[] {
    const { nodes, terminator } = this.#parseBody(block, at);
    if (terminator !== null && terminator.name !== `end${block}`) {
      this.#fail(`Unexpected tag name "${terminator.name}".`, terminator.at);
    }
    terminator?.parser.expectEnd();
    return nodes;
  }

  #whole(parser: ExpressionParser): Expression {
    const expression = parser.parseExpression();
    parser.expectEnd();
    this.#checkHeight(expression);
    return expression;
  }

  #checkHeight(expression: Expression): void {
    const height = this.#depth + expression.height;
    if (height > MAX_NESTING) this.#fail('The expression is nested too deeply.', expression.at);
    this.#height = Math.max(this.#height, height);
  }

  #fail(message: string, at: number): never {
    throw locate(new Failure(message, 'syntax'), { source: this.#source, at });
  }
}
