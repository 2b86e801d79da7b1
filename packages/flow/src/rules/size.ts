import type { DocumentPath, Finding } from '../issue';
import { isJsonMap, type JsonMap, type JsonValue } from '../json';
import { MAX_PATTERN_COST, patternCost } from '../pattern';

/** More than anybody writes, and as many as can be looked at in less than a second. */
const MAX_ENTRIES = 10_000;

/** The lists of a flow whose entries are looked at one by one, at whatever depth they stand. */
const LISTS: ReadonlySet<string> = new Set(
  (
    'tasks errors finally afterExecution listeners then else defaults inputs outputs triggers conditions labels ' +
    'onResume sla checks pluginDefaults taskDefaults'
  ).split(' '),
);

/** What is too much to look at more closely. Bounds the time that reading one document takes. */
export function sizeFindings(root: JsonMap): Finding[] {
  const measure = new Measure();
  for (const [key, value] of Object.entries(root)) {
    const finding = measure.tooMuch(value, [key], key !== 'variables');
    if (finding !== undefined) return [finding];
  }
  return [];
}

class Measure {
  private cost = 0;
  private entries = 0;

  tooMuch(value: JsonValue, path: (string | number)[], isRead: boolean): Finding | undefined {
    if (isJsonMap(value)) return this.ofMap(value, path, isRead);
    return Array.isArray(value) ? this.ofList(value as readonly JsonValue[], path, isRead) : undefined;
  }

  private ofList(
    list: readonly JsonValue[],
    path: (string | number)[],
    isRead: boolean,
  ): Finding | undefined {
    if (isRead && LISTS.has(String(path.at(-1)))) {
      const room = MAX_ENTRIES - this.entries;
      this.entries += list.length;
      if (list.length > room)
        return refuse([...path, room], 'The flow has more than 10,000 tasks, inputs and other entries');
    }
    for (let index = 0; index < list.length; index += 1) {
      const item = list[index];
      if (typeof item !== 'object' || item === null) continue;
      path.push(index);
      const finding = this.tooMuch(item, path, isRead);
      if (finding !== undefined) return finding;
      path.pop();
    }
    return undefined;
  }

  private ofMap(map: JsonMap, path: (string | number)[], isRead: boolean): Finding | undefined {
    for (const key of Object.keys(map)) {
      const value = map[key];
      if (typeof value === 'string') {
        if (!isPattern(map, key)) continue;
        this.cost += patternCost(value);
        if (this.cost > MAX_PATTERN_COST)
          return refuse([...path, key], 'The validators of this flow are too large, all together');
      } else if (value !== undefined && value !== null && typeof value === 'object') {
        path.push(key);
        const finding = this.tooMuch(value, path, isRead);
        if (finding !== undefined) return finding;
        path.pop();
      }
    }
    return undefined;
  }
}

function isPattern(owner: JsonMap, key: string): boolean {
  return key === 'validator' || (key === 'value' && owner.type === 'REGEX');
}

function refuse(path: DocumentPath, message: string): Finding {
  return { severity: 'error', path, message };
}
