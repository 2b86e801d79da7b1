import { type JsonMap, readOwnJson } from '@headrace/json';
import { LRUCache } from 'lru-cache';
import type { CheckedFlow } from '../check-flow';
import { doFlowJob, type FlowAnswer, type FlowJob, type WebhookKeys } from './job';
import { FlowNotRead, ReaderThread } from './thread';

/** Up to here reading is a matter of milliseconds whatever is in it, and waiting for a thread would take longer. */
const INLINE_CHARACTERS = 8 * 1024;
/** Somebody waits for the answer. */
const ASKED_MS = 10_000;
/** It was read within `ASKED_MS` when it was saved; now the machine may be busy. */
const STORED_MS = 60_000;
/** Characters of texts that are remembered with and without their keys. */
const REMEMBERED_CHARACTERS = 32 * 1024 * 1024;

/** Reads flows: small ones at once, large ones in a thread, so that nobody else waits for them. */
export interface FlowReader {
  /** A text that somebody sent, as `lintFlow` says. One that takes too long is not valid. `signal`: nobody waits any more. */
  lint(source: string, signal?: AbortSignal): Promise<CheckedFlow>;
  /** A text that is stored, as `checkFlow` says. @throws FlowNotRead when it takes too long now */
  check(source: string): Promise<CheckedFlow>;
  /** The text with stars in place of webhook keys. Done once for each text, however often it is asked for. @throws FlowNotRead */
  masked(source: string): Promise<string>;
  /** What the text says, as data; null where it is no flow. @throws FlowNotRead */
  document(source: string): Promise<JsonMap | null>;
  /** The text with keys in place of their masks, by trigger id; those that are not known stay masked. @throws FlowNotRead */
  restored(source: string, keys: WebhookKeys): Promise<string>;
}

export interface FlowReaderOptions {
  readonly inlineCharacters?: number;
  readonly askedMs?: number;
  readonly storedMs?: number;
  readonly thread?: Pick<ReaderThread, 'do'>;
}

export function createFlowReader({
  inlineCharacters = INLINE_CHARACTERS,
  askedMs = ASKED_MS,
  storedMs = STORED_MS,
  thread = new ReaderThread(),
}: FlowReaderOptions = {}): FlowReader {
  async function answerTo<Job extends FlowJob>(
    job: Job,
    deadlineMs: number,
    signal?: AbortSignal,
  ): Promise<FlowAnswer<Job>> {
    if (job.source.length <= inlineCharacters && (job.kind !== 'lint' || takeTurn(job.source.length)))
      return doFlowJob(job);
    return (await thread.do(job, deadlineMs, signal)) as FlowAnswer<Job>;
  }

  /** What may still be checked in this turn of the event loop: many small texts of one request are a large one. */
  let leftInTurn = inlineCharacters;

  function takeTurn(characters: number): boolean {
    if (characters > leftInTurn) return false;
    if (leftInTurn === inlineCharacters)
      setImmediate(() => {
        leftInTurn = inlineCharacters;
      });
    leftInTurn -= characters;
    return true;
  }

  // By the text itself, which a revision never changes. Kept as promises: many who ask at once wait for one answer.
  const masks = new LRUCache<string, Promise<string>>({
    maxSize: REMEMBERED_CHARACTERS,
    sizeCalculation: (_, source) => 2 * source.length + 1,
  });

  return {
    lint: (source, signal) => answerTo({ kind: 'lint', source } as const, askedMs, signal).catch(refused),
    check: (source) => answerTo({ kind: 'check', source } as const, storedMs),
    masked(source) {
      const known = masks.get(source);
      if (known) return known;
      const masked = answerTo({ kind: 'mask', source } as const, askedMs);
      masks.set(source, masked);
      masked.catch(() => masks.delete(source));
      return masked;
    },
    document: async (source) =>
      readOwnJson(await answerTo({ kind: 'document', source } as const, askedMs)) as JsonMap | null,
    restored: (source, keys) => answerTo({ kind: 'restore', source, keys } as const, askedMs),
  };
}

function refused(error: unknown): CheckedFlow {
  if (!(error instanceof FlowNotRead)) throw error;
  const { message } = error;
  return { ok: false, issues: [{ severity: 'error', path: '', message, line: 1, column: 1 }] };
}
