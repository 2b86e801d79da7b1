import type { Flowable } from './flowable/index';
import type { JsonValue } from './json';
import type { LogLevelName } from './log-level';
import type { Retry } from './retry';

/** One task of a flow. */
export interface Task {
  readonly id: string;
  /** The full name, also where the document used an older spelling. */
  readonly type: string;
  readonly description?: string;
  /** A disabled task is treated as absent: it makes no task run. */
  readonly disabled: boolean;
  /** An expression: the task is skipped unless it is true. Absent where the document says `true`. */
  readonly runIf?: string;
  /** A failure ends it WARNING. */
  readonly allowFailure?: true;
  /** A warning ends it SUCCESS. */
  readonly allowWarning?: true;
  readonly retry?: Retry;
  /** How long one attempt may take. */
  readonly timeoutMs?: number;
  /** In place of `timeoutMs`: an expression that gives an ISO 8601 duration. */
  readonly timeoutExpression?: string;
  /** The lowest level that is kept. */
  readonly logLevel?: LogLevelName;
  /** Log lines go to a file in place of the log store. */
  readonly logToFile?: true;
  /** The properties of the type itself, expressions not rendered; empty for a flowable task. */
  readonly properties: Readonly<Record<string, JsonValue>>;
  /** Of a flowable task: its kind, its properties and the tasks inside it. */
  readonly flowable?: Flowable;
}
