import type { AttemptState, Branch, Outcome, Signal, Snapshot, State } from '@headrace/engine';
import type { JsonValue } from '@headrace/flow';
import { isJsonMap } from '@headrace/json';
import { z } from 'zod';
import type { ExecutionFacts } from './journal';

/** A word that only our own verbs write; which words there are is the engine's business, of which this package knows types. */
function word<Word extends string>() {
  return z.custom<Word>((value) => typeof value === 'string');
}

const scope = z.object({
  branch: word<Branch>(),
  after: z.string().nullable(),
  running: z.int(),
  worst: word<Outcome>(),
  ended: z.boolean(),
});

export const executionRow = z.object({
  id: z.string(),
  namespace: z.string(),
  flowId: z.string(),
  flowRevision: z.int(),
  originalId: z.string(),
  createdAt: z.string(),
  state: word<State>(),
  version: z.int(),
  scope,
  retrying: z.int(),
});

export const taskRunRow = z.object({
  id: z.string(),
  taskId: z.string(),
  scopeId: z.string(),
  path: z.array(z.string()),
  ordinal: z.int(),
  value: z.string().nullable(),
  values: z.array(z.string()),
  state: word<State>(),
  startedAt: z.string().nullable(),
  lostAttempts: z.int(),
  scope: scope.nullable(),
});

export const attemptRow = z.object({
  id: z.string(),
  taskRunId: z.string(),
  number: z.int(),
  state: word<AttemptState>(),
  workerId: z.string().nullable(),
  startedAt: z.string().nullable(),
  dueAt: z.string(),
  refusals: z.int(),
});

const jsonMap = z.custom<Readonly<Record<string, JsonValue>>>((value) => isJsonMap(value as JsonValue));

export const executionFacts = z.object({
  inputs: jsonMap.nullable(),
  labels: z.array(z.object({ key: z.string(), value: z.string() })),
  trigger: z.object({ id: z.string(), type: z.string(), variables: jsonMap }).nullable(),
}) satisfies z.ZodType<ExecutionFacts>;

export const snapshotRow = z.object({
  execution: executionRow,
  taskRuns: z.array(taskRunRow),
  attempts: z.array(attemptRow),
  signals: z.array(z.string()),
}) satisfies z.ZodType<Snapshot>;

const signalBody = z.object({ kind: z.literal('retryDue'), taskRunId: z.string(), attempt: z.int() });

/** A row of `signals`. */
export function readSignal(row: { id: string; body: unknown; dueAt: Date }): Signal {
  return { ...signalBody.parse(row.body), id: row.id, dueAt: row.dueAt.toISOString() };
}
