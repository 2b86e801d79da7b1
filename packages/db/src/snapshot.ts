import type { AttemptState, Outcome, Snapshot, State, TriggerInfo } from '@headrace/engine';
import type { JsonValue, Label } from '@headrace/flow';
import { z } from 'zod';

/** What the engine decides upon, plus what a worker needs to know of the execution to run the attempt. */
export interface AttemptSnapshot extends Snapshot {
  readonly execution: Snapshot['execution'] & {
    readonly inputs: Readonly<Record<string, JsonValue>> | null;
    readonly labels: readonly Label[];
    readonly trigger: TriggerInfo | null;
    readonly originalId: string;
    readonly createdAt: Date;
  };
  readonly attempt: Snapshot['attempt'] & { readonly startedAt: Date | null };
  readonly taskRun: Snapshot['taskRun'] & {
    readonly parentTaskRunId: string | null;
    readonly value: string | null;
  };
}

const instant = z.coerce.date();

/** A word that only our own functions write; which words there are is the engine's business, of which this package knows types. */
function word<Word extends string>() {
  return z.custom<Word>((value) => typeof value === 'string');
}

const snapshotSchema = z.object({
  execution: z.object({
    id: z.string(),
    namespace: z.string(),
    flowId: z.string(),
    flowRevision: z.int(),
    state: word<State>(),
    version: z.int(),
    inputs: z.custom<Record<string, JsonValue>>().nullable(),
    labels: z.array(z.object({ key: z.string(), value: z.string() })),
    trigger: z
      .object({ id: z.string(), type: z.string(), variables: z.custom<Record<string, JsonValue>>() })
      .nullable(),
    originalId: z.string(),
    createdAt: instant,
  }),
  scopes: z.array(
    z.object({
      id: z.string(),
      cursor: z.int(),
      running: z.int(),
      worst: word<Outcome>(),
      ended: z.boolean(),
    }),
  ),
  taskRun: z.object({
    id: z.string(),
    taskId: z.string(),
    scopeId: z.string(),
    parentTaskRunId: z.string().nullable(),
    value: z.string().nullable(),
    state: word<State>(),
    startedAt: instant.nullable(),
    lostAttempts: z.int(),
  }),
  attempt: z.object({
    id: z.string(),
    number: z.int(),
    state: word<AttemptState>(),
    dueAt: instant,
    startedAt: instant.nullable(),
  }),
});

/** The row of `headrace_snapshot`. */
export function parseSnapshot(row: unknown): AttemptSnapshot {
  return snapshotSchema.parse(row);
}
