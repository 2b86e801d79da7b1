import type { JobsOptions } from 'bullmq';
import { z } from 'zod';
import { Batcher } from './batcher';
import { BullConsumer, type OpenWorker } from './bullmq.consumer';
import { attemptIdsSchema, type Hint, hintsOf } from './hint';
import type { Consumer, Queue } from './queue';
import { asError, closeBounded, within } from './within';

/** The part of a BullMQ queue that is used; the same for both backends. */
export interface HintSink {
  add(name: string, data: Hint, opts: JobsOptions): Promise<unknown>;
  close(): Promise<void>;
  disconnect(): Promise<void>;
}

/** What a driver tells the shared part. */
export interface BullDriver {
  readonly name: string;
  readonly sink: HintSink;
  readonly openWorker: OpenWorker;
  /** Time from one send to the next, in which ids are gathered. */
  readonly gapMs: number;
}

/** A send that hangs must not hold up the next ones for ever: its hints are late by then. */
const DISPATCH_LIMIT_MS = 10_000;
const CLOSE_LIMIT_MS = 2_000;

/**
 * Settings of every worker. Locks are short, so that the jobs of a killed process come back soon. They are renewed, which costs
 * nothing as long as handlers are short: a job that comes back while a slow one still runs would end in two errors.
 */
export const WORKER_SETTINGS = {
  lockDuration: 5_000,
  stalledInterval: 5_000,
  // A hint is never "failed": whether an attempt has been lost too often is decided in the database.
  maxStalledCount: 1_000_000,
} as const;

const JOB_NAME = 'attempts';

/** No id of ours: BullMQ silently ignores a job whose id is taken, in whatever state that other one is. */
const JOB_SETTINGS: JobsOptions = { attempts: 1, removeOnComplete: true, removeOnFail: true };

/** A queue name that BullMQ accepts and that keeps worlds on one store apart. Throws on a prefix it cannot carry. */
export function checkedPrefix(prefix: string): string {
  const parsed = z
    .string()
    .regex(/^[A-Za-z0-9_.-]{1,60}$/)
    .safeParse(prefix);
  if (!parsed.success) {
    throw new Error(`The queue prefix must be 1 to 60 letters, digits, "_", "." or "-", but got "${prefix}"`);
  }
  return parsed.data;
}

/** The queue port over BullMQ, whatever its backend. */
export class BullQueue implements Queue {
  readonly driver: string;
  private readonly batcher: Batcher;
  private readonly consumers = new Set<Consumer>();
  private closed: Promise<void> | undefined;

  constructor(private readonly bull: BullDriver) {
    this.driver = bull.name;
    this.batcher = new Batcher((attemptIds) => this.send(attemptIds), bull.gapMs);
  }

  async dispatch(attemptIds: readonly string[]): Promise<void> {
    if (this.closed) throw new Error('The queue is closed');
    await this.batcher.add(attemptIdsSchema.parse(attemptIds));
  }

  consume(...[handler, options]: Parameters<Queue['consume']>): Consumer {
    if (this.closed) throw new Error('The queue is closed');
    const consumer = new BullConsumer(this.bull.openWorker, handler, options);
    this.consumers.add(consumer);
    return consumer;
  }

  close(): Promise<void> {
    this.closed ??= this.shutDown();
    return this.closed;
  }

  private async shutDown(): Promise<void> {
    await Promise.all([...this.consumers].map((consumer) => consumer.close()));
    const { sink } = this.bull;
    await within(this.batcher.idle(), CLOSE_LIMIT_MS, 'Sending the last hints').catch(() => undefined);
    await closeBounded(sink, CLOSE_LIMIT_MS);
  }

  private async send(attemptIds: readonly string[]): Promise<void> {
    try {
      await within(this.add(hintsOf(attemptIds)), DISPATCH_LIMIT_MS, 'Putting hints on the queue');
    } catch (error) {
      throw new Error(
        `Could not put ${attemptIds.length} hint(s) on the ${this.driver} queue: ${asError(error).message}`,
        { cause: error },
      );
    }
  }

  /** Side by side: `addBulk` costs no less for 16 jobs, and on Postgres, where it makes two tables, 4 ms for a single one. */
  private async add(hints: readonly Hint[]): Promise<void> {
    await Promise.all(hints.map((hint) => this.bull.sink.add(JOB_NAME, hint, JOB_SETTINGS)));
  }
}
