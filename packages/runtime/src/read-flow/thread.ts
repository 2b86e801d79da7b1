import { Worker } from 'node:worker_threads';
import { type CheckedFlow } from '../check-flow';
import { type FlowJob, unpackAnswer } from './job';
import type { ReaderMessage } from './reader-thread';

/** A flow that was not read: it takes too long, or too many others wait. The message is for whoever asked. */
export class FlowNotRead extends Error {
  override readonly name = 'FlowNotRead';
}

export interface ThreadLimits {
  /** Characters of all texts that may wait. */
  readonly waitingCharacters: number;
  /** A thread with nothing to do ends after so long. */
  readonly idleMs: number;
  /** Memory that one flow may take. */
  readonly heapMegabytes: number;
}

const LIMITS: ThreadLimits = { waitingCharacters: 32 * 1024 * 1024, idleMs: 60_000, heapMegabytes: 768 };

/** Beside the bundle in the product (`build` of apps/api and apps/worker), with a loader for TypeScript in the sources. */
const FILE = new URL(
  import.meta.url.endsWith('.ts') ? './reader-thread.source.mjs' : './reader-thread.mjs',
  import.meta.url,
);

/** A thread that has not begun by then never will. It starts within a second, and not at all quickly on a machine that is very busy. */
const START_MS = 60_000;

interface Waiting {
  readonly job: FlowJob;
  readonly deadlineMs: number;
  resolve(answer: CheckedFlow | string): void;
  reject(error: Error): void;
}

/**
 * Does jobs in a thread, one after the other: started for the first, ended when it is idle, and replaced after one that took longer
 * than its deadline. It does not keep the process up.
 */
export class ReaderThread {
  readonly #limits: ThreadLimits;
  readonly #waiting: Waiting[] = [];
  #waitingCharacters = 0;
  #worker: Worker | undefined;
  #current: Waiting | undefined;
  #timer: NodeJS.Timeout | undefined;
  #started = 0;

  constructor(limits: Partial<ThreadLimits> = {}) {
    this.#limits = { ...LIMITS, ...limits };
  }

  /** How many threads were started; for tests. */
  get started(): number {
    return this.#started;
  }

  /**
   * @param signal nobody waits for the answer any more: it is not begun, or ended
   * @throws FlowNotRead when it takes longer than `deadlineMs` from the moment it is begun, too many wait, or nobody does
   */
  async do(job: FlowJob, deadlineMs: number, signal?: AbortSignal): Promise<CheckedFlow | string> {
    if (signal?.aborted) throw nobodyWaits();
    if (this.#waitingCharacters + job.source.length > this.#limits.waitingCharacters)
      throw new FlowNotRead('Too many large flows are read at this moment. Try again in a moment.');
    this.#waitingCharacters += job.source.length;
    return new Promise((resolve, reject) => {
      const leave = () => this.#leave(waiting);
      const stay = () => signal?.removeEventListener('abort', leave);
      const waiting: Waiting = {
        job,
        deadlineMs,
        resolve: (answer) => {
          stay();
          resolve(answer);
        },
        reject: (error) => {
          stay();
          reject(error);
        },
      };
      signal?.addEventListener('abort', leave);
      this.#waiting.push(waiting);
      this.#next();
    });
  }

  #next(): void {
    if (this.#current) return;
    clearTimeout(this.#timer);
    this.#current = this.#waiting.shift();
    this.#waitingCharacters -= this.#current?.job.source.length ?? 0;
    if (!this.#current) {
      this.#worker?.unref();
      this.#timer = setTimeout(() => this.#end(), this.#limits.idleMs).unref();
      return;
    }
    this.#endAfter(START_MS, 'the thread that reads it does not start. Try again in a moment.');
    this.#worker ??= this.#begin();
    this.#worker.ref();
    this.#worker.postMessage(this.#current.job);
  }

  #endAfter(limitMs: number, cause: string): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#end();
      this.#settle((late) => late.reject(new FlowNotRead(`The flow was not read: ${cause}`)));
    }, limitMs);
  }

  #begin(): Worker {
    this.#started += 1;
    // Without our flags: the debugger's port is taken, and the file brings the loader it needs.
    const worker = new Worker(FILE, {
      name: 'headrace-reader',
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: this.#limits.heapMegabytes },
    });
    const isOurs = () => this.#worker === worker;
    let cause: unknown;
    worker.on('message', (message: ReaderMessage) => {
      if (isOurs()) this.#hear(message);
    });
    worker.on('error', (error) => {
      cause = error;
    });
    worker.on('exit', () => {
      if (!isOurs()) return;
      this.#worker = undefined;
      this.#settle((lost) => lost.reject(endOf(cause)));
    });
    return worker;
  }

  #hear(message: ReaderMessage): void {
    switch (message.kind) {
      case 'begun': {
        const seconds = Math.round((this.#current?.deadlineMs ?? 0) / 100) / 10;
        const cause = `it takes longer than ${seconds} s. Make it smaller or split it.`;
        if (this.#current) this.#endAfter(this.#current.deadlineMs, cause);
        return;
      }
      case 'done':
        return this.#settle((done) => done.resolve(unpackAnswer(message.packed)));
      case 'failed':
        return this.#settle((done) => done.reject(new Error(`A flow could not be read: ${message.message}`)));
    }
  }

  #leave(waiting: Waiting): void {
    if (waiting === this.#current) {
      this.#end();
      this.#settle((current) => current.reject(nobodyWaits()));
      return;
    }
    this.#waiting.splice(this.#waiting.indexOf(waiting), 1);
    this.#waitingCharacters -= waiting.job.source.length;
    waiting.reject(nobodyWaits());
  }

  #settle(tell: (waiting: Waiting) => void): void {
    const current = this.#current;
    this.#current = undefined;
    if (current) tell(current);
    this.#next();
  }

  #end(): void {
    const worker = this.#worker;
    this.#worker = undefined;
    void worker?.terminate();
  }
}

function nobodyWaits(): FlowNotRead {
  return new FlowNotRead('The flow was not read: nobody waits for it any more.');
}

function endOf(cause: unknown): Error {
  if (cause instanceof Error && 'code' in cause && cause.code === 'ERR_WORKER_OUT_OF_MEMORY')
    return new FlowNotRead('The flow was not read: it needs too much memory. Make it smaller or split it.');
  return new Error('The thread that reads flows ended.', { cause });
}
