import type { Finding } from '../issue';
import { isJsonMap, type JsonValue } from '../json';
import { MAX_PATTERN_COST, patternCost } from '../pattern';

/** What is too much to look at more closely. Bounds the time that reading one document takes. */
export function sizeFindings(root: JsonValue): Finding[] {
  let cost = 0;
  const path: (string | number)[] = [];
  const isTooMuch = (value: JsonValue): boolean => {
    if (typeof value !== 'object' || value === null) return false;
    for (const [key, inner] of Object.entries(value)) {
      path.push(Array.isArray(value) ? Number(key) : key);
      if (typeof inner === 'string' && isPattern(value, key)) {
        cost += patternCost(inner);
        if (cost > MAX_PATTERN_COST) return true;
      } else if (isTooMuch(inner)) return true;
      path.pop();
    }
    return false;
  };
  if (!isTooMuch(root)) return [];
  return [{ severity: 'error', path, message: 'The validators of this flow are too large, all together' }];
}

function isPattern(owner: JsonValue, key: string): boolean {
  return key === 'validator' || (key === 'value' && isJsonMap(owner) && owner.type === 'REGEX');
}
