import {
  defaultFieldResolver,
  execute,
  type ExecutionArgs,
  type ExecutionResult,
  type GraphQLFieldResolver,
  type GraphQLSchema,
  isNonNullType,
  isObjectType,
  subscribe,
} from 'graphql';
import type { SchemaContext } from '../context';
import { weightOf } from './weights';

/** Counts what each field answers, and resolves nothing more once that is too much or nobody waits for it. Changes the schema. */
export function guarded(schema: GraphQLSchema): GraphQLSchema {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith('__')) continue;
    for (const field of Object.values(type.getFields()))
      field.resolve = guardedResolver(`${type.name}.${field.name}`, field.resolve ?? defaultFieldResolver, {
        isNullable: !isNonNullType(field.type),
        isLarge: weightOf(type.name, field).isLarge === true,
      });
  }
  return schema;
}

function guardedResolver(
  name: string,
  resolve: GraphQLFieldResolver<unknown, SchemaContext>,
  { isNullable, isLarge }: { readonly isNullable: boolean; readonly isLarge: boolean },
): GraphQLFieldResolver<unknown, SchemaContext> {
  return (source, args, context, info) => {
    const { spending } = context;
    // The answer is lost already. An error for each field that is left would take longer than the fields.
    if (isNullable && spending.refusal) return null;
    spending.takeValue();
    const value = resolve(source, args, context, info);
    if (!isPromise(value)) {
      if (isLarge) spending.takeLarge(value);
      return value;
    }
    const askedMs = performance.now();
    return value.then((there: unknown) => {
      spending.waitedFor(name, performance.now() - askedMs);
      if (isLarge) spending.takeLarge(there);
      return there;
    });
  };
}

function isPromise(value: unknown): value is PromiseLike<unknown> {
  return typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function';
}

type Args = Omit<ExecutionArgs, 'contextValue'> & { readonly contextValue: SchemaContext };

/** Executes a query or mutation; where it costs too much it answers nothing but why. */
export async function executeGuarded(args: Args): Promise<ExecutionResult> {
  args.contextValue.spending.begin();
  return answered(args.contextValue, await execute(args));
}

/** Executes a subscription; a message that costs too much says nothing but why, and the next one may be smaller. */
export async function subscribeGuarded(
  args: Args,
): Promise<AsyncGenerator<ExecutionResult, void, void> | ExecutionResult> {
  const { contextValue } = args;
  contextValue.spending.begin();
  const results = await subscribe(args);
  if (!(Symbol.asyncIterator in results)) return results;
  const messages: AsyncGenerator<ExecutionResult, void, void> = {
    async next() {
      contextValue.spending.begin();
      const next = await results.next();
      return next.done ? next : { done: false, value: answered(contextValue, next.value) };
    },
    return: () => results.return(undefined),
    throw: (error) => results.throw(error),
    [Symbol.asyncIterator]() {
      return this;
    },
    async [Symbol.asyncDispose]() {
      await results.return(undefined);
    },
  };
  return messages;
}

function answered({ spending }: SchemaContext, result: ExecutionResult): ExecutionResult {
  return spending.refusal ? { errors: [spending.refusal], data: null } : result;
}
