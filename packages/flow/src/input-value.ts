import type { Input } from './input';
import type { JsonValue } from './json';

export interface InputIssue {
  /** Id of the input. */
  readonly input: string;
  readonly message: string;
}

export type CheckedInputs =
  | { readonly ok: true; readonly values: Record<string, JsonValue> }
  | { readonly ok: false; readonly issues: readonly InputIssue[] };

export function checkInputs(
  _inputs: readonly Input[],
  _supplied: Readonly<Record<string, unknown>>,
): CheckedInputs {
  throw new Error('Not built yet');
}
