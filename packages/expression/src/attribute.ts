import { keyText, readAttribute } from './access';
import { placed, undefinedError } from './error';
import { Missing } from './missing';
import { nearNames } from './near-name';
import type { Place } from './source';
import type { Expression } from './syntax';
import { isMap, keysOf } from './value';

/** How an error names the thing an attribute is read from. */
export function ownerName(node: Expression): string | null {
  if (node.kind === 'name' || node.kind === 'member') return node.name;
  if (node.kind === 'index') return node.index.kind === 'literal' ? keyText(node.index.value) : null;
  return null;
}

/** The value of an attribute or index, or Missing with the error that fits. */
export function attribute(
  target: unknown,
  key: string,
  place: Place,
  owner: string | null,
  ownerPlace: Place,
): unknown {
  if (target instanceof Missing) return target;
  if (target === null) {
    // What is null itself is named, because its attributes are not the ones to look for.
    return new Missing(() =>
      owner === null ? undefinedError(key, place, []) : undefinedError(owner, ownerPlace, []),
    );
  }
  const value = placed(place, '', () => readAttribute(target, key));
  if (value !== undefined) return value;
  return new Missing(() => undefinedError(key, place, isMap(target) ? nearNames(key, keysOf(target)) : []));
}
