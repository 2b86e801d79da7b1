import { keyText, readAttribute } from './access';
import { placed, undefinedError } from './error';
import type { Call } from './frame';
import { propertyOf } from './methods';
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

/** Where an attribute stands, and the thing that it is read from. */
export interface AttributePlace {
  readonly place: Place;
  readonly owner: string | null;
  readonly ownerPlace: Place;
}

/** The value of an attribute or index, or Missing with the error that fits. */
export function attribute(
  target: unknown,
  key: string,
  { place, owner, ownerPlace }: AttributePlace,
  call: Call,
): unknown {
  if (target instanceof Missing) return target;
  if (target === null) {
    // What is null itself is named, because its attributes are not the ones to look for.
    return new Missing(() =>
      owner === null ? undefinedError(key, place, []) : undefinedError(owner, ownerPlace, []),
    );
  }
  const value = readAttribute(target, key);
  if (value !== undefined) return value;
  const property = placed(place, '', () => propertyOf(target, key, call));
  if (property !== undefined) return property;
  return new Missing(() => undefinedError(key, place, isMap(target) ? nearNames(key, keysOf(target)) : []));
}
