import { isNumber, numberText } from './number';
import { isList, isMap, valueOf } from './value';

const INDEX = /^(?:0|[1-9][0-9]{0,14})$/;

/** The text by which an index looks into a map, or null when it is neither text nor number nor boolean. */
export function keyText(index: unknown): string | null {
  if (typeof index === 'string') return index;
  if (isNumber(index)) return numberText(index);
  return typeof index === 'boolean' ? String(index) : null;
}

/** The own value of a map's key or a list's index; undefined when there is none. Nothing else has data inside. */
export function readAttribute(target: unknown, key: string): unknown {
  if (isList(target)) return INDEX.test(key) ? target[Number(key)] : undefined;
  if (isMap(target)) return valueOf(target, key);
  return undefined;
}
