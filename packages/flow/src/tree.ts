import {
  type Alias,
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  type YAMLMap,
} from 'yaml';
import { Decimal } from '@headrace/json';
import { TOO_DEEP } from './composer';
import type { DocumentPath, Finding } from './issue';
import { isJsonMap, type JsonMap, type JsonValue } from './json';
import { shorten } from './scalar';
import { carrySource, rememberSource } from './written-scalar';

const MAX_DEPTH = 200;

/** How many values aliases may stand for, all together: enough for any flow, and a YAML bomb stays small. */
const MAX_ALIASED_VALUES = 20_000;

const MERGE_KEY = '<<';

/** A YAML document as plain data, with the way back to the text. */
export interface Tree {
  /** Undefined if the document has errors of structure. */
  readonly value: JsonValue | undefined;
  readonly findings: readonly Finding[];
  /** Offset in the text of the value at a path (of its key, if asked); of the nearest one around it if there is none. */
  offsetOf(path: DocumentPath, atKey: boolean): number;
}

interface Anchor {
  readonly node: Node;
  /** Undefined while the node is being read: an alias inside it would contain itself. */
  read?: { readonly value: JsonValue; readonly size: number };
}

/** Turns nodes into data: one pass in document order, with aliases, duplicate keys and depth under control. */
export function readTree(document: Document.Parsed): Tree {
  const reader = new TreeReader();
  const value = document.contents === null ? null : reader.read(document.contents, []);
  return {
    value: reader.findings.some((finding) => finding.severity === 'error') ? undefined : value,
    findings: reader.findings,
    offsetOf: (path, atKey) => reader.offsetOf(document.contents, path, atKey),
  };
}

class TreeReader {
  readonly findings: Finding[] = [];
  private readonly anchors = new Map<string, Anchor>();
  private readonly targets = new WeakMap<Alias, Node>();
  private readonly pairs = new WeakMap<YAMLMap, Map<string, Pair<Node, Node | null>>>();
  private valueCount = 0;
  private aliasedCount = 0;

  read(node: Node | null, path: (string | number)[]): JsonValue {
    this.valueCount += 1;
    if (node === null) return null;
    if (isAlias(node)) return this.readAlias(node, path);
    const anchor: Anchor | undefined = node.anchor === undefined ? undefined : { node };
    if (anchor !== undefined && node.anchor !== undefined) this.anchors.set(node.anchor, anchor);
    const countBefore = this.valueCount;
    const value = this.readContents(node, path);
    if (anchor !== undefined) anchor.read = { value, size: this.valueCount - countBefore + 1 };
    return value;
  }

  private readContents(node: Node, path: (string | number)[]): JsonValue {
    if (path.length > MAX_DEPTH) return this.refuse(path, TOO_DEEP, node);
    if (isMap(node)) return this.readMap(node as YAMLMap<Node, Node | null>, path);
    if (isSeq(node)) return this.readList(node.items as (Node | null)[], path);
    return this.readScalar(node, path);
  }

  private readList(items: readonly (Node | null)[], path: (string | number)[]): JsonValue {
    const list = items.map((item, index) => this.readAt(item, path, index));
    items.forEach((item, index) => this.noteSource(list, index, item));
    return list;
  }

  private readMap(map: YAMLMap<Node, Node | null>, path: (string | number)[]): JsonValue {
    const data: { [key: string]: JsonValue } = {};
    const merges: Pair<Node, Node | null>[] = [];
    for (const pair of map.items) {
      if (isMergeKey(pair.key)) {
        merges.push(pair);
        continue;
      }
      const key = this.readKey(pair.key, path);
      if (key === undefined) continue;
      if (Object.hasOwn(data, key)) {
        this.refuse([...path, key], `Duplicate key \`${shorten(key)}\``, pair.key);
        continue;
      }
      data[key] = this.readAt(pair.value, path, key);
      this.noteSource(data, key, pair.value);
    }
    const [merge, second] = merges;
    if (merge === undefined) return data;
    if (second !== undefined) this.refuse([...path, MERGE_KEY], 'Duplicate key `<<`', second.key);
    return this.merged(data, merge, path);
  }

  /** The map over the maps of its merge key: its own keys win, then those of the first map. Merged keys stand first. */
  private merged(
    own: JsonMap,
    { key, value }: Pair<Node, Node | null>,
    path: (string | number)[],
  ): JsonValue {
    const under = this.readAt(value, path, MERGE_KEY);
    const maps: readonly JsonValue[] = Array.isArray(under) ? under : [under];
    const data: { [key: string]: JsonValue } = {};
    const add = (map: JsonMap, name: string): void => {
      data[name] = map[name] ?? null;
      carrySource(map, data, name);
    };
    for (const map of maps) {
      // What could not be read has been told
      if (map === null && this.findings.length > 0) continue;
      if (!isJsonMap(map)) {
        this.refuse([...path, MERGE_KEY], 'The merge key `<<` needs a map or a list of maps', key);
        continue;
      }
      for (const name of Object.keys(map)) if (!Object.hasOwn(data, name)) add(map, name);
    }
    for (const name of Object.keys(own)) add(own, name);
    return data;
  }

  /** Remembers what was written where the value does not say it: `0x1F`, `True`. */
  private noteSource(
    container: JsonMap | readonly JsonValue[],
    key: string | number,
    node: Node | null,
  ): void {
    const scalar = isAlias(node) ? this.targets.get(node) : node;
    if (!isScalar(scalar) || scalar.value === null || typeof scalar.value === 'string') return;
    const written = textOf(scalar);
    if (written !== String(scalar.value)) rememberSource(container, key, written);
  }

  private readKey(node: Node | null, path: DocumentPath): string | undefined {
    const refuse = (message: string): undefined => {
      this.refuse(path, message, node);
      return undefined;
    };
    const target = isAlias(node) ? this.anchors.get(node.source)?.node : node;
    if (isAlias(node) && target !== undefined && target !== null) this.targets.set(node, target);
    if (target === null || (isScalar(target) && target.value === null)) return refuse('A key is missing');
    if (!isScalar(target)) return refuse('A key must be a text');
    const key = textOf(target);
    if (key === '__proto__') return refuse('`__proto__` cannot be used as a key');
    if (mayHoldAny(target) && isUnstorable(key))
      return refuse('A key holds a character that cannot be stored');
    if (target.anchor !== undefined && node === target) {
      this.anchors.set(target.anchor, { node: target, read: { value: key, size: 1 } });
    }
    return key;
  }

  private readScalar(node: Node, path: DocumentPath): JsonValue {
    const value = isScalar(node) ? node.value : null;
    if (value === null || typeof value === 'boolean') return value;
    // `+ 0` keeps -0 out; what JSON cannot carry (`.inf`) stays as written
    if (typeof value === 'number') return Number.isFinite(value) ? value + 0 : textOf(node);
    if (typeof value === 'bigint' || value instanceof Decimal) return value;
    if (typeof value !== 'string')
      return this.refuse(path, 'Expected a text, a number, a list or a map', node);
    return mayHoldAny(node) && isUnstorable(value)
      ? this.refuse(path, 'The text holds a character that cannot be stored', node)
      : value;
  }

  private readAlias(alias: Alias, path: (string | number)[]): JsonValue {
    const anchor = this.anchors.get(alias.source);
    if (anchor === undefined) return this.refuse(path, `Unknown alias \`*${shorten(alias.source)}\``, alias);
    this.targets.set(alias, anchor.node);
    if (anchor.read === undefined)
      return this.refuse(path, `The alias \`*${shorten(alias.source)}\` contains itself`, alias);
    this.valueCount += anchor.read.size;
    this.aliasedCount += anchor.read.size;
    if (this.aliasedCount > MAX_ALIASED_VALUES)
      return this.refuse(path, 'Aliases stand for too many values', alias);
    return anchor.read.value;
  }

  private readAt(node: Node | null, path: (string | number)[], part: string | number): JsonValue {
    path.push(part);
    const value = this.read(node, path);
    path.pop();
    return value;
  }

  private refuse(path: DocumentPath, message: string, node: Node | null): null {
    const offset = node?.range?.[0];
    if (this.findings.length < 1000)
      this.findings.push({ severity: 'error', path: [...path], message, offset });
    return null;
  }

  /** The first pair of each key, made when a place in the map is asked for: most maps have no problems. */
  private pairsOf(map: YAMLMap<Node, Node | null>): ReadonlyMap<string, Pair<Node, Node | null>> {
    const known = this.pairs.get(map);
    if (known !== undefined) return known;
    const pairs = new Map<string, Pair<Node, Node | null>>();
    for (const pair of map.items) {
      const target = isAlias(pair.key) ? this.targets.get(pair.key) : pair.key;
      if (!isScalar(target) || target.value === null) continue;
      const key = textOf(target);
      if (!pairs.has(key)) pairs.set(key, pair);
    }
    this.pairs.set(map, pairs);
    return pairs;
  }

  offsetOf(root: Node | null, path: DocumentPath, atKey: boolean): number {
    let offset = root?.range?.[0] ?? 0;
    let node: Node | null | undefined = root;
    for (const [index, part] of path.entries()) {
      const container: Node | null | undefined = isAlias(node) ? this.targets.get(node) : node;
      if (isMap(container)) {
        const pairs = this.pairsOf(container as YAMLMap<Node, Node | null>);
        const pair = pairs.get(String(part));
        // What was merged in stands elsewhere, maybe far away
        if (pair === undefined) return pairs.get(MERGE_KEY)?.key.range?.[0] ?? offset;
        const value: Node | null = pair.value;
        const isEmpty =
          value === null || (isScalar(value) && value.value === null && (value.source ?? '') === '');
        const wanted: Node | null = isEmpty || (atKey && index === path.length - 1) ? pair.key : value;
        offset = wanted?.range?.[0] ?? offset;
        node = value;
      } else if (isSeq(container) && typeof part === 'number') {
        node = container.items[part] as Node | null | undefined;
        offset = node?.range?.[0] ?? offset;
      } else return offset;
    }
    return offset;
  }
}

/** `<<` without quotes: in quotes it is a key like others. */
export function isMergeKey(key: unknown): boolean {
  return isScalar(key) && key.value === MERGE_KEY && key.type === 'PLAIN';
}

/** NUL and lone surrogates: neither a Postgres text nor JSON takes them. */
export function isUnstorable(written: string): boolean {
  return /[\0\p{Surrogate}]/u.test(written);
}

/** The text itself holds no such characters (see `source.ts`), so only what has escapes can. */
function mayHoldAny(node: Node): boolean {
  return isScalar(node) && node.type === 'QUOTE_DOUBLE';
}

/** The text of a scalar: what was written, where it was written plainly (`1.10`, `True`). */
function textOf(node: Node): string {
  if (!isScalar(node)) return '';
  return typeof node.value === 'string' ? node.value : (node.source ?? String(node.value));
}
