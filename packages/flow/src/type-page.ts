import { type z } from 'zod';
import { isJsonMap, type JsonMap, type JsonValue } from './json';
import { jsonSchemaOf } from './json-schema';
import type { TaskOutput } from './task-type';

/** What a page of documentation needs to know of a type of task, trigger or condition. */
export interface DocumentedType {
  readonly type: string;
  readonly aliases: readonly string[];
  readonly title: string;
  readonly description: string;
  readonly schema: z.ZodObject;
  readonly expressions?: readonly string[];
  readonly outputs?: readonly TaskOutput[];
  readonly deprecated?: string;
}

/** Writes the documentation of a type as Markdown, from the definitions that a document is read with. */
export function typePage(type: DocumentedType): string {
  const schema = jsonSchemaOf(type.schema);
  const properties = isJsonMap(schema.properties) ? Object.entries(schema.properties) : [];
  const required: readonly JsonValue[] = Array.isArray(schema.required) ? schema.required : [];
  const rows = properties.map(([name, property]) => {
    const resolved = resolve(property, schema);
    const description = isJsonMap(property) ? property.description : undefined;
    return [
      `\`${name}\`${required.includes(name) ? ' **required**' : ''}`,
      typeText(resolved, schema, 0),
      type.expressions?.includes(name) ? 'yes' : '',
      typeof description === 'string' ? description : '',
    ];
  });
  const outputs = (type.outputs ?? []).map(({ name, type: kind, description }) => [
    `\`${name}\``,
    kind,
    description,
  ]);
  const parts = [
    `# ${type.title}`,
    `\`${type.type}\``,
    ...(type.deprecated === undefined ? [] : [`**Deprecated:** ${type.deprecated}.`]),
    type.description,
    ...(rows.length > 0 ? ['## Properties', table(['Property', 'Type', 'Expression', ''], rows)] : []),
    ...(outputs.length > 0 ? ['## Outputs', table(['Output', 'Type', ''], outputs)] : []),
    ...(type.aliases.length > 0
      ? ['## Older spellings', type.aliases.map((alias) => `- \`${alias}\``).join('\n')]
      : []),
  ];
  return `${parts.join('\n\n')}\n`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|').replaceAll('\n', ' ')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

const MAX_DEPTH = 3;

/** A JSON Schema in a few words: `text`, `list of text`, one of the values. */
function typeText(schema: JsonValue | undefined, root: JsonMap, depth: number): string {
  if (!isJsonMap(schema) || depth > MAX_DEPTH) return 'anything';
  const inner = (value: JsonValue | undefined): string => typeText(resolve(value, root), root, depth + 1);
  if (Array.isArray(schema.enum)) return schema.enum.map((value) => `\`${String(value)}\``).join(', ');
  if (schema.const !== undefined) return `\`${String(schema.const)}\``;
  if (schema.title === 'Task') return 'task';
  const choices = schema.anyOf ?? schema.oneOf;
  if (Array.isArray(choices)) {
    const kinds = (choices as readonly JsonValue[])
      .filter((choice) => !isExpressionOrNothing(choice, choices as readonly JsonValue[]))
      .map(inner);
    return [...new Set(kinds)].join(' or ') || 'text';
  }
  const types = Array.isArray(schema.type) ? (schema.type as readonly JsonValue[]) : [schema.type];
  if (types.includes('string')) return 'text';
  if (types.includes('integer')) return 'whole number';
  if (types.includes('number')) return 'number';
  if (types.includes('boolean')) return '`true` or `false`';
  if (types.includes('array')) return `list of ${inner(schema.items)}`;
  if (types.includes('object')) return mapText(schema, inner);
  return 'anything';
}

function mapText(schema: JsonMap, inner: (value: JsonValue | undefined) => string): string {
  if (isJsonMap(schema.properties))
    return `map of ${Object.keys(schema.properties)
      .map((name) => `\`${name}\``)
      .join(', ')}`;
  return isJsonMap(schema.additionalProperties) && Object.keys(schema.additionalProperties).length > 0
    ? `map of ${inner(schema.additionalProperties)}`
    : 'map';
}

/** Null, and the text that stands for a number or an expression: not worth a word beside the others. */
function isExpressionOrNothing(choice: JsonValue, choices: readonly JsonValue[]): boolean {
  if (!isJsonMap(choice)) return false;
  if (choice.type === 'null') return true;
  return (
    choices.length > 1 &&
    typeof choice.pattern === 'string' &&
    /^(?:\\\{|\^\(\?:\[Tt\]|\^\\s)/.test(choice.pattern)
  );
}

function resolve(schema: JsonValue | undefined, root: JsonMap): JsonValue | undefined {
  let found = schema;
  for (let step = 0; step < 20 && isJsonMap(found) && typeof found.$ref === 'string'; step += 1) {
    const name = found.$ref.replace('#/$defs/', '');
    found = isJsonMap(root.$defs) ? root.$defs[name] : undefined;
  }
  return found;
}
