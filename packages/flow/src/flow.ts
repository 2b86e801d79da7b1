import type { Check } from './check';
import type { Concurrency } from './concurrency';
import type { Input } from './input/index';
import type { JsonValue } from './json';
import type { Label } from './label';
import type { Listener } from './listener';
import type { Output } from './output';
import type { PluginDefault } from './plugin-default';
import type { Retry } from './retry';
import type { Sla } from './sla';
import type { Task } from './task';
import type { Trigger } from './trigger/index';

/** A flow document that is known to be good. Lists that it leaves out and that are marked optional are absent. */
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
  /** Run when a task failed for good. */
  readonly errors?: readonly Task[];
  /** Run after the tasks and after `errors`, whatever the result, before the execution ends. */
  readonly finally?: readonly Task[];
  /** Run once the execution has ended. */
  readonly afterExecution?: readonly Task[];
  readonly listeners?: readonly Listener[];
  readonly triggers: readonly Trigger[];
  readonly outputs?: readonly Output[];
  /** For every task that has none of its own. */
  readonly retry?: Retry;
  readonly concurrency?: Concurrency;
  readonly sla?: readonly Sla[];
  readonly checks?: readonly Check[];
  /** Already applied to the tasks, triggers and conditions above. */
  readonly pluginDefaults?: readonly PluginDefault[];
}
