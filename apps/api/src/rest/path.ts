import { illegalArgument } from './errors';

/** Parts of an address. @throws RestError (422) for text that no store can hold, before anything is asked of one */
export function readParams(params: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  for (const value of Object.values(params)) refuseUnstorable(value);
  return params;
}

/** @throws RestError (422) */
export function refuseUnstorable(text: string): void {
  if (text.includes('\0') || !text.isWellFormed())
    throw illegalArgument('text must not contain the NUL character or half a surrogate pair');
}
