import { ExpressionCompiler } from './compile-expression';
import type { Definitions, Execute, Macro } from './definitions';
import { Failure, locate } from './error';
import { type Frame, Scope } from './frame';
import { chain, type MaybePromise, repeat } from './maybe-promise';
import type { Place, Source } from './source';
import { sequence, Step } from './step';
import type { Expression, ParsedTemplate, TemplateNode, TemplateNodeOf } from './syntax';
import { describeKind, entriesOf, isList, isMap } from './value';

/** A template as closures, with the macros and blocks it defines. */
export interface CompiledTemplate {
  readonly execute: Execute;
  readonly definitions: Definitions;
}

/** Compiles a template; another compiler of expressions may watch them. */
export function compileTemplate(
  template: ParsedTemplate,
  expressions = new ExpressionCompiler(template.source),
): CompiledTemplate {
  const compiler = new TemplateCompiler(template.source, expressions);
  const execute = compiler.body(template.nodes);
  const { macros, blocks } = compiler;
  return { execute, definitions: { macros, blocks, height: template.height } };
}

class TemplateCompiler {
  readonly #source: Source;
  readonly #expressions: ExpressionCompiler;
  readonly macros = new Map<string, Macro>();
  readonly blocks = new Map<string, Execute>();

  constructor(source: Source, expressions: ExpressionCompiler) {
    this.#source = source;
    this.#expressions = expressions;
  }

  body(nodes: readonly TemplateNode[]): Execute {
    return sequence(nodes.map((node) => this.#step(node)));
  }

  #step(node: TemplateNode): Step {
    switch (node.kind) {
      case 'text':
        return new Step(this.#place(node.at), node);
      case 'print':
        return this.#print(node);
      case 'raw':
      case 'set':
      case 'if':
      case 'for':
      case 'macro':
      case 'block':
      case 'filter':
        return new Step(this.#place(node.at), { kind: 'tag', execute: this.#tag(node) });
    }
  }

  #tag(node: Exclude<TemplateNode, { kind: 'text' | 'print' }>): Execute {
    switch (node.kind) {
      case 'raw':
        return (frame) => frame.sink.write(frame.keepsRawTags ? node.markup : node.text, frame.meter);
      case 'set':
        return this.#set(node);
      case 'if':
        return this.#if(node);
      case 'for':
        return this.#for(node);
      case 'macro':
        return this.#macro(node);
      case 'block':
        return this.#block(node);
      case 'filter':
        return this.#filter(node);
    }
  }

  #print({ expression }: TemplateNodeOf<'print'>): Step {
    const operand = this.#expressions.operand(expression);
    return new Step(this.#place(expression.at), { kind: 'print', size: expression.size, operand });
  }

  #block({ name, body }: TemplateNodeOf<'block'>): Execute {
    const execute = this.body(body);
    this.blocks.set(name, execute);
    return execute;
  }

  /** Counts the whole expression before it runs: cheaper than counting node by node, and never too little. */
  #charge(frame: Frame, expression: Expression): void {
    try {
      frame.meter.step(expression.size);
    } catch (error) {
      throw locate(error, this.#place(expression.at));
    }
  }

  #set({ name, value }: TemplateNodeOf<'set'>): Execute {
    const evaluate = this.#expressions.strict(value);
    return (frame) => {
      this.#charge(frame, value);
      return chain(evaluate(frame), (result) => frame.assign(name, result));
    };
  }

  #if({ branches, otherwise }: TemplateNodeOf<'if'>): Execute {
    const compiled = branches.map(({ condition, body }) => ({
      expression: condition,
      condition: this.#expressions.condition(condition, false),
      body: this.body(body),
    }));
    const last = this.body(otherwise);
    const runFrom = (first: number, frame: Frame): MaybePromise<void> => {
      for (let index = first; index < compiled.length; index += 1) {
        const branch = compiled[index];
        if (branch === undefined) break;
        this.#charge(frame, branch.expression);
        const holds = branch.condition(frame);
        if (holds instanceof Promise) return goOn(holds, branch.body, index, frame);
        if (holds) return branch.body(frame);
      }
      return last(frame);
    };
    const goOn = async (
      holds: Promise<boolean>,
      body: Execute,
      index: number,
      frame: Frame,
    ): Promise<void> => ((await holds) ? body(frame) : runFrom(index + 1, frame));
    return (frame) => runFrom(0, frame);
  }

  #for(node: TemplateNodeOf<'for'>): Execute {
    const iterable = this.#expressions.strict(node.iterable);
    const body = this.body(node.body);
    const otherwise = this.body(node.otherwise);
    const place = this.#place(node.iterable.at);
    return (frame) => {
      this.#charge(frame, node.iterable);
      return chain(iterable(frame), (value) => {
        if (value === null) return;
        const items = itemsOf(value, place);
        if (items.length === 0) return otherwise(frame);
        const outer = frame.scope;
        const scope = new Scope(frame.seen);
        frame.scope = scope;
        const turn = (index: number): MaybePromise<void> => {
          this.#charge(frame, node.iterable);
          scope.variables.set(node.variable, items[index] ?? null);
          scope.variables.set('loop', loopVariable(index, items.length));
          return body(frame);
        };
        const done = repeat(items.length, (index) =>
          frame.meter.isPauseDue ? frame.meter.pause().then(() => turn(index)) : turn(index),
        );
        return chain(done, () => {
          frame.scope = outer;
        });
      });
    };
  }

  /** A macro prints nothing where it is defined. It can be called from everywhere in its template. */
  #macro(node: TemplateNodeOf<'macro'>): Execute {
    const parameters = node.parameters.map(({ name, fallback }) => ({
      name,
      fallback: fallback === null ? null : this.#expressions.strict(fallback),
      size: fallback?.size ?? 0,
    }));
    this.macros.set(node.name, { parameters, body: this.body(node.body) });
    return () => {};
  }

  #filter(node: TemplateNodeOf<'filter'>): Execute {
    const body = this.body(node.body);
    const filters = this.#expressions.strict(node.filters);
    const place = this.#place(node.filters.at);
    return (frame) => {
      this.#charge(frame, node.filters);
      const inner = frame.capturing();
      return chain(body(inner), () => {
        frame.scope = inner.scope;
        frame.body = inner.sink.text;
        return chain(filters(frame), (value) => {
          try {
            frame.sink.write(value, frame.meter);
          } catch (error) {
            throw locate(error, place);
          }
        });
      });
    };
  }

  #place(at: number): Place {
    return { source: this.#source, at };
  }
}

function loopVariable(index: number, length: number): Readonly<Record<string, unknown>> {
  return { index, length, first: index === 0, last: index === length - 1, revindex: length - index - 1 };
}

/** What a loop walks over: the items of a list, or the entries of a map as maps with `key` and `value`. */
function itemsOf(value: unknown, place: Place): readonly unknown[] {
  if (isList(value)) return value;
  if (isMap(value)) return entriesOf(value).map(([key, item]) => ({ key, value: item }));
  throw locate(new Failure(`Cannot loop over ${describeKind(value)}.`), place);
}
