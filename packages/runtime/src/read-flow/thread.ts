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

  /** @throws FlowNotRead when it takes longer than `deadlineMs` from the moment it is begun, or too many wait */
  async do(job: FlowJob, deadlineMs: number): Promise<CheckedFlow | string> {
    if (this.#waitingCharacters + job.source.length > this.#limits.waitingCharacters)
      throw new FlowNotRead('Too many large flows are read at this moment. Try again in a moment.');
    this.#waitingCharacters += job.source.length;
    return new Promise((resolve, reject) => {
      this.#waiting.push({ job, deadlineMs, resolve, reject });
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
    const { job, deadlineMs } = this.#current;
    this.#timer = setTimeout(() => {
      this.#end();
      const seconds = Math.round(deadlineMs / 100) / 10;
      this.#settle((late) =>
        late.reject(
          new FlowNotRead(
            `The flow was not read: it takes longer than ${seconds} s. Make it smaller or split it.`,
          ),
        ),
      );
    }, deadlineMs);
    this.#worker ??= this.#begin();
    this.#worker.ref();
    this.#worker.postMessage(job);
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
      if (!isOurs()) return;
      this.#settle((done) => {
        if (message.kind === 'done') done.resolve(unpackAnswer(message.packed));
        else done.reject(new Error(`A flow could not be read: ${message.message}`));
      });
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

function endOf(cause: unknown): Error {
  if (cause instanceof Error && 'code' in cause && cause.code === 'ERR_WORKER_OUT_OF_MEMORY')
    return new FlowNotRead('The flow was not read: it needs too much memory. Make it smaller or split it.');
  return new Error('The thread that reads flows ended.', { cause });
}
