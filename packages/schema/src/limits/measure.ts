import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  getNamedType,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  isInterfaceType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  SchemaMetaFieldDef,
  type SelectionSetNode,
  TypeMetaFieldDef,
  type ValueNode,
} from 'graphql';
import { MAX_FIRST } from '../connection';
import { failure } from '../failure';
import { LIMITS } from './limits';
import { weightOf } from './weights';

/** Items of a list when nobody says how many. */
const DEFAULT_ITEMS = 25;

/** A place in an answer: how often it is asked for, and the places inside it, by name. */
interface Place {
  repeats: number;
  readonly inside: Map<string, Place>;
}

/**
 * What the dearest operation of a document may cost. Comes before validation, some of whose rules take time with the square of what
 * is asked for; so it takes any document that can be read, valid or not, and ends within `LIMITS.fields` steps an operation.
 * @throws GraphQLError (QUERY_TOO_LARGE) when a document asks for more than one may
 */
export function measureDocument(schema: GraphQLSchema, document: DocumentNode): number {
  if (document.definitions.length > LIMITS.definitions)
    throw tooLarge(`The document has more than ${LIMITS.definitions} operations and fragments.`);
  const fragments = new Map<string, FragmentDefinitionNode>();
  const operations: OperationDefinitionNode[] = [];
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
    else if (definition.kind === Kind.OPERATION_DEFINITION) operations.push(definition);
  }
  return Math.max(0, ...operations.map((operation) => measured(schema, fragments, operation)));
}

function measured(
  schema: GraphQLSchema,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
  { operation, selectionSet }: OperationDefinitionNode,
): number {
  let steps = 0;
  let aliases = 0;
  /** The fragments around a place: one that is spread in itself is reported by another rule; here it must only end. */
  const around = new Set<string>();

  const step = () => {
    steps += 1;
    if (steps > LIMITS.fields)
      throw tooLarge(`The query asks for more than ${LIMITS.fields} fields; fragments count each time.`);
  };

  /** What is selected of one value. Of several types only one can be answered: the dearest counts. */
  const costOf = (
    set: SelectionSetNode,
    type: GraphQLNamedType | undefined,
    place: Place,
    depth: number,
  ): number => {
    let common = 0;
    const byType = new Map<string, number>();
    const add = (on: GraphQLNamedType | undefined, cost: number) => {
      if (on && on !== type && isObjectType(on)) byType.set(on.name, (byType.get(on.name) ?? 0) + cost);
      else common += cost;
    };
    for (const selection of set.selections) {
      step();
      switch (selection.kind) {
        case Kind.FIELD:
          common += costOfField(selection, type, place, depth);
          break;
        case Kind.INLINE_FRAGMENT: {
          const on = selection.typeCondition ? schema.getType(selection.typeCondition.name.value) : type;
          add(on, costOf(selection.selectionSet, on, place, depth));
          break;
        }
        case Kind.FRAGMENT_SPREAD: {
          const name = selection.name.value;
          const fragment = fragments.get(name);
          if (!fragment || around.has(name)) break;
          around.add(name);
          const on = schema.getType(fragment.typeCondition.name.value);
          add(on, costOf(fragment.selectionSet, on, place, depth));
          around.delete(name);
        }
      }
    }
    return common + Math.max(0, ...byType.values());
  };

  const costOfField = (
    node: FieldNode,
    parent: GraphQLNamedType | undefined,
    place: Place,
    depth: number,
  ): number => {
    const own = node.alias?.value ?? node.name.value;
    aliases += node.alias ? 1 : 0;
    if (aliases > LIMITS.aliases) throw tooLarge(`The query has more than ${LIMITS.aliases} aliases.`);
    if (depth > LIMITS.depth && !isIntrospection(node))
      throw tooLarge(`The query is more than ${LIMITS.depth} fields deep.`);
    const inside = place.inside.get(own) ?? { repeats: 0, inside: new Map<string, Place>() };
    place.inside.set(own, inside);
    inside.repeats += 1;
    if (inside.repeats > LIMITS.repeats)
      throw tooLarge(`The query asks more than ${LIMITS.repeats} times for the same field at one place.`);
    const field = fieldOf(schema, parent, node.name.value);
    const weight = field && parent ? weightOf(parent.name, field) : { cost: 1 };
    if (!node.selectionSet) return weight.cost;
    // Introspection is left to graphql's own rule against nested introspection.
    const deeper = isIntrospection(node) ? -Infinity : depth + 1;
    const selected = costOf(node.selectionSet, field && getNamedType(field.type), inside, deeper);
    return weight.cost + selected * (weight.items ?? (field ? itemsOf(node, field) : 1));
  };

  const top: Place = { repeats: 0, inside: new Map() };
  const cost = costOf(selectionSet, schema.getRootType(operation) ?? undefined, top, 1);
  if (top.inside.size > LIMITS.rootFields)
    throw tooLarge(`The query has more than ${LIMITS.rootFields} fields at its top.`);
  if (cost > LIMITS.cost)
    throw tooLarge(
      `The query may look up ${cost} values; at most ${LIMITS.cost} are allowed. Ask for fewer items, or fewer large fields.`,
    );
  return cost;
}

function tooLarge(message: string) {
  return failure('QUERY_TOO_LARGE', message);
}

function isIntrospection({ name }: FieldNode): boolean {
  return name.value.startsWith('__');
}

const INTROSPECTION: ReadonlyMap<string, GraphQLField<unknown, unknown>> = new Map(
  [SchemaMetaFieldDef, TypeMetaFieldDef].map((field) => [field.name, field]),
);

function fieldOf(
  schema: GraphQLSchema,
  type: GraphQLNamedType | undefined,
  name: string,
): GraphQLField<unknown, unknown> | undefined {
  if (!isObjectType(type) && !isInterfaceType(type)) return undefined;
  const fields = type.getFields();
  if (Object.hasOwn(fields, name)) return fields[name];
  return type === schema.getQueryType() ? INTROSPECTION.get(name) : undefined;
}

function sizeAsked(value: ValueNode): number {
  if (value.kind === Kind.INT) return Number(value.value);
  return value.kind === Kind.LIST ? value.values.length : MAX_FIRST;
}

/** How many items a field may answer: what a connection is asked for, else one. A variable may hold the most. */
function itemsOf(node: FieldNode, { args }: GraphQLField<unknown, unknown>): number {
  const sizes = args.filter(({ name }) => name === 'first' || name === 'last' || name === 'ids');
  if (sizes.length === 0) return 1;
  let items: number | undefined;
  for (const { name, value } of node.arguments ?? []) {
    if (!sizes.some((size) => size.name === name.value) || value.kind === Kind.NULL) continue;
    items = Math.max(items ?? 0, Math.min(Math.max(sizeAsked(value), 1), MAX_FIRST));
  }
  return items ?? DEFAULT_ITEMS;
}
