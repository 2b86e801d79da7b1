import type { JsonValue } from './json';
import type { Retry } from './retry';

/** One task of a flow. */
export interface Task {
  readonly id: string;
  /** The full name, also where the document used an older spelling. */
  readonly type: string;
  readonly description?: string;
  /** A disabled task is treated as absent: it makes no task run. */
  readonly disabled: boolean;
  readonly retry?: Retry;
  /** How long one attempt may take. */
  readonly timeoutMs?: number;
  /** The properties of the type itself, expressions not rendered. */
  readonly properties: Readonly<Record<string, JsonValue>>;
}
