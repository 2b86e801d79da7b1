import { ExpressionCompiler } from './compile-expression';
import type { Definitions, Execute, Macro } from './definitions';
import { Failure, locate } from './error';
import { type Frame, Scope } from './frame';
import { chain, type MaybePromise, repeat } from './maybe-promise';
import type { Place, Source } from './source';
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
    const steps = nodes.map((node) => this.#node(node));
    const [only] = steps;
    if (only === undefined) return () => {};
    if (steps.length === 1) return only;
    return (frame) => {
      let next = 0;
      for (const step of steps) {
        next += 1;
        const pending = step(frame);
        if (pending instanceof Promise) return goOn(pending, steps, next, frame);
      }
    };
  }

  #node(node: TemplateNode): Execute {
    switch (node.kind) {
      case 'text':
        return this.#writer(node.at, () => node.text);
      case 'raw':
        return this.#writer(node.at, (frame) => (frame.keepsRawTags ? node.markup : node.text));
      case 'print':
        return this.#print(node);
      case 'set':
        return this.#set(node);
      case 'if':
        return this.#if(node);
      case 'for':
        return this.#for(node);
      case 'macro':
        return this.#macro(node);
      case 'block': {
        const body = this.body(node.body);
        this.blocks.set(node.name, body);
        return body;
      }
      case 'filter':
        return this.#filter(node);
    }
  }

  /** Counts the whole expression before it runs: cheaper than counting node by node, and never too little. */
  #charge(frame: Frame, expression: Expression): void {
    try {
      frame.meter.step(expression.size);
    } catch (error) {
      throw locate(error, this.#place(expression.at));
    }
  }

  #writer(at: number, text: (frame: Frame) => string): Execute {
    const place = this.#place(at);
    return (frame) => {
      try {
        frame.sink.write(text(frame), frame.meter);
      } catch (error) {
        throw locate(error, place);
      }
    };
  }

  #print({ expression }: TemplateNodeOf<'print'>): Execute {
    const evaluate = this.#expressions.strict(expression);
    const place = this.#place(expression.at);
    const write = (value: unknown, frame: Frame): void => {
      try {
        frame.sink.write(value, frame.meter);
      } catch (error) {
        throw locate(error, place);
      }
    };
    return (frame) => {
      this.#charge(frame, expression);
      const value = evaluate(frame);
      if (value instanceof Promise) return value.then((settled) => write(settled, frame));
      write(value, frame);
    };
  }

  #set({ name, value }: TemplateNodeOf<'set'>): Execute {
    const evaluate = this.#expressions.strict(value);
    return (frame) => {
      this.#charge(frame, value);
      return chain(evaluate(frame), (result) => frame.assign(name, result));
    };
  }

  #if({ branches, otherwise }: TemplateNodeOf<'if'>): Execute {
    const compiled = branches.map((branch) => ({
      expression: branch.condition,
      condition: this.#expressions.condition(branch.condition, false),
      body: this.body(branch.body),
    }));
    const last = this.body(otherwise);
    const from = (index: number, frame: Frame): MaybePromise<void> => {
      for (let next = index; next < compiled.length; next += 1) {
        const branch = compiled[next];
        if (branch === undefined) break;
        this.#charge(frame, branch.expression);
        const holds = branch.condition(frame);
        if (holds instanceof Promise) {
          return holds.then((held) => (held ? branch.body(frame) : from(next + 1, frame)));
        }
        if (holds) return branch.body(frame);
      }
      return last(frame);
    };
    return (frame) => from(0, frame);
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
        const scope = new Scope(outer);
        frame.scope = scope;
        const done = repeat(items.length, (index) => {
          this.#charge(frame, node.iterable);
          scope.variables.set(node.variable, items[index] ?? null);
          scope.variables.set('loop', loopVariable(index, items.length));
          return body(frame);
        });
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

async function goOn(
  pending: Promise<void>,
  steps: readonly Execute[],
  from: number,
  frame: Frame,
): Promise<void> {
  await pending;
  for (const step of steps.slice(from)) await step(frame);
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
