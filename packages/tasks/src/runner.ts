import type { JsonValue, Task } from '@headrace/flow';

export type LogLevel = 'TRACE' | 'DEBUG' | 'INFO' | 'WARN' | 'ERROR';

/** What a task sees of the world while one attempt runs. */
export interface RunContext {
  /** The task's own properties, not rendered. */
  readonly properties: Task['properties'];
  /** Renders one template. Rejects, with the reason as message, if it cannot be rendered. */
  render(template: string): Promise<string>;
  /** Renders every text inside a value, keys of maps included. */
  renderDeep(value: JsonValue): Promise<JsonValue>;
  log(level: LogLevel, message: string): void;
  /** Aborted when the attempt is killed or has used up its time. */
  readonly signal: AbortSignal;
  /** The same for every try of this attempt: pass it on to systems that can tell a repeat. */
  readonly idempotencyKey: string;
}

export type TaskResult =
  | { readonly kind: 'succeeded'; readonly outputs: Readonly<Record<string, JsonValue>> }
  | { readonly kind: 'failed'; readonly message: string };

/** Carries out one task type. What it throws counts as a failure with the error's message. */
export interface TaskRunner {
  /** Full name of the type. */
  readonly type: string;
  run(context: RunContext): Promise<TaskResult>;
}
