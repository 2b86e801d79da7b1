import { ExpressionCompiler, type Evaluate } from './compile-expression';
import { type ExpressionError, locate } from './error';
import type { Frame } from './frame';
import { Missing } from './missing';
import { plain } from './plain';
import { expressionText } from './print-expression';
import type { Source } from './source';
import type { Expression } from './syntax';

/** What a part of an expression gave; line and column begin at 1 and tell where the part begins. */
export type TraceEntry = {
  /** The part, printed in the usual way. */
  readonly text: string;
  readonly line: number;
  readonly column: number;
} & ({ readonly value: unknown } | { readonly error: string });

/** Parts that a loop evaluates again and again are told only so often. */
const MAX_ENTRIES = 1_000;

/** Compiles expressions so that every part of them tells what it gave, inner parts first. */
export class TracingCompiler extends ExpressionCompiler {
  readonly entries: TraceEntry[] = [];
  readonly #source: Source;
  readonly #told = new WeakSet<ExpressionError>();

  constructor(source: Source) {
    super(source);
    this.#source = source;
  }

  /** Each part of a path is told on its own. */
  override path(): null {
    return null;
  }

  override open(node: Expression): Evaluate {
    const evaluate = super.open(node);
    if (node.kind === 'literal' || node.kind === 'body') return evaluate;
    let known: Pick<TraceEntry, 'text' | 'line' | 'column'> | undefined;
    const part = (): Pick<TraceEntry, 'text' | 'line' | 'column'> => {
      known ??= { text: expressionText(node), ...this.#source.positionOf(startOf(node)) };
      return known;
    };
    const tell = (value: unknown, frame: Frame): unknown => {
      if (this.entries.length < MAX_ENTRIES) this.entries.push({ ...part(), ...outcome(value, frame) });
      return value;
    };
    const fail = (reason: unknown): never => {
      const error = locate(reason, { source: this.#source, at: node.at });
      // An error passes through all the parts around the one that failed: it is told once.
      if (!this.#told.has(error) && this.entries.length < MAX_ENTRIES) {
        this.entries.push({ ...part(), error: error.message });
      }
      this.#told.add(error);
      throw error;
    };
    return (frame) => {
      try {
        const value = evaluate(frame);
        if (!(value instanceof Promise)) return tell(value, frame);
        return value.then((settled: unknown) => tell(settled, frame), fail);
      } catch (error) {
        return fail(error);
      }
    };
  }
}

function outcome(value: unknown, frame: Frame): { readonly value: unknown } | { readonly error: string } {
  return value instanceof Missing ? { error: value.toError().message } : { value: plain(value, frame.meter) };
}

/** Where a part begins: an operator stands behind its left side. */
function startOf(node: Expression): number {
  switch (node.kind) {
    case 'member':
    case 'index':
    case 'method':
      return startOf(node.target);
    case 'filter':
    case 'test':
      return startOf(node.input);
    case 'binary':
      return startOf(node.left);
    case 'ternary':
      return startOf(node.condition);
    case 'literal':
    case 'interpolation':
    case 'list':
    case 'map':
    case 'name':
    case 'body':
    case 'call':
    case 'unary':
      return node.at;
  }
}
