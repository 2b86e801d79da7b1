import type { AttemptLines } from '@headrace/db';
import {
  around,
  type AttemptResult,
  combine,
  type Decided,
  decide,
  type Given,
  type Snapshot,
  taskOf,
} from '@headrace/engine';
import type { Flow } from '@headrace/flow';
import { effectFreeTaskTypes } from '@headrace/tasks';
import type { Held } from './attempts';
import type { Prepared } from './desk';

/** Decisions that a worker has made and not stored: tasks without an effect outside share one commit with what follows them. */
export interface HeldBack extends Prepared {
  /** The stored rows that the first of them was made upon. */
  readonly base: Snapshot;
  /** How the stored attempt ended: what is told if the rest turns out to be void. */
  readonly first: {
    readonly attemptId: string;
    readonly result: AttemptResult;
    readonly lines: readonly AttemptLines[];
  };
  readonly sinceMs: number;
  readonly count: number;
}

/** Nobody waits longer than this to see what has happened, and a crash repeats no more than this. */
export const LONGEST_HOLD_MS = 50;
const MOST_HELD_BACK = 64;
const MOST_LINES = 500;

export interface HoldBackRequest {
  readonly flow: Flow;
  readonly held: Held;
  readonly result: AttemptResult;
  readonly lines: readonly AttemptLines[];
  readonly now: Date;
  readonly newId: Given['newId'];
}

export type HoldBackStep =
  /** Nothing is stored; the worker goes on with this one. */
  | { readonly kind: 'heldBack'; readonly held: Held }
  /** To be stored now, with the claim of `next` in it. */
  | { readonly kind: 'store'; readonly prepared: Prepared; readonly next: Held | null };

/**
 * Decides in memory what follows from an attempt, as long as nobody else has a part in it. null = it has to be decided at the desk:
 * others are under way in this execution, something must be rendered, or more than one attempt follows.
 */
export function holdBack(request: HoldBackRequest): HoldBackStep | null {
  const { held, result, lines, now, newId, flow } = request;
  const { attemptId, workerId, snapshot, heldBack } = held;
  const at = now.toISOString();
  if (!isAlone(snapshot)) return null;
  const settled = decide(flow, snapshot, [{ kind: 'attemptSettled', attemptId, workerId, result, at }], {
    now,
    newId,
  });
  if (settled.kind !== 'decided' || settled.outcomes[0]?.kind !== 'accepted') return null;
  const [nextId, ...others] = settled.ready;
  if (others.length > 0) return null;
  if (nextId === undefined) {
    // The end, or a retry: worth a commit at once.
    if (!heldBack) return null;
    return { kind: 'store', prepared: joined(heldBack, settled, lines), next: null };
  }
  const claimed = decide(flow, settled.after, [{ kind: 'attemptClaimed', attemptId: nextId, workerId, at }], {
    now,
    newId,
  });
  if (claimed.kind !== 'decided') return null;
  const step = combine(settled, claimed);
  const prepared = joined(heldBack, step, lines);
  const next: Held = { attemptId: nextId, workerId, snapshot: around(step.after, [nextId]), heldBack: null };
  const more: HeldBack = {
    ...prepared,
    base: heldBack?.base ?? snapshot,
    first: heldBack?.first ?? { attemptId, result, lines },
    sinceMs: heldBack?.sinceMs ?? now.getTime(),
    count: (heldBack?.count ?? 0) + 1,
  };
  if (!mayBeHeldBack(flow, held, next, more, now))
    return { kind: 'store', prepared, next: asStored(next, more.base) };
  return { kind: 'heldBack', held: { ...next, heldBack: more } };
}

/** An attempt whose rows are stored with all that was held back since `base`, in one commit. */
export function asStored(held: Held, base: Snapshot): Held {
  const execution = { ...held.snapshot.execution, version: base.execution.version + 1 };
  return { ...held, snapshot: { ...held.snapshot, execution }, heldBack: null };
}

function joined(heldBack: HeldBack | null, step: Decided, lines: readonly AttemptLines[]): Prepared {
  if (!heldBack) return { decision: step, lines };
  return { decision: combine(heldBack.decision, step), lines: [...heldBack.lines, ...lines] };
}

/** Nothing else is under way in the execution, so nobody else can decide upon it except from outside. */
function isAlone({ execution, taskRuns }: Snapshot): boolean {
  const scopes = [execution.scope, ...taskRuns.flatMap(({ scope }) => scope ?? [])];
  return execution.retrying === 0 && scopes.every(({ running, ended }) => ended || running <= 1);
}

function mayBeHeldBack(flow: Flow, held: Held, next: Held, more: HeldBack, now: Date): boolean {
  const isFree = ({ snapshot, attemptId }: Held) => {
    const attempt = snapshot.attempts.find(({ id }) => id === attemptId);
    const taskRun = snapshot.taskRuns.find(({ id }) => id === attempt?.taskRunId);
    const type = taskRun && taskOf(flow, taskRun.taskId)?.type;
    return type !== undefined && effectFreeTaskTypes.has(type);
  };
  const lineCount = more.lines.reduce((sum, { lines }) => sum + lines.length, 0);
  return (
    isFree(held) &&
    isFree(next) &&
    more.count < MOST_HELD_BACK &&
    lineCount < MOST_LINES &&
    now.getTime() - more.sinceMs < LONGEST_HOLD_MS
  );
}
