import { bindArguments, type FunctionArguments } from './arguments';
import { Failure } from './error';
import type { Frame, FunctionPort } from './frame';
import { functions } from './functions';
import { chain, type MaybePromise } from './maybe-promise';
import { nearNames } from './near-name';
import { plain } from './plain';

/** Calls a function of the caller or, when it has none of this name, one of ours. */
export function callFunction(
  name: string,
  positional: readonly unknown[],
  named: Readonly<Record<string, unknown>>,
  frame: Frame,
): MaybePromise<unknown> {
  const ports = frame.run.functions;
  const port = Object.hasOwn(ports, name) ? ports[name] : undefined;
  if (port !== undefined) return callPort(port, positional, named, frame);
  const known = functions.get(name);
  if (known === undefined) {
    const candidates = nearNames(name, [...functions.keys(), ...Object.keys(ports)]);
    throw new Failure(`Function or Macro [${name}] does not exist.`, 'unknown', candidates);
  }
  if (known.kind === 'variadic') {
    if (Object.keys(named).length > 0) throw new Failure('Takes no arguments with a name.');
    return known.apply(positional, frame);
  }
  return known.apply(bindArguments(known.parameters, positional, named), frame);
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
