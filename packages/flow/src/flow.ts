import type { Input } from './input';
import type { JsonValue } from './json';
import type { Label } from './label';
import type { Retry } from './retry';
import type { Task } from './task';
import type { Trigger } from './trigger';

/** A flow document that is known to be good. */
export interface Flow {
  readonly id: string;
  readonly namespace: string;
  readonly description?: string;
  readonly disabled: boolean;
  readonly labels: readonly Label[];
  readonly inputs: readonly Input[];
  /** Expressions in them are not rendered. */
  readonly variables: Readonly<Record<string, JsonValue>>;
  /** At least one. */
  readonly tasks: readonly Task[];
  readonly triggers: readonly Trigger[];
  /** For every task that has none of its own. */
  readonly retry?: Retry;
}
