import {
  type CheckedDocument,
  createContext,
  type DocumentCheck,
  schema,
  type SchemaPorts,
} from '@headrace/schema';
import {
  type DocumentNode,
  execute,
  type ExecutionResult,
  getOperationAST,
  type GraphQLError,
} from 'graphql';
import { Answer } from '../http/answer';
import type { LazyRequest } from '../http/lazy-request';
import { type MediaType, mediaTypeOf } from './media-type';

/** A query or mutation as almost all clients send it: POST of JSON, the answer wanted as a whole. */
interface PlainOperation {
  readonly query: string;
  readonly variables?: Record<string, unknown> | null;
  readonly operationName?: string | null;
}

/** What became of a request: its answer, or nothing yet; then, perhaps, what is known of its document. */
export type PlainOutcome = Answer | { readonly checked?: CheckedDocument };

const PARTS: ReadonlySet<string> = new Set(['query', 'variables', 'operationName', 'extensions']);

/**
 * Executes plain operations, and answers them as `yogaOverHttp` does, in a fraction of its time. Whatever is not plain, and whatever
 * is wrong before anything was executed, is left to it.
 */
export function plainOverHttp(
  ports: SchemaPorts,
  check: DocumentCheck,
  maskError: (error: unknown) => GraphQLError,
): (request: LazyRequest) => Promise<PlainOutcome> {
  return async (request) => {
    const mediaType = isPlain(request) ? mediaTypeOf(request.header('accept')) : undefined;
    const operation = mediaType && operationOf(await request.text());
    if (!operation) return {};
    const checked = check(operation.query);
    if (!checked.ok || !isForExecution(checked.document, operation)) return { checked };
    const result = await execute({
      schema,
      document: checked.document,
      contextValue: createContext(ports),
      variableValues: operation.variables,
      operationName: operation.operationName,
    });
    // Without data it was not begun: its variables are not what it asks for.
    return 'data' in result ? answerOf(result, mediaType, maskError) : { checked };
  };
}

function isPlain(request: LazyRequest): boolean {
  const type = request.header('content-type');
  const isJson = type === 'application/json' || /^application\/json;[^,]*$/.test(type ?? '');
  return request.method === 'POST' && request.path === '/graphql' && isJson;
}

function operationOf(text: string): PlainOperation | undefined {
  const sent = parsed(text);
  if (!isMap(sent) || !Object.keys(sent).every((name) => PARTS.has(name))) return undefined;
  const { query, variables, operationName, extensions } = sent;
  const isNamed = operationName === undefined || operationName === null || typeof operationName === 'string';
  if (typeof query !== 'string' || !isNamed || !isMapOrNothing(variables) || !isMapOrNothing(extensions))
    return undefined;
  return { query, variables, operationName };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isMapOrNothing(value: unknown): value is Record<string, unknown> | null | undefined {
  return value === undefined || value === null || isMap(value);
}

function isForExecution(document: DocumentNode, { operationName }: PlainOperation): boolean {
  const operation = getOperationAST(document, operationName);
  return operation ? operation.operation !== 'subscription' : false;
}

function answerOf(
  { data, errors }: ExecutionResult,
  mediaType: MediaType,
  maskError: (error: unknown) => GraphQLError,
): Answer {
  const body = JSON.stringify(errors ? { errors: errors.map(maskError), data } : { data });
  const headers = [
    'content-type',
    `${mediaType}; charset=utf-8`,
    'content-length',
    `${Buffer.byteLength(body)}`,
  ];
  return new Answer(200, headers, body);
}
