import { parentPort } from 'node:worker_threads';
import { doFlowJob, type FlowJob, packAnswer } from './job';

// The thread that reads large flows, one after the other. Whoever started it ends it when a flow takes too long.

/** What the thread says about the job it was given last. */
export type ReaderMessage =
  | { readonly kind: 'begun' }
  | { readonly kind: 'done'; readonly packed: string }
  | { readonly kind: 'failed'; readonly message: string };

parentPort?.on('message', (job: FlowJob) => {
  tell({ kind: 'begun' });
  tell(answerTo(job));
});

function answerTo(job: FlowJob): ReaderMessage {
  try {
    return { kind: 'done', packed: packAnswer(doFlowJob(job)) };
  } catch (error) {
    return { kind: 'failed', message: error instanceof Error ? error.message : String(error) };
  }
}

function tell(message: ReaderMessage): void {
  parentPort?.postMessage(message);
}
