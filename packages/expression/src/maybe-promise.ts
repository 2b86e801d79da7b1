/** A value that is there now or comes later. Work stays synchronous until a promise appears. */
export type MaybePromise<T> = T | Promise<T>;

/** Goes on with the value: now when it is there, else when it comes. */
export function chain<T, R>(value: MaybePromise<T>, next: (value: T) => MaybePromise<R>): MaybePromise<R> {
  return value instanceof Promise ? value.then(next) : next(value);
}

/** The same without a closure around `context`, for what is called all the time. */
export function chainWith<T, C, R>(
  value: MaybePromise<T>,
  context: C,
  next: (value: T, context: C) => MaybePromise<R>,
): MaybePromise<R> {
  return value instanceof Promise ? later(value, context, next) : next(value, context);
}

async function later<T, C, R>(
  value: Promise<T>,
  context: C,
  next: (value: T, context: C) => MaybePromise<R>,
): Promise<R> {
  return next(await value, context);
}

/** Calls `step` for 0 … count-1, one after another. */
export function repeat(count: number, step: (index: number) => MaybePromise<void>): MaybePromise<void> {
  for (let index = 0; index < count; index += 1) {
    const pending = step(index);
    if (pending instanceof Promise) return resume(pending, index + 1, count, step);
  }
}

async function resume(
  pending: Promise<void>,
  from: number,
  count: number,
  step: (index: number) => MaybePromise<void>,
): Promise<void> {
  await pending;
  for (let index = from; index < count; index += 1) await step(index);
}

/** Collects `count` values in order, one after another. */
export function collect<T>(count: number, at: (index: number) => MaybePromise<T>): MaybePromise<T[]> {
  const values: T[] = [];
  const done = repeat(count, (index) => {
    const value = at(index);
    if (value instanceof Promise) {
      return value.then((settled) => {
        values.push(settled);
      });
    }
    values.push(value);
  });
  return chain(done, () => values);
}

/** Whether a value is a promise of any library. */
export function isThenable(value: unknown): value is PromiseLike<unknown> {
  return typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function';
}
