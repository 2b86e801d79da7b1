/**
 * An async iterable over `run` whose `return()` ends it at once, also while it waits. A bare async generator would only notice
 * at its next `yield`: a viewer that leaves a quiet execution would stay subscribed for ever.
 */
export function abortable<Item>(
  run: (signal: AbortSignal) => AsyncGenerator<Item, void>,
  outer: AbortSignal,
): AsyncIterableIterator<Item> {
  const controller = new AbortController();
  const abort = () => controller.abort();
  if (outer.aborted) abort();
  else outer.addEventListener('abort', abort);
  const items = run(controller.signal);
  const end = async () => {
    outer.removeEventListener('abort', abort);
    abort();
    await items.return();
    return { done: true as const, value: undefined };
  };
  return {
    next: async () => {
      try {
        const result = await items.next();
        if (result.done) outer.removeEventListener('abort', abort);
        return result;
      } catch (error) {
        outer.removeEventListener('abort', abort);
        throw error;
      }
    },
    return: end,
    throw: async (error) => {
      await end();
      throw error;
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}
