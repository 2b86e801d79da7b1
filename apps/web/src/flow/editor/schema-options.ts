import type { Level, YamlPlace } from './yaml-place';

/** One thing that may be written at a place. */
export interface Option {
  kind: 'key' | 'value' | 'type';
  /** What is written: a key without its colon, or a value. */
  label: string;
  /** What follows a key. */
  holds: 'value' | 'list' | 'mapping';
  /** A word or two about it. */
  detail: string | null;
  description: string | null;
  isRequired: boolean;
}

type Schema = Readonly<Record<string, unknown>>;

const deepest = 24;

/** What the JSON Schema of a flow allows at a place of its text: the missing keys of a mapping, or the values of a key. */
export function optionsAt(schema: Schema, place: YamlPlace): Option[] {
  const reader = new SchemaReader(schema);
  let nodes: Schema[] = [schema];
  let entries: Level['entries'] = new Map();
  for (const level of place.levels) {
    if (level.step.kind === 'key') nodes = reader.property(reader.narrowed(nodes, entries), level.step.name);
    else if (level.step.kind === 'item') nodes = reader.items(nodes);
    entries = level.entries;
  }
  if (place.key !== null) {
    const isType = place.key === 'type';
    const owners = isType ? reader.alternatives(nodes) : reader.narrowed(nodes, entries);
    return reader.values(reader.property(owners, place.key), isType);
  }
  const written = new Set(entries.keys());
  const keys = reader.keys(reader.narrowed(nodes, entries)).filter(({ label }) => !written.has(label));
  return keys.length > 0 ? keys : reader.values(nodes, false);
}

class SchemaReader {
  readonly #root: Schema;

  constructor(root: Schema) {
    this.#root = root;
  }

  /** Every plain schema behind references and unions. */
  alternatives(nodes: readonly Schema[], depth = 0): Schema[] {
    if (depth > deepest) return [];
    return nodes.flatMap((node) => {
      const target = this.#target(node);
      if (target) return this.alternatives([target], depth + 1);
      const parts = [...schemasIn(node.anyOf), ...schemasIn(node.oneOf), ...schemasIn(node.allOf)];
      return parts.length > 0 ? this.alternatives(parts, depth + 1) : [node];
    });
  }

  #target(node: Schema): Schema | null {
    if (typeof node.$ref !== 'string') return null;
    let target: unknown = this.#root;
    for (const name of node.$ref.replace(/^#\/?/, '').split('/'))
      target = isSchema(target) ? target[name] : undefined;
    return isSchema(target) ? target : null;
  }

  /** The mappings among them, and of those the ones that fit the `type` that is written; all of them while none does. */
  narrowed(nodes: readonly Schema[], entries: Level['entries']): Schema[] {
    const mappings = this.alternatives(nodes).filter(({ properties }) => isSchema(properties));
    const type = entries.get('type');
    const fitting = mappings.filter((mapping) => this.#typesOf(mapping).includes(type ?? ''));
    return fitting.length > 0 ? fitting : mappings;
  }

  #typesOf(mapping: Schema): string[] {
    return this.alternatives(this.property([mapping], 'type')).flatMap(literalsOf);
  }

  property(mappings: readonly Schema[], name: string): Schema[] {
    return this.alternatives(mappings).flatMap(({ properties, additionalProperties }) => {
      const found = isSchema(properties) && Object.hasOwn(properties, name) ? properties[name] : undefined;
      if (isSchema(found)) return [found];
      return isSchema(additionalProperties) ? [additionalProperties] : [];
    });
  }

  items(nodes: readonly Schema[]): Schema[] {
    return this.alternatives(nodes).flatMap(({ items }) => (isSchema(items) ? [items] : []));
  }

  /** The keys that every one of the mappings takes: what only some take is told once their type is written. */
  keys(mappings: readonly Schema[]): Option[] {
    const [first, ...others] = mappings;
    if (!first || !isSchema(first.properties)) return [];
    return Object.entries(first.properties)
      .filter(([name]) => others.every(({ properties }) => isSchema(properties) && name in properties))
      .flatMap(([name, node]) => (isSchema(node) ? [this.#keyOption(name, node, mappings)] : []));
  }

  #keyOption(name: string, node: Schema, mappings: readonly Schema[]): Option {
    const forms = this.alternatives([node]);
    return {
      kind: 'key',
      label: name,
      holds: forms.some(({ properties, additionalProperties }) => properties ?? additionalProperties)
        ? 'mapping'
        : forms.some(({ items }) => items)
          ? 'list'
          : 'value',
      detail: null,
      description: this.#descriptionOf(node),
      isRequired: mappings.every(({ required }) => Array.isArray(required) && required.includes(name)),
    };
  }

  /** The values that a schema names. Of a type's spellings the first is the one to write. */
  values(nodes: readonly Schema[], isType: boolean): Option[] {
    const options = new Map<string, Option>();
    for (const node of this.alternatives(nodes)) {
      const named = node.type === 'boolean' ? ['true', 'false'] : literalsOf(node);
      for (const label of isType && isClassName(named[0]) ? named.slice(0, 1) : named) {
        options.set(label, {
          kind: isType ? 'type' : 'value',
          label,
          holds: 'value',
          detail: isType && isClassName(label) ? label.slice(label.lastIndexOf('.') + 1) : null,
          description: this.#descriptionOf(node),
          isRequired: false,
        });
      }
    }
    return [...options.values()];
  }

  #descriptionOf(node: Schema): string | null {
    if (typeof node.description === 'string') return node.description;
    const target = this.#target(node);
    return target ? this.#descriptionOf(target) : null;
  }
}

function isClassName(text: string | undefined): boolean {
  return text?.includes('.') ?? false;
}

function literalsOf(node: Schema): string[] {
  const named: unknown[] =
    node.const !== undefined ? [node.const] : Array.isArray(node.enum) ? node.enum : [];
  return named.filter((value) => value !== null).map(String);
}

function isSchema(value: unknown): value is Schema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function schemasIn(value: unknown): Schema[] {
  return Array.isArray(value) ? value.filter(isSchema) : [];
}
