import { type Match, type Pattern, patternOf } from '../pattern';
import { setOwn } from '../value';
import { JqError } from './error';
import { type Closure, type Machine, made, type NativeFunction } from './machine';
import type { Json, JsonObject } from './syntax';
import { typeOf } from './value';

const CASELESS = 1;
const DOT_MATCHES_ALL = 2;

interface Options {
  readonly isGlobal: boolean;
  readonly skipsEmpty: boolean;
  readonly flags: number;
}

function optionsOf(flags: Json): Options {
  if (flags !== null && typeof flags !== 'string') throw new JqError(`${typeOf(flags)} is not a string`);
  let result = 0;
  for (const flag of flags ?? '') {
    if (flag === 'i') result |= CASELESS;
    else if (flag === 's' || flag === 'p') result |= DOT_MATCHES_ALL;
    else if (!'gnlx'.includes(flag)) throw new JqError('not a valid modifier string');
  }
  return {
    isGlobal: (flags ?? '').includes('g'),
    skipsEmpty: (flags ?? '').includes('n'),
    flags: result,
  };
}

function compiled(machine: Machine, regex: Json, flags: number): Pattern {
  if (typeof regex !== 'string')
    throw new JqError(`${typeOf(regex)} cannot be matched, as it is not a string`);
  const pattern = patternOf(regex, machine.meter, flags);
  // The filter has seen to it that the engine is there before the query runs.
  if (pattern instanceof Promise) throw new Error('the engine of regular expressions is not loaded');
  return pattern;
}

function* matchesOf(machine: Machine, input: Json, regex: Json, flags: Json): Generator<[Match, Pattern]> {
  if (typeof input !== 'string')
    throw new JqError(`${typeOf(input)} cannot be matched, as it is not a string`);
  const [source, given] = Array.isArray(regex) ? [regex[0] ?? null, regex[1] ?? null] : [regex, flags];
  const options = optionsOf(given);
  const pattern = compiled(machine, source, options.flags);
  for (const match of pattern.matches(input, machine.meter)) {
    if (options.skipsEmpty && match.start === match.end) continue;
    yield [match, pattern];
    if (!options.isGlobal) return;
  }
}

function matchObject(match: Match, pattern: Pattern, text: string): Json {
  const names = new Map(Object.entries(pattern.names).map(([name, group]) => [group, name]));
  const offset = [...text.slice(0, match.start)].length;
  const captures = match.groups.slice(1).map((group, index): Json => {
    const name = names.get(index + 1) ?? null;
    if (group === null) return { offset: -1, length: 0, string: null, name };
    const inside = match.groups[0]?.indexOf(group) ?? 0;
    const before = (match.groups[0] ?? '').slice(0, Math.max(0, inside));
    return { offset: offset + [...before].length, length: [...group].length, string: group, name };
  });
  const whole = match.groups[0] ?? '';
  return { offset, length: [...whole].length, string: whole, captures };
}

function captured(match: Match, pattern: Pattern): JsonObject {
  const result: JsonObject = {};
  for (const [name, group] of Object.entries(pattern.names))
    setOwn(result, name, match.groups[group] ?? null);
  return result;
}

/** Every combination of the values of two arguments. */
function* pairs(
  machine: Machine,
  value: Json,
  left: Closure | undefined,
  right: Closure | undefined,
): Generator<[Json, Json]> {
  if (left === undefined || right === undefined) return;
  for (const second of machine.values(right, value)) {
    for (const first of machine.values(left, value)) yield [first, second];
  }
}

function* substituted(
  machine: Machine,
  value: Json,
  [regex, change, flags]: readonly [Json, Closure, Json],
): Generator<string> {
  if (typeof value !== 'string')
    throw new JqError(`${typeOf(value)} cannot be matched, as it is not a string`);
  let result = '';
  let at = 0;
  for (const [match, pattern] of matchesOf(machine, value, regex, flags)) {
    const next = machine.first(change, captured(match, pattern));
    if (typeof next !== 'string') throw new JqError(`${typeOf(next)} cannot be added to a string`);
    result += value.slice(at, match.start) + next;
    machine.meter.text(result.length);
    at = match.end;
  }
  yield result + value.slice(at);
}

export const regexNatives: readonly (readonly [string, NativeFunction])[] = [
  [
    'test/2',
    function* (machine, { value }, [regex, flags]) {
      for (const [source, given] of pairs(machine, value, regex, flags)) {
        yield made(matchesOf(machine, value, source, given).next().done !== true);
      }
    },
  ],
  [
    'match/2',
    function* (machine, { value }, [regex, flags]) {
      for (const [source, given] of pairs(machine, value, regex, flags)) {
        for (const [match, pattern] of matchesOf(machine, value, source, given)) {
          machine.meter.step(match.end >> 3);
          yield made(matchObject(match, pattern, typeof value === 'string' ? value : ''));
        }
      }
    },
  ],
  [
    'splits/2',
    function* (machine, { value }, [regex, flags]) {
      for (const [source, given] of pairs(machine, value, regex, flags)) {
        let at = 0;
        for (const [match] of matchesOf(
          machine,
          value,
          source,
          `g${typeof given === 'string' ? given : ''}`,
        )) {
          if (typeof value === 'string') yield made(value.slice(at, match.start));
          at = match.end;
        }
        if (typeof value === 'string') yield made(value.slice(at));
      }
    },
  ],
  [
    'sub/3',
    function* (machine, { value }, [regex, change, flags]) {
      if (change === undefined) return;
      for (const [source, given] of pairs(machine, value, regex, flags)) {
        for (const text of substituted(machine, value, [source, change, given])) yield made(text);
      }
    },
  ],
];
