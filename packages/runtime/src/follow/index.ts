import { setMaxListeners } from 'node:events';
import {
  type EventRow,
  eventsAfter,
  type LogFilter,
  type LogLineRow,
  logLinesAfter,
  type ChangePosition,
} from '@headrace/db';
import type { Bus, Topic, Wake } from '@headrace/bus';
import type pg from 'pg';
import { abortable } from './abortable';
import { type ChangeBatch, ChangesFeed } from './changes';
import { type End, EndWatch } from './end';
import { ExecutionNotFound } from './errors';
import type { ExecutionFilter } from './filter';
import { isStorable } from '../storable';
import { type FeedTiming, type NumberedBatch, NumberedFeed, type NumberedSource } from './numbered';
import { Shared } from './shared';

export type { ChangeBatch } from './changes';
export { CursorUnknown, ExecutionNotFound } from './errors';
export type { ExecutionFilter } from './filter';
export type { NumberedBatch } from './numbered';

export interface FollowerOptions {
  readonly pool: pg.Pool;
  readonly bus: Bus;
  /** The store could not be read; followers wait and go on. */
  readonly onTrouble?: (error: unknown) => void;
  /** Changes within this time travel together; default 50. */
  readonly tickMs?: number;
  /** Looks this often without a nudge too; default 1000. */
  readonly safetyMs?: number;
}

/**
 * Follows what is stored, then what comes, without a gap (docs/decisions/live-list-cursor.md for the list). All batches come at most
 * once a tick, the first one at once. Iterables hold nothing until they are first asked, and let go of everything on `return()`.
 */
export interface Follower {
  /** Events with a number above `after`. Ends after the batch with `sealedAt`. Throws ExecutionNotFound, CursorUnknown. */
  followEvents(request: { id: string; after: number }): AsyncIterableIterator<NumberedBatch<EventRow>>;
  /** Log lines with a position above `after` that the filter lets pass. Ends and throws like events. */
  followLog(
    request: LogFilter & { executionId: string; after: number },
  ): AsyncIterableIterator<NumberedBatch<LogLineRow>>;
  /** Executions that changed after the cursor, from now on without one; `states` of the filter are not applied. */
  followExecutions(request: {
    filter: ExecutionFilter;
    after?: ChangePosition;
  }): AsyncIterableIterator<ChangeBatch>;
  /**
   * The lines that are stored now, page by page, without waiting for more; nothing for an unknown execution. Rows that the filter
   * leaves out are not counted as pages.
   */
  storedLog(request: {
    executionId: string;
    minLevel: number;
    taskRunId?: string;
  }): AsyncGenerator<readonly LogLineRow[], void>;
  /**
   * Resolves when the execution has ended or there is none, at once where it is so already; `aborted` by the signal or `close()`.
   * A database that is away is waited for.
   */
  untilEnded(executionId: string, signal: AbortSignal): Promise<End | 'aborted'>;
  /** What is being followed in this process; for tests and status pages. */
  followed(): number;
  /** Ends all iterables, without an error. */
  close(): void;
}

export function createFollower(options: FollowerOptions): Follower {
  const { pool, bus, onTrouble = () => {}, tickMs = 50, safetyMs = 1000 } = options;
  const timing: FeedTiming = { tickMs, safetyMs, onTrouble };
  const closed = new AbortController();
  setMaxListeners(0, closed.signal);

  // A feed looks first and listens then, but in one turn: nothing can be delivered in between.
  const nudged = <Feed extends { nudge(wake: Wake): void; stop(): void }>(topic: Topic, feed: Feed) => {
    const unsubscribe = bus.subscribe(topic, (wake) => feed.nudge(wake));
    return { feed, close: () => (unsubscribe(), feed.stop()) };
  };
  const events = new Shared((executionId: string) =>
    nudged(
      { topic: 'execution', executionId },
      new NumberedFeed(executionId, eventSource(pool, executionId), timing),
    ),
  );
  const logs = new Shared((executionId: string) =>
    nudged(
      { topic: 'log', executionId },
      new NumberedFeed(executionId, logSource(pool, executionId), timing),
    ),
  );
  const ends = new Shared((executionId: string) =>
    nudged({ topic: 'execution', executionId }, new EndWatch(executionId, pool, timing)),
  );
  const changes = new Shared(() => nudged({ topic: 'executions' }, new ChangesFeed(pool, timing)));

  return {
    followEvents: ({ id, after }) =>
      abortable(
        (signal) => ofKnown(id, () => events.using(id, (feed) => feed.follow(after, null, signal))),
        closed.signal,
      ),
    followLog: ({ executionId, after, ...filter }) =>
      abortable(
        (signal) =>
          ofKnown(executionId, () => logs.using(executionId, (feed) => feed.follow(after, filter, signal))),
        closed.signal,
      ),
    followExecutions: ({ filter, after }) =>
      abortable((signal) => changes.using('', (feed) => feed.follow(filter, after, signal)), closed.signal),
    storedLog: (request) => storedLog(pool, request),
    async untilEnded(executionId, signal) {
      if (!canBeId(executionId)) return 'unknown';
      const waiting = abortable((own) => ends.using(executionId, (watch) => watch.wait(own)), closed.signal);
      const leave = () => void waiting.return?.();
      if (signal.aborted) leave();
      else signal.addEventListener('abort', leave);
      try {
        for await (const end of waiting) return end;
        return 'aborted';
      } finally {
        signal.removeEventListener('abort', leave);
      }
    },
    followed: () => events.size + logs.size + ends.size + changes.size,
    close: () => closed.abort(),
  };
}

/** Much longer than any id that was ever given out. */
const MAX_ID_CHARACTERS = 200;

/** Whether there could be an execution with this id: another text is not worth a question to the database. */
function canBeId(text: string): boolean {
  return text !== '' && text.length <= MAX_ID_CHARACTERS && isStorable(text);
}

async function* ofKnown<Item>(
  executionId: string,
  follow: () => AsyncGenerator<Item, void>,
): AsyncGenerator<Item, void> {
  if (!canBeId(executionId)) throw new ExecutionNotFound(executionId);
  yield* follow();
}

/**
 * The same follower for one who may go away: all that he follows ends with the signal, also what has not begun yet, which nobody could
 * end otherwise.
 */
export function followerUntil(follower: Follower, signal: AbortSignal): Follower {
  return {
    ...follower,
    followEvents: (request) => until(follower.followEvents(request), signal),
    followLog: (request) => until(follower.followLog(request), signal),
    followExecutions: (request) => until(follower.followExecutions(request), signal),
  };
}

function until<Item>(items: AsyncIterableIterator<Item>, signal: AbortSignal): AsyncIterableIterator<Item> {
  const leave = () => void items.return?.();
  const forget = () => signal.removeEventListener('abort', leave);
  if (signal.aborted) leave();
  else signal.addEventListener('abort', leave, { once: true });
  return {
    async next() {
      try {
        const result = await items.next();
        if (result.done) forget();
        return result;
      } catch (error) {
        forget();
        throw error;
      }
    },
    async return() {
      forget();
      await items.return?.();
      return { done: true, value: undefined };
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}

/** Long enough that a large log takes few round trips, short enough to be held in memory. */
const STORED_PAGE_LINES = 1000;

async function* storedLog(
  pool: pg.Pool,
  request: { executionId: string; minLevel: number; taskRunId?: string },
): AsyncGenerator<readonly LogLineRow[], void> {
  if (!canBeId(request.executionId)) return;
  for (let afterPosition = 0; ; ) {
    const page = await logLinesAfter(pool, { ...request, afterPosition, limit: STORED_PAGE_LINES });
    if (!page) return;
    if (page.rows.length > 0) yield page.rows;
    if (page.scannedTo >= page.head) return;
    afterPosition = page.scannedTo;
  }
}

function eventSource(pool: pg.Pool, executionId: string): NumberedSource<EventRow, null> {
  return {
    read: (afterSeq, limit) => eventsAfter(pool, { executionId, afterSeq, limit }),
    everything: null,
    matches: () => true,
    numberOf: (event) => event.seq,
    sizeOf: (event) => 200 + (event.detail?.message?.length ?? 0) + (event.detail?.value?.length ?? 0),
  };
}

function logSource(pool: pg.Pool, executionId: string): NumberedSource<LogLineRow, LogFilter> {
  return {
    read: (afterPosition, limit, filter) =>
      logLinesAfter(pool, { ...filter, executionId, afterPosition, limit }),
    everything: { minLevel: 0 },
    matches: (line, { minLevel, taskRunId, attempt }) =>
      line.level >= minLevel &&
      (taskRunId === undefined || line.taskRunId === taskRunId) &&
      (attempt === undefined || line.attempt === attempt),
    numberOf: (line) => line.position,
    sizeOf: (line) => 100 + line.message.length,
  };
}
