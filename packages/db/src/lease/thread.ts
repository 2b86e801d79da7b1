import { Worker } from 'node:worker_threads';
import type { Lease, LeaseKeeperOptions } from './keeper';

/** What the thread says; it only ever hears `stop`. */
export type LeaseMessage =
  | { readonly kind: 'started' }
  | { readonly kind: 'failed'; readonly message: string; readonly code?: string }
  | { readonly kind: 'lost'; readonly reason: string };

export interface LeaseThread {
  readonly worker: Worker;
  /** Rejects when the thread ends before. */
  readonly started: Promise<void>;
  /** Resolves with an error that says how it ended. */
  readonly ended: Promise<Error>;
}

/** Beside this file in the sources, beside the bundle in the product (`build` in apps/worker/package.json). */
const FILE = new URL('./lease-thread.mjs', import.meta.url);

/** Starts lease-thread.mjs. Once it runs it does not keep the process up. */
export function startThread(
  lease: Lease,
  { onLost, onError }: Pick<LeaseKeeperOptions, 'onLost' | 'onError'>,
): LeaseThread {
  // Without our flags: it needs no loader, and the debugger's port is taken.
  const worker = new Worker(FILE, { name: 'headrace-lease', workerData: lease, execArgv: [] });
  let cause: unknown;
  worker.on('error', (error) => {
    cause = error;
  });
  const ended = new Promise<Error>((resolve) => {
    worker.on('exit', (code) => {
      resolve(new Error(`The thread that renews the lease ended with ${code}.`, { cause }));
    });
  });
  const started = new Promise<void>((resolve, reject) => {
    worker.on('message', (message: LeaseMessage) => {
      switch (message.kind) {
        case 'started':
          worker.unref();
          resolve();
          break;
        case 'failed':
          onError(Object.assign(new Error(message.message), { code: message.code }));
          break;
        case 'lost':
          onLost(message.reason);
          break;
      }
    });
    void ended.then(reject);
  });
  return { worker, started, ended };
}
