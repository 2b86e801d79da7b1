import type { Nudge } from './bus';
import { mergeNudges, packNudges } from './coalesce';
import { asError } from './within';

/** Sends leave at least this far apart: nudges in between travel together. */
const GAP_MS = 3;

export interface PublisherOptions {
  /** Hands payloads to the store, in order. A rejection loses them. */
  readonly send: (payloads: readonly string[]) => Promise<void>;
  /** Most bytes of one payload. */
  readonly maxBytes: number;
  readonly onError: (error: Error) => void;
}

/**
 * Gathers nudges and hands them to the store. After a quiet time the first goes out at the end of the turn; after that
 * one send at a time, a few milliseconds apart, so that a slow store gets fewer and fuller messages and never a queue.
 */
export class Publisher {
  private readonly buffer = new Map<string, Nudge>();
  private sending = false;
  private timer: NodeJS.Timeout | NodeJS.Immediate | undefined;
  private nextSendAtMs = 0;
  private stopped = false;
  private idleWaiters: (() => void)[] = [];

  constructor(private readonly options: PublisherOptions) {}

  publish(nudges: readonly Nudge[]): void {
    if (this.stopped) return;
    mergeNudges(this.buffer, nudges);
    this.schedule();
  }

  /** Resolves when everything published so far was handed over, or lost. */
  flush(): Promise<void> {
    if (this.isIdle()) return Promise.resolve();
    return new Promise((resolve) => this.idleWaiters.push(resolve));
  }

  /** Takes no more nudges; what is gathered still goes out. */
  stop(): void {
    this.stopped = true;
  }

  private schedule(): void {
    if (this.sending || this.timer !== undefined || this.buffer.size === 0) return;
    const waitMs = this.nextSendAtMs - performance.now();
    const send = () => {
      this.timer = undefined;
      void this.send();
    };
    this.timer = waitMs <= 0 ? setImmediate(send) : setTimeout(send, waitMs);
  }

  private async send(): Promise<void> {
    const payloads = packNudges(this.buffer.values(), this.options.maxBytes);
    this.buffer.clear();
    this.sending = true;
    try {
      await this.options.send(payloads);
    } catch (error) {
      this.options.onError(asError(error));
    } finally {
      this.sending = false;
      this.nextSendAtMs = performance.now() + GAP_MS;
      this.schedule();
      if (this.isIdle()) for (const wake of this.idleWaiters.splice(0)) wake();
    }
  }

  private isIdle(): boolean {
    return !this.sending && this.buffer.size === 0;
  }
}
