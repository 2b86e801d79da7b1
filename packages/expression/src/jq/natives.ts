import { readJson, readNumber } from '@headrace/json';
import { JqError } from './error';
import { asText } from './format';
import { type Closure, descend, type Machine, made, type NativeFunction, type Output } from './machine';
import { deletePaths, getPath, indices, type Path, setPath } from './path';
import { regexNatives } from './regex';
import type { Json, JsonObject } from './syntax';
import { compare, floatOf, isObject, isTrue, opposite, sortedKeys, splitText, toText, typeOf } from './value';
import { compareNumbers, isNumber, numberText } from '../number';
import { setOwn } from '../value';
import { timeNatives } from './time';

type Row = readonly [string, NativeFunction];

/** A function of its input alone. */
function unary(name: string, apply: (input: Json, machine: Machine) => Json): Row {
  return [`${name}/0`, (machine, { value }) => [made(apply(value, machine))]];
}

/** A function of its input and an argument, for each value of the argument. */
function binary(name: string, apply: (input: Json, argument: Json, machine: Machine) => Json): Row {
  return [
    `${name}/1`,
    function* (machine, { value }, [closure]) {
      if (closure === undefined) return;
      for (const argument of machine.values(closure, value)) yield made(apply(value, argument, machine));
    },
  ];
}

function mathematical(name: string, apply: (value: number) => number): Row {
  return unary(name, (input) => {
    const value = floatOf(input);
    if (value === undefined) throw new JqError(`${typeOf(input)} number required`);
    return apply(value);
  });
}

/** Leaves whole numbers that JavaScript's numbers cannot hold as they are. */
function rounding(name: string, round: (value: number) => number): Row {
  const [key, general] = mathematical(name, round);
  return [
    key,
    (machine, input, closures) =>
      typeof input.value === 'bigint' ? [input] : general(machine, input, closures),
  ];
}

function textOf(value: Json, what: string): string {
  if (typeof value !== 'string') throw new JqError(`${what} input must be a string, not ${typeOf(value)}`);
  return value;
}

function listOf(value: Json, what: string): readonly Json[] {
  if (!Array.isArray(value)) throw new JqError(`${typeOf(value)} cannot be ${what}, as it is not an array`);
  return value;
}

function length(input: Json): Json {
  if (input === null) return 0;
  if (isNumber(input)) return compareNumbers(input, 0) < 0 ? opposite(input) : input;
  if (typeof input === 'string') return [...input].length;
  if (typeof input === 'boolean') throw new JqError('boolean has no length');
  return Array.isArray(input) ? input.length : Object.keys(input).length;
}

function keys(input: Json, isSorted: boolean): Json {
  if (Array.isArray(input)) return input.map((_item, index) => index);
  if (!isObject(input)) throw new JqError(`${typeOf(input)} has no keys`);
  return isSorted ? sortedKeys(input) : Object.keys(input);
}

function has(input: Json, key: Json): Json {
  if (isObject(input) && typeof key === 'string') return Object.hasOwn(input, key);
  const place = floatOf(key);
  if (Array.isArray(input) && place !== undefined) return place >= 0 && place < input.length;
  throw new JqError(`Cannot check whether ${typeOf(input)} has a ${typeOf(key)} key`);
}

function contains(left: Json, right: Json, machine: Machine): boolean {
  const { meter } = machine;
  meter.step();
  if (isObject(left) && isObject(right)) {
    meter.enter();
    const all = Object.keys(right).every(
      (key) => Object.hasOwn(left, key) && contains(left[key] ?? null, right[key] ?? null, machine),
    );
    meter.leave();
    return all;
  }
  if (Array.isArray(left) && Array.isArray(right)) {
    meter.enter();
    const all = right.every((wanted) => left.some((item) => contains(item, wanted, machine)));
    meter.leave();
    return all;
  }
  if (typeof left === 'string' && typeof right === 'string') return left.includes(right);
  if (typeOf(left) === typeOf(right)) return compare(left, right, meter) === 0;
  throw new JqError(`${typeOf(left)} and ${typeOf(right)} cannot have their containment checked`);
}

function itemsOf(input: Json): readonly Json[] {
  return isObject(input) ? Object.values(input) : listOf(input, 'flattened');
}

function flatten(list: readonly Json[], depth: number, machine: Machine): Json[] {
  if (depth < 0) throw new JqError('flatten depth must not be negative');
  const result: Json[] = [];
  machine.meter.enter();
  for (const item of list) {
    machine.meter.step();
    if (Array.isArray(item) && depth > 0) result.push(...flatten(item, depth - 1, machine));
    else result.push(item);
  }
  machine.meter.leave();
  return result;
}

function fromEntries(input: Json): Json {
  const result: JsonObject = {};
  for (const entry of listOf(input, 'read as entries')) {
    if (!isObject(entry)) throw new JqError(`Cannot index ${typeOf(entry)} with "key"`);
    const field = (...names: string[]): Json | undefined => {
      const name = names.find((candidate) => Object.hasOwn(entry, candidate) && entry[candidate] !== null);
      return name === undefined ? undefined : entry[name];
    };
    const key = field('key', 'k', 'name', 'Name', 'Key', 'K') ?? null;
    if (Array.isArray(key) || isObject(key)) throw new JqError(`Cannot use ${typeOf(key)} as object key`);
    setOwn(result, isNumber(key) ? numberText(key) : String(key), field('value', 'v', 'Value', 'V') ?? null);
  }
  return result;
}

/** The items with their keys, in the order of the keys. */
function keyed(input: Json, sortKeys: Json, machine: Machine): { item: Json; key: Json }[] {
  const items = listOf(input, 'sorted');
  const all = listOf(sortKeys, 'sorted');
  const pairs = items.map((item, index) => ({ item, key: all[index] ?? null }));
  return pairs.sort((left, right) => compare(left.key, right.key, machine.meter));
}

function grouped(input: Json, sortKeys: Json, machine: Machine): Json {
  const groups: Json[][] = [];
  let before: Json | undefined;
  for (const { item, key } of keyed(input, sortKeys, machine)) {
    const group = groups.at(-1);
    if (group !== undefined && before !== undefined && compare(before, key, machine.meter) === 0)
      group.push(item);
    else groups.push([item]);
    before = key;
  }
  return groups;
}

function extreme(input: Json, sortKeys: Json, machine: Machine, isMaximum: boolean): Json {
  const items = listOf(input, 'compared');
  const all = listOf(sortKeys, 'compared');
  let best = 0;
  for (let index = 1; index < items.length; index += 1) {
    const order = compare(all[index] ?? null, all[best] ?? null, machine.meter);
    if (isMaximum ? order >= 0 : order < 0) best = index;
  }
  return items[best] ?? null;
}

function toNumber(input: Json): Json {
  if (isNumber(input)) return input;
  const text = textOf(input, 'tonumber');
  if (!/^\s*-?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?\s*$/.test(text))
    throw new JqError('Cannot be parsed as a number');
  return readNumber(text.trim()) ?? Number(text);
}

function fromJson(input: Json, machine: Machine): Json {
  const text = textOf(input, 'fromjson');
  machine.meter.step(text.length);
  const read = readJson(text);
  if (!read.ok) throw new JqError('The text cannot be parsed as JSON');
  return read.value as Json;
}

function allIndices(input: Json, wanted: Json, machine: Machine): Json {
  if (input === null) return null;
  if (typeof input === 'string' && typeof wanted === 'string') {
    const found: Json[] = [];
    if (wanted === '') return null;
    for (let at = input.indexOf(wanted); at !== -1; at = input.indexOf(wanted, at + 1)) {
      machine.meter.step();
      found.push([...input.slice(0, at)].length);
    }
    return found;
  }
  if (!Array.isArray(input)) throw new JqError(`Cannot determine indices in ${typeOf(input)}`);
  return indices(input, Array.isArray(wanted) ? wanted : [wanted], machine.meter);
}

function pathArgument(value: Json): Path {
  if (!Array.isArray(value)) throw new JqError('Path must be specified as an array');
  return value;
}

function bound(value: Json): number {
  const number = floatOf(value);
  if (number === undefined) throw new JqError('Range bounds must be numeric');
  return number;
}

function* range(machine: Machine, { value }: Output, args: readonly Closure[]): Iterable<Output> {
  const [first, second, third] = args;
  const starts =
    second === undefined ? [0] : first === undefined ? [] : [...machine.values(first, value)].map(bound);
  const end = second ?? first;
  const steps = third === undefined ? [1] : [...machine.values(third, value)].map(bound);
  if (end === undefined) return;
  for (const from of starts) {
    for (const last of machine.values(end, value)) {
      const to = bound(last);
      for (const by of steps) {
        if (by === 0 && from < to) throw new JqError('The step of a range must not be 0');
        for (let at = from; by > 0 ? at < to : at > to; at += by) {
          machine.meter.step();
          yield made(at);
        }
      }
    }
  }
}

function trimmed(name: string, isStart: boolean): Row {
  return binary(name, (input, part) => {
    if (typeof input !== 'string' || typeof part !== 'string' || part === '') return input;
    if (isStart) return input.startsWith(part) ? input.slice(part.length) : input;
    return input.endsWith(part) ? input.slice(0, -part.length) : input;
  });
}

function ends(name: string, test: (text: string, part: string) => boolean): Row {
  return binary(name, (input, part) => {
    if (typeof input !== 'string' || typeof part !== 'string')
      throw new JqError(`${name}() requires string inputs`);
    return test(input, part);
  });
}

const ROWS: readonly Row[] = [
  ['empty/0', () => []],
  [
    'error/0',
    (_machine, { value }) => {
      throw new JqError(typeof value === 'string' ? value : `${typeOf(value)} (not a string)`, value);
    },
  ],
  binary('error', (_input, message) => {
    throw new JqError(typeof message === 'string' ? message : `${typeOf(message)} (not a string)`, message);
  }),
  unary('not', (input) => !isTrue(input)),
  unary('length', length),
  unary('utf8bytelength', (input) => new TextEncoder().encode(textOf(input, 'utf8bytelength')).length),
  unary('keys', (input) => keys(input, true)),
  unary('keys_unsorted', (input) => keys(input, false)),
  binary('has', has),
  binary('contains', contains),
  unary('type', typeOf),
  unary('tostring', (input, { meter }) => asText(input, meter)),
  unary('tojson', (input, { meter }) => toText(input, meter)),
  unary('fromjson', fromJson),
  unary('tonumber', toNumber),
  unary('infinite', () => Number.POSITIVE_INFINITY),
  unary('nan', () => Number.NaN),
  unary('null', () => null),
  unary('isinfinite', (input) => input === Number.POSITIVE_INFINITY || input === Number.NEGATIVE_INFINITY),
  unary('isnan', (input) => Number.isNaN(floatOf(input))),
  unary('isnormal', (input) => Number.isFinite(floatOf(input)) && floatOf(input) !== 0),
  rounding('floor', Math.floor),
  rounding('ceil', Math.ceil),
  rounding('round', (value) => Math.sign(value) * Math.round(Math.abs(value))),
  rounding('trunc', Math.trunc),
  mathematical('sqrt', Math.sqrt),
  mathematical('cbrt', Math.cbrt),
  mathematical('fabs', Math.abs),
  mathematical('log', Math.log),
  mathematical('log2', Math.log2),
  mathematical('log10', Math.log10),
  mathematical('exp', Math.exp),
  mathematical('exp2', (value) => 2 ** value),
  mathematical('exp10', (value) => 10 ** value),
  mathematical('sin', Math.sin),
  mathematical('cos', Math.cos),
  mathematical('tan', Math.tan),
  [
    'pow/2',
    function* (machine, { value }, [base, power]) {
      if (base === undefined || power === undefined) return;
      for (const exponent of machine.values(power, value)) {
        for (const number of machine.values(base, value)) {
          const [left, right] = [floatOf(number), floatOf(exponent)];
          if (left === undefined || right === undefined) throw new JqError('number required');
          yield made(left ** right);
        }
      }
    },
  ],
  unary('reverse', (input) => {
    if (input === null) return [];
    return typeof input === 'string' ? [...input].reverse().join('') : listOf(input, 'reversed').toReversed();
  }),
  unary('flatten', (input, machine) => flatten(itemsOf(input), Number.POSITIVE_INFINITY, machine)),
  binary('flatten', (input, depth, machine) => flatten(itemsOf(input), floatOf(depth) ?? 0, machine)),
  unary('from_entries', fromEntries),
  binary('sort_by_keys', (input, all, machine) => keyed(input, all, machine).map(({ item }) => item)),
  binary('group_by_keys', grouped),
  binary('min_by_keys', (input, all, machine) => extreme(input, all, machine, false)),
  binary('max_by_keys', (input, all, machine) => extreme(input, all, machine, true)),
  ends('startswith', (text, part) => text.startsWith(part)),
  ends('endswith', (text, part) => text.endsWith(part)),
  trimmed('ltrimstr', true),
  trimmed('rtrimstr', false),
  unary('trim', (input) => textOf(input, 'trim').trim()),
  unary('ltrim', (input) => textOf(input, 'ltrim').trimStart()),
  unary('rtrim', (input) => textOf(input, 'rtrim').trimEnd()),
  unary('explode', (input) =>
    [...textOf(input, 'explode')].map((character) => character.codePointAt(0) ?? 0),
  ),
  unary('implode', (input) =>
    String.fromCodePoint(
      ...listOf(input, 'imploded').map((item) => {
        const code = floatOf(item) ?? -1;
        if (code >= 0 && code <= 0x10ffff && Number.isInteger(code)) return code;
        throw new JqError('implode input must be an array of codepoints');
      }),
    ),
  ),
  binary('split', (input, separator, { meter }) => {
    if (typeof input !== 'string' || typeof separator !== 'string') {
      throw new JqError('split input and separator must be strings');
    }
    return splitText(input, separator, meter);
  }),
  binary('join', (input, separator, { meter }) => {
    const parts = listOf(input, 'joined').map((item) => {
      if (Array.isArray(item) || isObject(item)) throw new JqError(`Cannot join with ${typeOf(item)}`);
      return item === null ? '' : asText(item, meter);
    });
    const text = parts.join(textOf(separator, 'join'));
    meter.text(text.length);
    return text;
  }),
  unary('ascii_downcase', (input) =>
    textOf(input, 'ascii_downcase').replace(/[A-Z]/g, (letter) => letter.toLowerCase()),
  ),
  unary('ascii_upcase', (input) =>
    textOf(input, 'ascii_upcase').replace(/[a-z]/g, (letter) => letter.toUpperCase()),
  ),
  binary('indices', allIndices),
  ['range/1', range],
  ['range/2', range],
  ['range/3', range],
  [
    'recurse/1',
    (machine, input, [closure]) =>
      closure === undefined
        ? []
        : descend(input, (output) => machine.run(closure.query, closure.names, output)),
  ],
  [
    'path/1',
    function* (machine, { value }, [closure]) {
      if (closure !== undefined) for (const path of machine.paths(closure, value)) yield made([...path]);
    },
  ],
  [
    'getpath/1',
    function* (machine, { value, path }, [closure]) {
      if (closure === undefined) return;
      for (const argument of machine.values(closure, value)) {
        const way = pathArgument(argument);
        yield { value: getPath(value, way, machine.meter), path: path === null ? null : [...path, ...way] };
      }
    },
  ],
  [
    'setpath/2',
    function* (machine, { value }, [paths, values]) {
      if (paths === undefined || values === undefined) return;
      for (const path of machine.values(paths, value)) {
        for (const next of machine.values(values, value)) {
          yield made(setPath(value, pathArgument(path), next, machine.meter));
        }
      }
    },
  ],
  binary('delpaths', (input, paths, { meter }) =>
    deletePaths(input, listOf(paths, 'read as paths').map(pathArgument), meter),
  ),
  unary('env', () => ({})),
  unary('input_filename', () => null),
  unary('input_line_number', () => 0),
  ['debug/0', (_machine, input) => [input]],
  ['stderr/0', (_machine, input) => [input]],
  ['inputs/0', () => []],
  ...['input', 'halt', 'halt_error'].map((name) =>
    unary(name, () => {
      throw new JqError(`${name} is not available here`);
    }),
  ),
  ...regexNatives,
  ...timeNatives,
];

/** The functions that are written in TypeScript, by name and number of parameters. */
export const natives: ReadonlyMap<string, NativeFunction> = new Map(ROWS);
