import type { DueSignal } from '@headrace/db';
import type { Desk } from './desk';
import { failpoint } from './failpoint';
import type { Ports } from './ports';

const BATCH_SIZE = 500;

export interface InboxRound {
  /** How many signals were heard. */
  readonly heard: number;
  /** Until the next one is due; null = none is known. */
  readonly nextInMs: number | null;
  /** There may be more that are due already. */
  readonly hasMore: boolean;
}

/** Takes the signals whose time has come to the desks of their executions. One that goes wrong holds up no other. */
export async function hearSignalsOnce({ journal, log }: Ports, desk: Desk): Promise<InboxRound> {
  const { due, nextInMs } = await journal.dueSignals(BATCH_SIZE);
  if (due.length > 0) failpoint('signal.beforeDecision');
  const outcomes = await Promise.allSettled(
    due.map(({ executionId, signal }: DueSignal) =>
      desk.tell(executionId, { input: { kind: 'signal', signal } }),
    ),
  );
  const failures = outcomes.flatMap((outcome) =>
    outcome.status === 'rejected' ? [outcome.reason as unknown] : [],
  );
  if (failures.length > 0)
    log.warn(
      { error: failures[0], count: failures.length },
      'signals could not be heard, they will be tried again',
    );
  return {
    heard: due.length - failures.length,
    nextInMs,
    hasMore: due.length === BATCH_SIZE && failures.length === 0,
  };
}
