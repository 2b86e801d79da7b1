import {
  type ASTVisitor,
  type FieldNode,
  type GraphQLField,
  type GraphQLObjectType,
  getNamedType,
  isInterfaceType,
  isObjectType,
  type GraphQLNamedType,
  Kind,
  type SelectionSetNode,
  type ValidationContext,
} from 'graphql';
import { MAX_FIRST } from '../connection';
import { failure } from '../failure';
import { LIMITS } from './limits';

interface Measure {
  readonly depth: number;
  readonly cost: number;
  readonly aliases: number;
}

const NOTHING: Measure = { depth: 0, cost: 0, aliases: 0 };

/**
 * Validation rule: measures each operation with its fragments and refuses what is too deep, too dear or has too many aliases.
 * Fragments are measured once, so that nested spreads cannot make the measuring itself expensive. Introspection is left to
 * graphql's own rule against nested introspection.
 */
export function measureRule(context: ValidationContext): ASTVisitor {
  const fragments = new Map<string, Measure>();

  const ofFragment = (name: string): Measure => {
    const known = fragments.get(name);
    if (known) return known;
    fragments.set(name, NOTHING); // a cycle is reported by another rule; here it must only end
    const fragment = context.getFragment(name);
    const type = fragment && context.getSchema().getType(fragment.typeCondition.name.value);
    const measure = fragment ? ofSelection(fragment.selectionSet, type) : NOTHING;
    fragments.set(name, measure);
    return measure;
  };

  const ofSelection = (
    { selections }: SelectionSetNode,
    type: GraphQLNamedType | null | undefined,
  ): Measure =>
    selections.reduce((sum: Measure, selection): Measure => {
      switch (selection.kind) {
        case Kind.FIELD:
          return both(sum, ofField(selection, type));
        case Kind.FRAGMENT_SPREAD:
          return both(sum, ofFragment(selection.name.value));
        case Kind.INLINE_FRAGMENT: {
          const on = selection.typeCondition;
          return both(
            sum,
            ofSelection(selection.selectionSet, on ? context.getSchema().getType(on.name.value) : type),
          );
        }
      }
    }, NOTHING);

  const ofField = (node: FieldNode, parent: GraphQLNamedType | null | undefined): Measure => {
    const aliases = node.alias ? 1 : 0;
    if (node.name.value.startsWith('__')) return { depth: 1, cost: 1, aliases };
    if (!node.selectionSet) return { depth: 1, cost: 1, aliases };
    const field = fieldOf(parent, node.name.value);
    const inside = ofSelection(node.selectionSet, field && getNamedType(field.type));
    return {
      depth: inside.depth + 1,
      cost: 1 + inside.cost * (field ? itemsOf(node, field) : 1),
      aliases: aliases + inside.aliases,
    };
  };

  return {
    OperationDefinition(node) {
      const root = context.getSchema().getRootType(node.operation);
      const measure = ofSelection(node.selectionSet, root);
      const tooLarge = (what: string) => context.reportError(failure('QUERY_TOO_LARGE', what));
      if (measure.depth > LIMITS.depth)
        tooLarge(`The query is ${measure.depth} fields deep; at most ${LIMITS.depth} are allowed.`);
      if (measure.aliases > LIMITS.aliases)
        tooLarge(`The query has ${measure.aliases} aliases; at most ${LIMITS.aliases} are allowed.`);
      if (measure.cost > LIMITS.cost)
        tooLarge(
          `The query may look up ${measure.cost} values; at most ${LIMITS.cost} are allowed. Ask for fewer items.`,
        );
      if (node.selectionSet.selections.length > LIMITS.rootFields)
        tooLarge(`The query has more than ${LIMITS.rootFields} fields at its top.`);
    },
  };
}

function both(a: Measure, b: Measure): Measure {
  return { depth: Math.max(a.depth, b.depth), cost: a.cost + b.cost, aliases: a.aliases + b.aliases };
}

function fieldOf(
  type: GraphQLNamedType | null | undefined,
  name: string,
): GraphQLField<unknown, unknown> | undefined {
  const fields =
    isObjectType(type) || isInterfaceType(type) ? (type as GraphQLObjectType).getFields() : undefined;
  return fields?.[name];
}

/** How many items a field may answer: what a connection is asked for, else one. A variable may hold the most. */
function itemsOf(node: FieldNode, field: GraphQLField<unknown, unknown>): number {
  const first = field.args.find(({ name }) => name === 'first');
  if (!first) return 1;
  const value = node.arguments?.find(({ name }) => name.value === 'first')?.value;
  if (!value || value.kind === Kind.NULL) return 25;
  return value.kind === Kind.INT ? Math.min(Math.max(Number(value.value), 1), MAX_FIRST) : MAX_FIRST;
}
