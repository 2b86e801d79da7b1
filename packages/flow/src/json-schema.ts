import { z } from 'zod';
import { documentSchema } from './document';
import type { JsonMap } from './json';
import type { TaskCatalogue } from './task-type';

const schemas = new WeakMap<TaskCatalogue, JsonMap>();

/**
 * The JSON Schema (draft 2020-12) of a whole flow document, for editors. It is made of the same definitions that
 * `parseFlow` reads with, and says less: rules between parts of a document are not in it.
 */
export function flowJsonSchema(catalogue: TaskCatalogue): JsonMap {
  const known = schemas.get(catalogue);
  if (known !== undefined) return known;
  const schema = jsonSchemaOf(documentSchema(catalogue));
  schemas.set(catalogue, schema);
  return schema;
}

/** The JSON Schema of what may be written for a schema of ours. */
export function jsonSchemaOf(schema: z.ZodType): JsonMap {
  return z.toJSONSchema(schema, {
    io: 'input',
    unrepresentable: 'any',
    reused: 'ref',
    override: ({ jsonSchema }) => asWritten(jsonSchema),
  }) as JsonMap;
}

type Node = z.core.JSONSchema.BaseSchema;

/** YAML guesses the type of what stands without quotes, so texts, numbers and booleans are taken for each other. */
function asWritten(node: Node): void {
  const types = Array.isArray(node.type) ? node.type : node.type === undefined ? [] : [node.type];
  if (types.includes('string') && node.enum === undefined && node.const === undefined) {
    node.type = [...new Set([...types, 'number' as const, 'boolean' as const])] as never;
  }
  if (isInput(node)) allowName(node);
  if (types.includes('integer') || (types.includes('number') && !types.includes('string'))) {
    alsoText(node, '^\\s*[-+]?\\d');
  } else if (types.includes('boolean') && !types.includes('string')) {
    alsoText(node, '^(?:[Tt][Rr][Uu][Ee]|[Ff][Aa][Ll][Ss][Ee])$');
  }
}

function isInput({ properties }: Node): boolean {
  return properties !== undefined && 'dependsOn' in properties && 'prefill' in properties;
}

/** `name` is an older spelling of `id` (see `input/index.ts`). */
function allowName(node: Node): void {
  const { id } = node.properties ?? {};
  if (id === undefined) return;
  node.properties = { ...node.properties, name: id };
  node.required = node.required?.filter((name) => name !== 'id');
}

/** Allows the value in quotes too. */
function alsoText(node: Node, pattern: string): void {
  const { description, ...plain } = node;
  for (const key of Object.keys(node)) delete node[key];
  Object.assign(node, description === undefined ? {} : { description }, {
    anyOf: [plain, { type: 'string', pattern }],
  });
}
