import type { NumberValue } from './number';
import type { Source } from './source';

/** What every node carries: its offset, how many nodes it holds with itself, and how many levels deep it goes. */
export interface NodeBase {
  readonly at: number;
  readonly size: number;
  readonly height: number;
}

export type UnaryOperator = 'not' | '+' | '-';

export type BinaryOperator =
  | 'or'
  | 'and'
  | 'contains'
  | 'isIn'
  | '=='
  | '!='
  | '>'
  | '<'
  | '>='
  | '<='
  | '+'
  | '-'
  | '*'
  | '/'
  | '%'
  | '~'
  | '..'
  | '??'
  | '???';

export interface NamedArgument {
  readonly at: number;
  readonly name: string;
  readonly value: Expression;
}

/** Arguments as written: those without a name come first. */
export interface ArgumentList {
  readonly positional: readonly Expression[];
  readonly named: readonly NamedArgument[];
}

export interface MapEntry {
  readonly key: Expression;
  readonly value: Expression;
}

export type Expression = NodeBase &
  (
    | { readonly kind: 'literal'; readonly value: null | boolean | string | NumberValue }
    | { readonly kind: 'interpolation'; readonly parts: readonly Expression[] }
    | { readonly kind: 'list'; readonly items: readonly Expression[] }
    | { readonly kind: 'map'; readonly entries: readonly MapEntry[] }
    | { readonly kind: 'name'; readonly name: string }
    /** What a filter tag has around it: the text of its body. */
    | { readonly kind: 'body' }
    | { readonly kind: 'member'; readonly target: Expression; readonly name: string }
    | { readonly kind: 'index'; readonly target: Expression; readonly index: Expression }
    | { readonly kind: 'call'; readonly name: string; readonly arguments: ArgumentList }
    | {
        readonly kind: 'method';
        readonly target: Expression;
        readonly name: string;
        readonly arguments: readonly Expression[];
      }
    | {
        readonly kind: 'filter';
        readonly input: Expression;
        readonly name: string;
        readonly arguments: ArgumentList;
      }
    | {
        readonly kind: 'test';
        readonly input: Expression;
        readonly negated: boolean;
        readonly name: string;
        readonly arguments: ArgumentList;
      }
    | { readonly kind: 'unary'; readonly operator: UnaryOperator; readonly operand: Expression }
    | {
        readonly kind: 'binary';
        readonly operator: BinaryOperator;
        readonly left: Expression;
        readonly right: Expression;
      }
    | {
        readonly kind: 'ternary';
        readonly condition: Expression;
        readonly whenTrue: Expression;
        readonly whenFalse: Expression;
      }
  );

export type ExpressionOf<Kind extends Expression['kind']> = Extract<Expression, { readonly kind: Kind }>;

export interface Branch {
  readonly condition: Expression;
  readonly body: readonly TemplateNode[];
}

/** A parameter of a macro; the fallback is evaluated inside of the macro. */
export interface MacroParameter {
  readonly at: number;
  readonly name: string;
  readonly fallback: Expression | null;
}

/** A part of a template. */
export type TemplateNode = { readonly at: number } & (
  | { readonly kind: 'text'; readonly text: string }
  /** Text between raw tags; `markup` is what a recursive rendering keeps of it until its end. */
  | { readonly kind: 'raw'; readonly text: string; readonly markup: string }
  | { readonly kind: 'print'; readonly expression: Expression }
  | {
      readonly kind: 'if';
      readonly branches: readonly Branch[];
      readonly otherwise: readonly TemplateNode[];
    }
  | {
      readonly kind: 'for';
      readonly variable: string;
      readonly iterable: Expression;
      readonly body: readonly TemplateNode[];
      readonly otherwise: readonly TemplateNode[];
    }
  | { readonly kind: 'set'; readonly name: string; readonly value: Expression }
  | {
      readonly kind: 'macro';
      readonly name: string;
      readonly parameters: readonly MacroParameter[];
      readonly body: readonly TemplateNode[];
    }
  | { readonly kind: 'block'; readonly name: string; readonly body: readonly TemplateNode[] }
  /** `filters` is a chain of filters whose innermost input is the `body`. */
  | { readonly kind: 'filter'; readonly filters: Expression; readonly body: readonly TemplateNode[] }
);

export type TemplateNodeOf<Kind extends TemplateNode['kind']> = Extract<
  TemplateNode,
  { readonly kind: Kind }
>;

export interface ParsedTemplate {
  readonly source: Source;
  readonly nodes: readonly TemplateNode[];
  /** Levels of tags and expressions on the deepest way down. */
  readonly height: number;
}
