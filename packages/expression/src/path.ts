import { Decimal } from '@headrace/json';
import type { Frame } from './frame';
import type { Expression } from './syntax';

/** A name and the members read from it, such as `flow.id`: what most templates are made of. */
export class Path {
  readonly #name: string;
  readonly #members: readonly string[];

  constructor(name: string, members: readonly string[]) {
    this.#name = name;
    this.#members = members;
  }

  /** The value where the way to it leads through own members of maps only; undefined when it takes a closer look. */
  read(frame: Frame): unknown {
    const members = this.#members;
    let value = frame.lookUp(this.#name);
    for (let index = 0; index < members.length; index += 1) {
      value = ownMember(value, members[index] as string);
    }
    return value;
  }
}

/** The length of a list and the text of a decimal are their own, but no members in templates. */
function ownMember(target: unknown, name: string): unknown {
  if (typeof target !== 'object' || target === null || Array.isArray(target)) return undefined;
  if (!Object.hasOwn(target, name) || (name === 'text' && target instanceof Decimal)) return undefined;
  return (target as Readonly<Record<string, unknown>>)[name];
}

/** The expression as a path, or null when it is something else. */
export function pathOf(node: Expression): Path | null {
  const members: string[] = [];
  let target = node;
  while (target.kind === 'member') {
    members.push(target.name);
    target = target.target;
  }
  if (target.kind !== 'name') return null;
  return new Path(target.name, members.reverse());
}
