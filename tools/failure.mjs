// @ts-check

/** A failure the user can act on. Its message is one clear sentence and is shown without a stack. */
export class Failure extends Error {
  /** @override */
  name = 'Failure';
}

/**
 * The text to show for anything thrown: the sentence of a `Failure`, the stack of a bug.
 * @param {unknown} error
 * @returns {string}
 */
export function describeError(error) {
  if (error instanceof Failure) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

/**
 * The code of a system error such as `ENOENT`, if it has one.
 * @param {unknown} error
 * @returns {string | undefined}
 */
export function errorCode(error) {
  if (!(error instanceof Error) || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}
