import {
  type CheckedDocument,
  createContext,
  type DocumentCheck,
  executeGuarded,
  holdsUnstorable,
  schema,
  type SchemaPorts,
  unstorableVariables,
  type Uploads,
} from '@headrace/schema';
import { readJson, writeJson } from '@headrace/json';
import { type DocumentNode, type ExecutionResult, getOperationAST, type GraphQLError } from 'graphql';
import { Answer } from '../http/answer';
import type { LazyRequest } from '../http/lazy-request';
import type { RequestNotes } from '../http/notes';
import { type MediaType, mediaTypeOf } from './media-type';

/** A query or mutation as almost all clients send it: POST of JSON, the answer wanted as a whole. */
interface PlainOperation {
  readonly query: string;
  readonly variables?: Record<string, unknown> | null;
  readonly operationName?: string | null;
}

/** What became of a request: its answer, or nothing yet; then, perhaps, what is known of its document. */
export type PlainOutcome =
  | Answer
  | {
      readonly checked?: CheckedDocument;
      /** Its variables can be kept. */
      readonly isStorable?: boolean;
    };

const PARTS: ReadonlySet<string> = new Set(['query', 'variables', 'operationName', 'extensions']);

/** An operation that came otherwise than as the body of its request. */
export interface SentApart {
  readonly json: string;
  readonly uploads: Uploads;
}

/**
 * Executes plain operations, and answers them as `yogaOverHttp` does, in a fraction of its time and with every digit of their numbers.
 * Whatever is not plain, and whatever is wrong before anything was executed, is left to it.
 */
export function plainOverHttp(
  ports: SchemaPorts,
  check: DocumentCheck,
  maskError: (error: unknown) => GraphQLError,
): (request: LazyRequest, apart?: SentApart) => Promise<PlainOutcome> {
  return async (request, apart) => {
    const mediaType = apart || isPlain(request) ? mediaTypeOf(request.header('accept')) : undefined;
    if (!mediaType) return {};
    const json = apart?.json ?? (await request.text());
    const operation = operationOf(json);
    if (!operation) return {};
    const checked = check(operation.query);
    if (!checked.ok || !isForExecution(checked.document, operation)) return { checked };
    noteOperation(request.notes, checked, operation.operationName);
    const refusal = holdsUnstorable(json) ? unstorableVariables(operation.variables) : undefined;
    if (refusal) return answerOf({ errors: [refusal], data: null }, mediaType, maskError);
    const contextValue = createContext(ports, { uploads: apart?.uploads, signal: request.signal });
    const result = await executeGuarded({
      schema,
      document: checked.document,
      contextValue,
      variableValues: operation.variables,
      operationName: operation.operationName,
    });
    request.notes.slowest = contextValue.spending.slowest;
    return answerOf(result, mediaType, maskError);
  };
}

/** Writes down what is executed, for the logs. */
export function noteOperation(
  notes: RequestNotes,
  { document, cost }: { readonly document: DocumentNode; readonly cost: number },
  operationName: string | null | undefined,
): void {
  const operation = getOperationAST(document, operationName);
  notes.operation = operation?.name?.value ?? operation?.operation;
  notes.cost = cost;
}

function isPlain(request: LazyRequest): boolean {
  const type = request.header('content-type');
  const isJson = type === 'application/json' || /^application\/json;[^,]*$/.test(type ?? '');
  return request.method === 'POST' && request.path === '/graphql' && isJson;
}

function operationOf(text: string): PlainOperation | undefined {
  const read = readJson(text);
  const sent: unknown = read.ok ? read.value : undefined;
  if (!isMap(sent) || !Object.keys(sent).every((name) => PARTS.has(name))) return undefined;
  const { query, variables, operationName, extensions } = sent;
  const isNamed = operationName === undefined || operationName === null || typeof operationName === 'string';
  if (typeof query !== 'string' || !isNamed || !isMapOrNothing(variables) || !isMapOrNothing(extensions))
    return undefined;
  return { query, variables, operationName };
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
  // Without data it was not begun: its variables are not what it asks for.
  const isRefused = data === undefined;
  const body = writeJson(errors ? { errors: errors.map(maskError), data } : { data });
  const headers = [
    'content-type',
    `${mediaType}; charset=utf-8`,
    'content-length',
    `${Buffer.byteLength(body)}`,
  ];
  return new Answer(isRefused ? 400 : 200, headers, body);
}
