import { CursorUnknown, ExecutionNotFound } from '@headrace/runtime';
import { failure } from './failure';

/** One message of a subscription: a batch, or the reason why there will be no more. */
export type Message<Batch> = { readonly batch: Batch } | { readonly error: Error };

/**
 * Batches of a feed as messages. What is wrong from the start (an unknown execution, a foreign cursor) is thrown, so that the
 * subscription is refused; what goes wrong later comes as a last message, so that other subscriptions of the socket live on.
 */
export async function messages<Batch>(
  batches: AsyncIterableIterator<Batch>,
): Promise<AsyncIterableIterator<Message<Batch>>> {
  let first: Promise<IteratorResult<Batch>> | undefined = batches.next();
  await first.catch((error: unknown) => {
    throw explained(error);
  });
  let failed = false;
  return {
    async next() {
      if (failed) return { done: true, value: undefined };
      try {
        const result = await (first ?? batches.next());
        first = undefined;
        return result.done
          ? { done: true, value: undefined }
          : { done: false, value: { batch: result.value } };
      } catch (error) {
        failed = true;
        return { done: false, value: { error: explained(error) } };
      }
    },
    async return() {
      await batches.return?.();
      return { done: true, value: undefined };
    },
    [Symbol.asyncIterator]() {
      return this as AsyncIterableIterator<Message<Batch>>;
    },
  };
}

/** @throws the reason when the message is one */
export function batchOf<Batch>(message: Message<Batch>): Batch {
  if ('error' in message) throw message.error;
  return message.batch;
}

function explained(error: unknown): Error {
  if (error instanceof ExecutionNotFound) return failure('NOT_FOUND', error.message);
  if (error instanceof CursorUnknown) return failure('BAD_CURSOR', error.message);
  return error instanceof Error ? error : new Error(String(error));
}
