import type { JsonNumber } from '@headrace/json';

/** A value of jq: data as it stands in JSON, with every digit of its numbers. */
export type Json = null | boolean | JsonNumber | string | Json[] | JsonObject;
export interface JsonObject {
  [key: string]: Json;
}

export type Comparison = '==' | '!=' | '<' | '<=' | '>' | '>=';
export type Arithmetic = '+' | '-' | '*' | '/' | '%';
export type Update = '|=' | '+=' | '-=' | '*=' | '/=' | '%=' | '//=';

/** What `as` takes a value apart with. */
export type Shape =
  | { readonly kind: 'variable'; readonly name: string }
  | { readonly kind: 'array'; readonly items: readonly Shape[] }
  | { readonly kind: 'object'; readonly entries: readonly ShapeEntry[] };

export interface ShapeEntry {
  readonly key: Query;
  /** The variable that also gets the value, for `{$name}` and `{$name: shape}`. */
  readonly variable: string | null;
  readonly shape: Shape | null;
}

export interface FunctionDefinition {
  readonly name: string;
  /** A parameter that begins with `$` is a value, any other one is a filter. */
  readonly parameters: readonly string[];
  readonly body: Query;
}

export type Query =
  | { readonly kind: 'identity' }
  | { readonly kind: 'recurse' }
  | { readonly kind: 'literal'; readonly value: Json }
  | { readonly kind: 'text'; readonly format: string | null; readonly parts: readonly (string | Query)[] }
  | { readonly kind: 'format'; readonly name: string }
  | { readonly kind: 'array'; readonly items: Query | null }
  | { readonly kind: 'object'; readonly entries: readonly { readonly key: Query; readonly value: Query }[] }
  | { readonly kind: 'index'; readonly target: Query; readonly index: Query }
  | { readonly kind: 'slice'; readonly target: Query; readonly from: Query | null; readonly to: Query | null }
  | { readonly kind: 'each'; readonly target: Query }
  | { readonly kind: 'pipe'; readonly left: Query; readonly right: Query }
  | { readonly kind: 'comma'; readonly left: Query; readonly right: Query }
  | { readonly kind: 'negate'; readonly operand: Query }
  | {
      readonly kind: 'arithmetic';
      readonly operator: Arithmetic;
      readonly left: Query;
      readonly right: Query;
    }
  | { readonly kind: 'compare'; readonly operator: Comparison; readonly left: Query; readonly right: Query }
  | { readonly kind: 'and' | 'or' | 'alternative'; readonly left: Query; readonly right: Query }
  | { readonly kind: 'assign'; readonly left: Query; readonly right: Query }
  | { readonly kind: 'update'; readonly operator: Update; readonly left: Query; readonly right: Query }
  | { readonly kind: 'if'; readonly condition: Query; readonly whenTrue: Query; readonly whenFalse: Query }
  | { readonly kind: 'try'; readonly body: Query; readonly handler: Query | null }
  | {
      readonly kind: 'reduce';
      readonly source: Query;
      readonly shape: Shape;
      readonly start: Query;
      readonly update: Query;
    }
  | {
      readonly kind: 'foreach';
      readonly source: Query;
      readonly shape: Shape;
      readonly start: Query;
      readonly update: Query;
      readonly extract: Query;
    }
  | { readonly kind: 'bind'; readonly source: Query; readonly shape: Shape; readonly body: Query }
  | { readonly kind: 'define'; readonly definition: FunctionDefinition; readonly body: Query }
  | { readonly kind: 'label'; readonly name: string; readonly body: Query }
  | { readonly kind: 'break'; readonly name: string }
  | { readonly kind: 'variable'; readonly name: string }
  | { readonly kind: 'call'; readonly name: string; readonly arguments: readonly Query[] };
