import type { MaybePromise } from './maybe-promise';

/**
 * Something large that most templates do not need, such as a library. It is loaded when it is first asked for; from
 * then on it is there at once.
 */
export function lazy<T>(load: () => Promise<T>): () => MaybePromise<T> {
  let loaded: { readonly value: T } | null = null;
  let loading: Promise<T> | null = null;
  return () => {
    if (loaded !== null) return loaded.value;
    loading ??= load().then(
      (value) => {
        loaded = { value };
        return value;
      },
      (error: unknown) => {
        loading = null;
        throw error;
      },
    );
    return loading;
  };
}
