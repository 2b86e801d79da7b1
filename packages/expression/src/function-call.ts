import { bindArguments, type FunctionArguments } from './arguments';
import { Failure } from './error';
import type { Frame, FunctionPort } from './frame';
import { functions } from './functions';
import { declaredPorts, type DeclaredPort } from './functions/port';
import { callBlock, callMacro } from './macro-call';
import { chain, type MaybePromise } from './maybe-promise';
import { nearNames } from './near-name';
import { plain } from './plain';

const NO_PORTS: Readonly<Record<string, FunctionPort>> = {};

/** Calls a function of the caller or, when it has none of this name, one of ours. */
export function callFunction(
  name: string,
  positional: readonly unknown[],
  named: Readonly<Record<string, unknown>>,
  frame: Frame,
): MaybePromise<unknown> {
  const ports = frame.run.options.functions ?? NO_PORTS;
  const port = Object.hasOwn(ports, name) ? ports[name] : undefined;
  const declared = declaredPorts.get(name);
  if (port !== undefined) {
    if (declared !== undefined) checkArguments(name, declared, positional, named);
    return callPort(port, positional, named, frame);
  }
  if (name === 'block') {
    const block = bindArguments(['name'], positional, named).text('name');
    return callBlock(frame.definitions.blocks.get(block), frame);
  }
  const known = functions.get(name);
  if (known === undefined) {
    const { macros } = frame.definitions;
    const macro = macros.get(name);
    if (macro !== undefined) return callMacro(macro, positional, named, frame);
    if (declared !== undefined) {
      checkArguments(name, declared, positional, named);
      throw new Failure(declared.whenAbsent ?? `The '${name}' function cannot be used here.`);
    }
    const candidates = nearNames(name, [
      ...macros.keys(),
      ...functions.keys(),
      ...declaredPorts.keys(),
      ...Object.keys(ports),
    ]);
    throw new Failure(`Function or Macro [${name}] does not exist.`, 'unknown', candidates);
  }
  if (known.kind === 'variadic') {
    if (Object.keys(named).length > 0) throw new Failure('Takes no arguments with a name.');
    return known.apply(positional, frame);
  }
  return known.apply(bindArguments(known.parameters, positional, named), frame);
}

function checkArguments(
  name: string,
  { parameters, required, maps }: DeclaredPort,
  positional: readonly unknown[],
  named: Readonly<Record<string, unknown>>,
): void {
  const given = bindArguments(parameters, positional, named);
  for (const parameter of required) {
    if (given.value(parameter) === null) {
      throw new Failure(`The '${name}' function expects an argument '${parameter}'.`);
    }
  }
  for (const parameter of maps ?? []) if (given.value(parameter) !== null) given.map(parameter);
}

function callPort(
  port: FunctionPort,
  positional: readonly unknown[],
  named: Readonly<Record<string, unknown>>,
  frame: Frame,
): MaybePromise<unknown> {
  const places = positional.map((value) => plain(value, frame.meter));
  const names = plain(named, frame.meter) as Readonly<Record<string, unknown>>;
  const args: FunctionArguments = {
    positional: places,
    named: names,
    get: (name, place) => (Object.hasOwn(names, name) ? names[name] : places[place]),
  };
  return chain(
    frame.meter.outside(() => port(args)),
    (value) => value ?? null,
  );
}
