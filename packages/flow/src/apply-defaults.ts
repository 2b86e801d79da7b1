import { Decimal } from '@headrace/json';
import type { Finding } from './issue';
import { isJsonMap, type JsonMap, type JsonValue } from './json';
import { hints } from './nearest';
import { shorten } from './scalar';
import type { TaskCatalogue } from './task-type';
import { allTypeNames, fullTypeName } from './type-name';
import { carrySource, rememberSource, sourceOf } from './written-scalar';
import { entriesOf } from './written';

/** How many values defaults may stand for, all together: they multiply, as the aliases of YAML do. */
const MAX_APPLIED_VALUES = 100_000;

/** Parts of a document that hold no tasks, triggers or conditions. */
const UNTOUCHED = ['pluginDefaults', 'taskDefaults', 'variables', 'inputs', 'outputs', 'labels'];

interface Default {
  readonly type: string;
  readonly forced: boolean;
  readonly values: JsonMap;
}

/** All that speaks of one type. */
interface Combined {
  readonly filling: JsonMap;
  readonly forcing: JsonMap;
  readonly size: number;
}

export interface Applied {
  readonly root: JsonValue;
  readonly findings: readonly Finding[];
}

/**
 * Gives every task, trigger and condition the values of the `pluginDefaults` that speak of its type: missing keys are
 * filled in, forced ones override; maps are merged, lists joined.
 */
export function applyPluginDefaults(root: JsonMap, catalogue: TaskCatalogue): Applied {
  const key =
    root.pluginDefaults === undefined || root.pluginDefaults === null ? 'taskDefaults' : 'pluginDefaults';
  const written = entriesOf(root, key);
  if (written.length === 0) return { root, findings: [] };
  const findings: Finding[] = [];
  const hint = hints();
  const names = allTypeNames(catalogue);
  const defaults = written.flatMap(({ path, entry }): Default[] => {
    if (typeof entry.type !== 'string' || !isJsonMap(entry.values)) return [];
    const type = fullTypeName(entry.type, catalogue);
    if (!names.some((name) => isOfType(name, type))) {
      const message = `Invalid Plugin Default: no type begins with \`${shorten(type)}\`${hint(type, names)}`;
      findings.push({ severity: 'warning', path: [...path, 'type'], message });
    }
    const forced = String(entry.forced).toLowerCase() === 'true';
    const { id: _id, type: _type, ...values } = entry.values;
    for (const name of Object.keys(values)) carrySource(entry.values, values, name);
    return [{ type, forced, values }];
  });
  const application = new Application(defaults, catalogue, new Set(names));
  const changed = Object.entries(root).map(([name, value]) => [
    name,
    UNTOUCHED.includes(name) ? value : application.apply(value),
  ]);
  if (application.isTooMuch)
    return {
      root,
      findings: [{ severity: 'error', path: [key], message: 'Plugin defaults stand for too many values' }],
    };
  const applied = Object.fromEntries(changed) as JsonMap;
  for (const name of Object.keys(applied)) carrySource(root, applied, name);
  return { root: applied, findings };
}

class Application {
  isTooMuch = false;
  private count = 0;
  private readonly byType = new Map<string, Combined | undefined>();

  constructor(
    private readonly defaults: readonly Default[],
    private readonly catalogue: TaskCatalogue,
    private readonly known: ReadonlySet<string>,
  ) {}

  apply(value: JsonValue): JsonValue {
    if (this.isTooMuch) return value;
    if (Array.isArray(value)) {
      const list = value as readonly JsonValue[];
      const items = list.map((item) => this.apply(item));
      items.forEach((_, index) => carrySource(list, items, index));
      return items;
    }
    if (!isJsonMap(value)) return value;
    const merged = this.merged(value);
    const map = Object.fromEntries(Object.entries(merged).map(([key, inner]) => [key, this.apply(inner)]));
    for (const key of Object.keys(map)) carrySource(merged, map, key);
    return map;
  }

  private merged(written: JsonMap): JsonMap {
    if (typeof written.type !== 'string') return written;
    const combined = this.combined(fullTypeName(written.type, this.catalogue));
    if (combined === undefined) return written;
    this.count += combined.size;
    if (this.count > MAX_APPLIED_VALUES) {
      this.isTooMuch = true;
      return written;
    }
    return merge(merge(combined.filling, written), combined.forcing);
  }

  private combined(type: string): Combined | undefined {
    // What is not known is refused anyway
    if (!this.known.has(type)) return undefined;
    if (this.byType.has(type)) return this.byType.get(type);
    const fitting = this.defaults.filter((one) => isOfType(type, one.type));
    const all = (forced: boolean): JsonMap[] =>
      fitting.filter((one) => one.forced === forced).map(({ values }) => values);
    // Of those that fill in the first wins, of those that override the last
    const filling = all(false).reduceRight(mergeInto, {} as JsonMap);
    const forcing = all(true).reduce(mergeInto, {} as JsonMap);
    const combined =
      fitting.length === 0 ? undefined : { filling, forcing, size: sizeOf(filling) + sizeOf(forcing) };
    this.byType.set(type, combined);
    return combined;
  }
}

/** Whether a full name is a type, or lies in the package of that name. */
function isOfType(name: string, type: string): boolean {
  return name === type || name.startsWith(type.endsWith('.') ? type : `${type}.`);
}

/** The second map over the first. */
function merge(under: JsonMap, over: JsonMap): JsonMap {
  const copy = { ...under };
  for (const key of Object.keys(copy)) carrySource(under, copy, key);
  return mergeInto(copy, over);
}

/** Writes the second map over the first, which must be ours; maps inside it are not. */
function mergeInto(under: JsonMap, over: JsonMap): JsonMap {
  const merged = under as Record<string, JsonValue>;
  for (const [key, value] of Object.entries(over)) {
    const below = Object.hasOwn(under, key) ? under[key] : undefined;
    if (isJsonMap(below) && isJsonMap(value)) merged[key] = merge(below, value);
    else if (Array.isArray(below) && Array.isArray(value)) merged[key] = joined(below, value);
    else {
      merged[key] = value;
      carrySource(over, merged, key);
    }
  }
  return merged;
}

function joined(first: readonly JsonValue[], second: readonly JsonValue[]): JsonValue[] {
  const list = [...first, ...second];
  first.forEach((_, index) => carrySource(first, list, index));
  second.forEach((_, index) => {
    const source = sourceOf(second, index);
    if (source !== undefined) rememberSource(list, first.length + index, source);
  });
  return list;
}

function sizeOf(value: JsonValue): number {
  if (typeof value !== 'object' || value === null || value instanceof Decimal) return 1;
  return Object.values(value).reduce((sum: number, inner: JsonValue) => sum + sizeOf(inner), 1);
}
