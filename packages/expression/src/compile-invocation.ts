import { bindArguments } from './arguments';
import type { Evaluate, ExpressionCompiler } from './compile-expression';
import { Failure, locate, placed, placedLater } from './error';
import { filters } from './filters';
import type { Frame } from './frame';
import { callFunction } from './function-call';
import { chain, chainWith, type MaybePromise } from './maybe-promise';
import { Missing } from './missing';
import { nearNames } from './near-name';
import { Operand } from './operand';
import type { ArgumentList, ExpressionOf } from './syntax';
import { tests } from './tests';
import { setOwn } from './value';

interface GivenArguments {
  readonly positional: readonly unknown[];
  readonly named: Readonly<Record<string, unknown>>;
}

const NOTHING_GIVEN: GivenArguments = { positional: [], named: {} };

export function compileCall(compiler: ExpressionCompiler, node: ExpressionOf<'call'>): Evaluate {
  const given = givenArguments(compiler, node.arguments);
  const place = compiler.place(node.at);
  const { name } = node;
  const subject = `Function [${name}]: `;
  return (frame) =>
    chain(given(frame), ({ positional, named }) => {
      frame.meter.step();
      return placedLater(place, subject, () => callFunction(name, positional, named, frame));
    });
}

export function compileFilter(compiler: ExpressionCompiler, node: ExpressionOf<'filter'>): Evaluate {
  const place = compiler.place(node.at);
  const { name } = node;
  const filter = filters.get(name);
  if (filter === undefined) {
    return () => {
      const candidates = nearNames(name, filters.keys());
      throw locate(new Failure(`Filter [${name}] does not exist.`, 'unknown', candidates), place);
    };
  }
  const input = filter.acceptsMissing
    ? new Operand(undefined, null, compiler.tolerant(node.input))
    : compiler.operand(node.input);
  const given = givenArguments(compiler, node.arguments);
  const subject = `Filter [${name}]: `;
  if (node.arguments.positional.length + node.arguments.named.length === 0) {
    const nothing = bindArguments(filter.parameters, [], {});
    const fail = (error: unknown): never => {
      throw locate(error, place, subject);
    };
    const apply = (value: unknown, frame: Frame): MaybePromise<unknown> => {
      try {
        frame.meter.step();
        const result = filter.apply(value instanceof Missing ? null : value, nothing, frame);
        return result instanceof Promise ? result.catch(fail) : result;
      } catch (error) {
        return fail(error);
      }
    };
    return (frame) => chainWith(input.value(frame), frame, apply);
  }
  return (frame) =>
    chain(input.value(frame), (value) =>
      chain(given(frame), ({ positional, named }) =>
        placedLater(place, subject, () => {
          frame.meter.step();
          const bound = bindArguments(filter.parameters, positional, named);
          return filter.apply(value instanceof Missing ? null : value, bound, frame);
        }),
      ),
    );
}

export function compileTest(compiler: ExpressionCompiler, node: ExpressionOf<'test'>): Evaluate {
  const place = compiler.place(node.at);
  const { name, negated } = node;
  const test = tests.get(name);
  if (test === undefined) {
    return () => {
      const candidates = nearNames(name, tests.keys());
      throw locate(new Failure(`Test [${name}] does not exist.`, 'unknown', candidates), place);
    };
  }
  const input = test.acceptsMissing ? compiler.tolerant(node.input) : compiler.strict(node.input);
  const given = givenArguments(compiler, node.arguments);
  const subject = `Test [${name}]: `;
  return (frame) =>
    chain(input(frame), (value) =>
      chain(given(frame), ({ positional, named }) =>
        placed(place, subject, () => {
          bindArguments([], positional, named);
          return test.holds(value instanceof Missing ? null : value, frame) !== negated;
        }),
      ),
    );
}

function givenArguments(
  compiler: ExpressionCompiler,
  list: ArgumentList,
): (frame: Frame) => MaybePromise<GivenArguments> {
  if (list.positional.length === 0 && list.named.length === 0) return () => NOTHING_GIVEN;
  const names = list.named.map((argument) => argument.name);
  const count = list.positional.length;
  const all = compiler.all([...list.positional, ...list.named.map((argument) => argument.value)]);
  return (frame) =>
    chain(all(frame), (values) => {
      const named: Record<string, unknown> = {};
      for (const [index, name] of names.entries()) setOwn(named, name, values[count + index]);
      return { positional: values.slice(0, count), named };
    });
}
