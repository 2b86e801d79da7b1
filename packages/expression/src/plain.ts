import type { Meter } from './budget';
import { entriesOf, isList, isMap, setOwn } from './value';

/** The value as data: objects for maps. Numbers keep their digits. Unchanged parts are not copied. */
export function plain(value: unknown, meter: Meter): unknown {
  meter.step();
  if (isList(value)) {
    meter.enter();
    const items = value.map((item) => plain(item, meter));
    meter.leave();
    return items.every((item, index) => item === value[index]) ? value : items;
  }
  if (isMap(value)) {
    meter.enter();
    const result: Record<string, unknown> = {};
    let changed = value instanceof Map;
    for (const [key, item] of entriesOf(value)) {
      const plainItem = plain(item, meter);
      if (plainItem !== item) changed = true;
      setOwn(result, key, plainItem);
    }
    meter.leave();
    return changed ? result : value;
  }
  return value;
}
