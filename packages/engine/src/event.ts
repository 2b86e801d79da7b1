interface About {
  readonly taskRunId: string;
  readonly taskId: string;
}

/** An ISO instant: several events of one commit have each their own. */
interface Timed {
  readonly at: string;
}

/**
 * What happened, in the past tense. `executionState` and `taskRunState` are the states after the event, where it changed them,
 * so that a screen is a plain fold. Three words for three reasons, even where all lead to a retry.
 */
export type EngineEvent = Timed &
  (
    | { readonly kind: 'executionCreated'; readonly executionState: 'CREATED' }
    | { readonly kind: 'executionStarted'; readonly executionState: 'RUNNING' }
    | (About & {
        readonly kind: 'taskRunCreated';
        readonly taskRunState: 'CREATED';
        readonly parentTaskRunId: string | null;
        readonly value: string | null;
      })
    /** A flowable task run started its children. */
    | (About & { readonly kind: 'taskRunStarted'; readonly taskRunState: 'RUNNING' })
    | (About & {
        readonly kind: 'attemptStarted';
        readonly attempt: number;
        readonly workerId: string;
        readonly taskRunState: 'RUNNING';
      })
    | (About & {
        readonly kind: 'attemptSucceeded';
        readonly attempt: number;
      })
    | (About & {
        readonly kind: 'attemptFailed' | 'attemptTimedOut';
        readonly attempt: number;
        readonly message: string;
        readonly taskRunState: 'FAILED';
      })
    | (About & {
        readonly kind: 'attemptLost';
        readonly attempt: number;
        readonly message: string;
        /** CREATED when it is tried again at once, FAILED when it was lost too often. */
        readonly taskRunState: 'CREATED' | 'FAILED';
      })
    /** A worker that stops, or that cannot run it, gave it back: it will be started again under the same number. */
    | (About & {
        readonly kind: 'attemptReleased';
        readonly attempt: number;
        readonly message: string;
        readonly taskRunState: 'CREATED';
      })
    | (About & {
        readonly kind: 'retryScheduled';
        /** Number of the attempt to come. */
        readonly attempt: number;
        /** ISO instant. */
        readonly dueAt: string;
        readonly taskRunState: 'RETRYING';
        readonly executionState?: 'RETRYING';
      })
    | (About & {
        readonly kind: 'retryStarted';
        readonly attempt: number;
        readonly taskRunState: 'CREATED';
        readonly executionState?: 'RUNNING';
      })
    | (About & {
        readonly kind: 'taskRunEnded';
        readonly taskRunState: 'SUCCESS' | 'WARNING' | 'FAILED' | 'KILLED';
      })
    | {
        readonly kind: 'executionEnded';
        readonly executionState: 'SUCCESS' | 'WARNING' | 'FAILED' | 'KILLED';
        /** Why it failed, when no task run says it. */
        readonly message?: string;
      }
  );

export type EventKind = EngineEvent['kind'];

export const EVENT_KINDS = [
  'executionCreated',
  'executionStarted',
  'taskRunCreated',
  'taskRunStarted',
  'attemptStarted',
  'attemptSucceeded',
  'attemptFailed',
  'attemptTimedOut',
  'attemptLost',
  'attemptReleased',
  'retryScheduled',
  'retryStarted',
  'taskRunEnded',
  'executionEnded',
] as const satisfies readonly EventKind[];
