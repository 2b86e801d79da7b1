import { isJsonMap, type JsonMap, type JsonValue } from './json';

// YAML guesses the type of what stands without quotes. What was written is kept beside the value, for those properties that hold texts:
// `id: 010` is the text `010`, `namespace: 12.50` the text `12.50`.

type List = readonly JsonValue[];
type Container = JsonMap | List;

/** What was written, by the map or list it stands in, where it is not what the value prints as. */
const sources = new WeakMap<Container, Map<string, string>>();

/** Remembers how a value of a map or list was written. */
export function rememberSource(container: Container, key: string | number, source: string): void {
  const known = sources.get(container);
  if (known) known.set(String(key), source);
  else sources.set(container, new Map([[String(key), source]]));
}

/** The text of a value that stands for a text; undefined for one that cannot, such as a list. */
export function sourceOf(container: Container, key: string | number): string | undefined {
  const value = valueIn(container, key);
  if (typeof value === 'string') return value;
  return isMarked(value) ? (sources.get(container)?.get(String(key)) ?? String(value)) : undefined;
}

/** Lets a copy of a value know how it was written. */
export function carrySource(from: Container, to: Container, key: string | number): void {
  const source = sources.get(from)?.get(String(key));
  if (source !== undefined) rememberSource(to, key, source);
}

interface Mark {
  readonly value: JsonValue;
  /** Whether a property that holds a text took it. */
  isText: boolean;
}

/** A symbol stands for one number or boolean in one place of a document; its description is what was written. */
const marks = new WeakMap<symbol, Mark>();

/** The document as schemas read it: with a symbol in place of each number and boolean, so that `takeText` finds what was written. */
export function marked(root: JsonValue): unknown {
  if (Array.isArray(root)) return (root as List).map((item, index) => markedIn(root as List, index, item));
  if (!isJsonMap(root)) return root;
  const map: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(root)) map[key] = markedIn(root, key, value);
  return map;
}

function markedIn(container: Container, key: string | number, value: JsonValue): unknown {
  if (!isMarked(value)) return marked(value);
  const symbol = Symbol(sourceOf(container, key));
  marks.set(symbol, { value, isText: false });
  return symbol;
}

/** What was written, if it stands for a number or boolean. From now on this place of the document is a text. */
export function takeText(given: unknown): unknown {
  const mark = markOf(given);
  if (mark === undefined) return given;
  mark.isText = true;
  return (given as symbol).description;
}

/** The number or boolean that a symbol stands for; anything else as it is. */
export function takeValue(given: unknown): unknown {
  const mark = markOf(given);
  return mark === undefined ? given : mark.value;
}

/** What was made of a marked document, without symbols. Parts that have none are not copied. */
export function withoutMarks<Value>(made: Value): Value {
  return replaceMarks(made, ({ value }) => value) as Value;
}

/** The marked document with texts where the schemas took texts. */
export function withTexts(root: unknown): JsonValue {
  return replaceMarks(root, ({ value, isText }, symbol) =>
    isText ? symbol.description : value,
  ) as JsonValue;
}

function replaceMarks(made: unknown, replace: (mark: Mark, symbol: symbol) => unknown): unknown {
  if (typeof made === 'symbol') {
    const mark = marks.get(made);
    return mark === undefined ? made : replace(mark, made);
  }
  if (Array.isArray(made)) {
    const items = made.map((item: unknown) => replaceMarks(item, replace));
    return items.every((item, index) => item === made[index]) ? made : items;
  }
  if (typeof made !== 'object' || made === null || Object.getPrototypeOf(made) !== Object.prototype)
    return made;
  const entries = Object.entries(made).map(([key, value]) => [key, replaceMarks(value, replace)] as const);
  const isSame = entries.every(([key, value]) => value === (made as Readonly<Record<string, unknown>>)[key]);
  return isSame ? made : Object.fromEntries(entries);
}

function markOf(given: unknown): Mark | undefined {
  return typeof given === 'symbol' ? marks.get(given) : undefined;
}

/** Numbers and booleans: what YAML may have guessed. */
function isMarked(value: JsonValue | undefined): boolean {
  return (
    value !== undefined &&
    value !== null &&
    typeof value !== 'string' &&
    !Array.isArray(value) &&
    !isJsonMap(value)
  );
}

function valueIn(container: Container, key: string | number): JsonValue | undefined {
  return Object.hasOwn(container, key)
    ? (container as Readonly<Record<string | number, JsonValue>>)[key]
    : undefined;
}
