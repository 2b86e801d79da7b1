import type { GraphQLError } from 'graphql';
import { failure } from '../failure';
import { LIMITS } from './limits';

/** The field that was waited for longest. */
export interface Slowest {
  /** Such as `Query.flows`. */
  readonly field: string;
  readonly ms: number;
}

/** What one answer, or one message of a subscription, has cost so far. It ends the answer where that is too much. */
export class Spending {
  #values = 0;
  #bytes = 0;
  #refusal: GraphQLError | undefined;
  #slowest: Slowest | undefined;

  /** `signal`: nobody waits for the answer any more. */
  constructor(private readonly signal: AbortSignal) {}

  get spent(): { readonly values: number; readonly bytes: number } {
    return { values: this.#values, bytes: this.#bytes };
  }

  /** Why there is no answer; undefined where there is one. */
  get refusal(): GraphQLError | undefined {
    return this.#refusal;
  }

  get slowest(): Slowest | undefined {
    return this.#slowest;
  }

  /** Begins the next message. */
  begin(): void {
    this.#values = 0;
    this.#bytes = 0;
    this.#refusal = undefined;
  }

  /** One more value is wanted. @throws GraphQLError when nobody waits for it, or there were too many */
  takeValue(): void {
    if (this.#refusal) throw this.#refusal;
    if (this.signal.aborted) throw this.#refuse(failure('UNAVAILABLE', 'The request was ended.'));
    this.#values += 1;
    if (this.#values > LIMITS.values)
      throw this.#refuse(
        failure('QUERY_TOO_LARGE', `The answer has more than ${LIMITS.values} values. Ask for less at once.`),
      );
  }

  /** A large value is there. @throws GraphQLError when all of them together are too large */
  takeLarge(value: unknown): void {
    if (this.#refusal) throw this.#refusal;
    this.#bytes += sizeOf(value, LIMITS.answerBytes - this.#bytes);
    if (this.#bytes > LIMITS.answerBytes)
      throw this.#refuse(
        failure(
          'QUERY_TOO_LARGE',
          `The answer has more than ${LIMITS.answerBytes} bytes of large values. Ask for fewer of them at once.`,
        ),
      );
  }

  waitedFor(field: string, ms: number): void {
    if (ms > (this.#slowest?.ms ?? 0)) this.#slowest = { field, ms };
  }

  #refuse(error: GraphQLError): GraphQLError {
    this.#refusal = error;
    return error;
  }
}

/** About how many bytes a value takes as JSON; more than `limit` is told as some number above it. */
export function sizeOf(value: unknown, limit: number): number {
  let bytes = 0;
  // No recursion: a value may be nested as deep as its reader allowed.
  const rest: unknown[] = [value];
  while (rest.length > 0 && bytes <= limit) {
    const next = rest.pop();
    if (typeof next === 'string') bytes += next.length + 2;
    else if (typeof next !== 'object' || next === null) bytes += 5;
    else if (Array.isArray(next)) {
      bytes += 2 + next.length;
      for (const item of next) rest.push(item);
    } else {
      bytes += 2;
      for (const [key, item] of Object.entries(next)) {
        bytes += key.length + 4;
        rest.push(item);
      }
    }
  }
  return bytes;
}
