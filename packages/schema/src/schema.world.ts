import { createFollower, type Finished, type Follower, type Held } from '@headrace/runtime';
import { createRuntimeWorld, linesOf, type RuntimeWorld } from '@headrace/runtime/world';
import { type ExecutionResult, execute, subscribe } from 'graphql';
import { expect } from 'vitest';
import { createContext } from './context';
import { documentChecker } from './limits/document';
import { maskError } from './mask';
import { schema } from './schema';

// Answers are data of whatever was asked for: tests say with `toMatchObject` what they expect of them.
// biome-ignore lint: the shape of an answer is the test's business
// eslint-disable-next-line @typescript-eslint/no-explicit-any
type Data = any;

/** The API over a runtime of its own, without a network. */
export interface SchemaWorld extends RuntimeWorld {
  readonly follower: Follower;
  /** Data of a query or mutation; fails the test when there are errors. */
  ask(document: string, variables?: object): Promise<Data>;
  /** The answer with its errors, as a client would see it. */
  answer(document: string, variables?: object): Promise<ExecutionResult<Data>>;
  /** The messages of a subscription, or the error it is refused with. */
  watch(
    document: string,
    variables?: object,
  ): Promise<AsyncGenerator<ExecutionResult<Data>> | ExecutionResult<Data>>;
  /** Runs all tasks of an execution to their end, each with these lines in its log. */
  finish(executionId: string, lines?: readonly string[]): Promise<void>;
}

export async function createSchemaWorld(): Promise<SchemaWorld> {
  const world = await createRuntimeWorld();
  const { runtime } = world;
  const follower = createFollower({ pool: world.pool, bus: runtime.bus, tickMs: 5, safetyMs: 200 });
  const check = documentChecker(schema);
  const hidden: unknown[] = [];

  const prepared = (source: string, variableValues: object = {}) => {
    const checked = check(source);
    if (!checked.ok) return checked;
    const contextValue = createContext({ runtime, follower, version: '1.2.3' });
    return {
      ok: true as const,
      request: { schema, document: checked.document, variableValues: { ...variableValues }, contextValue },
    };
  };
  const shown = (result: ExecutionResult): ExecutionResult =>
    result.errors
      ? { ...result, errors: result.errors.map((error) => maskError(error, (cause) => hidden.push(cause))) }
      : result;

  const own: SchemaWorld = {
    ...world,
    follower,
    async answer(document, variables) {
      const ready = prepared(document, variables);
      return ready.ok ? shown(await execute(ready.request)) : { errors: ready.errors };
    },
    async ask(document, variables) {
      const result = await own.answer(document, variables);
      expect(result.errors, JSON.stringify(result.errors)).toBeUndefined();
      // Answers have no prototypes; through JSON they compare like what a client gets.
      return JSON.parse(JSON.stringify(result.data));
    },
    async watch(document, variables) {
      const ready = prepared(document, variables);
      if (!ready.ok) return { errors: ready.errors };
      const result = await subscribe(ready.request);
      return Symbol.asyncIterator in result ? (result as AsyncGenerator<ExecutionResult>) : shown(result);
    },
    async finish(executionId, lines = []) {
      const at = runtime.clock.now();
      const written = lines.map((message) => ({ at, level: 'INFO' as const, message }));
      const done = { kind: 'succeeded', outputs: { value: 'done' } } as const;
      while ((await world.attemptIds(executionId, 'READY')).length > 0) {
        for (let held: Held | null = await world.claim(executionId); held; ) {
          const finished: Finished = await runtime.attempts.finish(
            held,
            done,
            written.length > 0 ? [linesOf(held, written)] : [],
          );
          held = finished.kind === 'settled' ? finished.next : null;
        }
      }
    },
    async close() {
      follower.close();
      await world.close();
    },
  };
  return own;
}
