import { setMaxListeners } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';

/** The end of one request: its answer is sent, its client goes away, or its time is over. */
export class Ending {
  readonly #deadlineMs: number | undefined;
  readonly #gone = new AbortController();
  #timer: NodeJS.Timeout | undefined;
  #isSettled = false;

  /** @param deadlineMs how long an answer may take; undefined = it may take its time */
  constructor(response: ServerResponse, deadlineMs?: number) {
    this.#deadlineMs = deadlineMs;
    // Whatever a request waits for listens, and one may ask for hundreds of things.
    setMaxListeners(0, this.#gone.signal);
    const look = () => {
      this.settle();
      if (!response.writableFinished) this.#gone.abort();
    };
    // One that went away before will not say so again.
    if (response.destroyed) look();
    else response.once('close', look);
  }

  /** Aborted when the client goes away before it has its answer, or the time is over: nobody waits any more. */
  get signal(): AbortSignal {
    return this.#gone.signal;
  }

  /**
   * The answer; `late` when it does not come in time after the whole request was there. What comes later is thrown away.
   */
  async inTime<Answer>(
    request: IncomingMessage,
    answer: Promise<Answer>,
    discard: (late: Answer) => void,
  ): Promise<Answer | 'late'> {
    const deadlineMs = this.#deadlineMs;
    if (deadlineMs === undefined) return answer;
    const late = new Promise<'late'>((resolve) => {
      const start = () => {
        if (this.#isSettled) return;
        this.#timer = setTimeout(() => {
          this.#gone.abort();
          resolve('late');
        }, deadlineMs);
      };
      if (request.readableEnded || !hasBody(request)) start();
      // Reading has times of its own.
      else request.once('end', start);
    });
    const first = await Promise.race([answer, late]);
    this.settle();
    if (first === 'late') answer.then(discard, () => {});
    return first;
  }

  /** The answer is there: sending it has no deadline. */
  settle(): void {
    this.#isSettled = true;
    clearTimeout(this.#timer);
  }
}

function hasBody({ headers }: IncomingMessage): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
}
