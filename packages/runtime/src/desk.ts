import { type AttemptLines, isTransient, withRetry } from '@headrace/db';
import {
  around,
  type AttemptResult,
  combine,
  type Decided,
  decide,
  type EngineInput,
  type InputOutcome,
  isEmpty,
  type Snapshot,
} from '@headrace/engine';
import type { Flow } from '@headrace/flow';
import { answered } from './answers';
import type { Facts } from './facts';
import type { Flows } from './flows';
import type { Ports } from './ports';
import type { Store } from './store';

/** One thing to be decided upon, as somebody in this process tells it. */
export interface Telling {
  readonly input: EngineInput;
  /** The rows that the teller knows; without them they are loaded. */
  readonly snapshot?: Snapshot;
  /** Last log lines of the attempt, stored if the input is accepted. */
  readonly lines?: readonly AttemptLines[];
  /** What the teller has decided already upon its snapshot, this input included: stored as it is if nothing else happened. */
  readonly prepared?: Prepared;
  /** The worker that goes on with an attempt that becomes READY by this, in the same commit. */
  readonly goOnAs?: string;
}

/** Decisions that were held back, as one. */
export interface Prepared {
  readonly decision: Decided;
  readonly lines: readonly AttemptLines[];
}

export interface Told {
  readonly outcome: InputOutcome;
  /** The attempt that the teller goes on with. */
  readonly next: { readonly attemptId: string; readonly snapshot: Snapshot } | null;
  /** False: the prepared decisions were not stored, the input was decided upon by itself. */
  readonly isPreparedStored: boolean;
}

/**
 * Where everything that reaches an execution in this process is decided upon: what arrives while a commit is under way is decided
 * together in the next one (fold). Processes meet by the version: the slower one loads what is stored and decides again, once for
 * all that it holds, so that n task runs that end together cost n and not n squared.
 */
export interface Desk {
  /** Resolves when it is stored, or was ignored. Rejects when the database stayed away. */
  tell(executionId: string, telling: Telling): Promise<Told>;
}

/** One limit for all that a worker wants to store: a result waits this long for a database that is away. */
export const STORE_LIMIT_MS = 120_000;

/** Inputs of one commit. */
const MOST_TOGETHER = 512;

interface Waiting {
  readonly telling: Telling;
  readonly resolve: (told: Told) => void;
  readonly reject: (error: unknown) => void;
}

/** An execution that something is decided upon at the moment. */
interface Open {
  readonly waiting: Waiting[];
  /** The newest version that this desk has stored: what tellers know of an older one is out of date. */
  version: number;
}

export function createDesk(ports: Ports, flows: Flows, facts: Facts, store: Store): Desk {
  const { journal, clock, newId, log } = ports;
  const desks = new Map<string, Open>();

  async function work(executionId: string, open: Open): Promise<void> {
    while (open.waiting.length > 0) {
      const batch = open.waiting.splice(0, MOST_TOGETHER);
      try {
        const told = await settle(
          executionId,
          open,
          batch.map(({ telling }) => telling),
        );
        batch.forEach(({ resolve }, index) => resolve(told[index] as Told));
      } catch (error) {
        for (const { reject } of batch) reject(error);
      }
    }
    desks.delete(executionId);
  }

  /** Decides together; what cannot be decided or stored together is tried one by one, so that one bad result fails no neighbour. */
  async function settle(
    executionId: string,
    open: Open,
    tellings: readonly Telling[],
  ): Promise<readonly Told[]> {
    try {
      return await decideTogether(executionId, open, tellings);
    } catch (error) {
      if (isTransient(error)) throw error;
      const [only] = tellings;
      if (tellings.length === 1 && only) return [await afterError(executionId, open, only, error)];
      const told: Told[] = [];
      for (const telling of tellings) told.push(...(await settle(executionId, open, [telling])));
      return told;
    }
  }

  /**
   * An error in deciding is a decision. A result that cannot be stored becomes a failed one, which can; what fails even then ends
   * the execution with its cause.
   */
  async function afterError(
    executionId: string,
    open: Open,
    telling: Telling,
    error: unknown,
  ): Promise<Told> {
    log.error({ error, executionId, input: telling.input.kind }, 'a decision could not be made or stored');
    const message = error instanceof Error ? error.message : String(error);
    const failed = asFailure(telling, `The result could not be stored: ${message}`, clock.now());
    if (failed) {
      try {
        const [told] = await decideTogether(executionId, open, [failed]);
        if (told) return told;
      } catch (again) {
        if (isTransient(again)) throw again;
      }
    }
    await failExecution(executionId, `Headrace could not go on with this execution: ${message}`);
    return { outcome: { kind: 'accepted' }, next: null, isPreparedStored: false };
  }

  async function failExecution(executionId: string, message: string): Promise<void> {
    const failure = { message, at: clock.now() };
    const isFailed = await withRetry(() => journal.fail(executionId, failure), { limitMs: STORE_LIMIT_MS });
    if (isFailed) store.announceFailed(executionId);
  }

  async function decideTogether(
    executionId: string,
    open: Open,
    tellings: readonly Telling[],
  ): Promise<readonly Told[]> {
    let known = sharedSnapshot(tellings, open.version);
    let [prepared] = tellings.length === 1 ? tellings.map((telling) => telling.prepared) : [];
    for (;;) {
      if (known && prepared) {
        const stored = await storePrepared(known, prepared);
        if (stored) {
          open.version = known.execution.version + 1;
          return [stored];
        }
        known = null;
        prepared = undefined;
      }
      const snapshot = known ?? (await load(executionId, tellings));
      if (!snapshot) return tellings.map(() => GONE);
      const decision = await decided(snapshot, tellings);
      const outcomes = decision.outcomes;
      if (isEmpty(decision)) return outcomes.map((outcome) => told(outcome));
      const { whole, next } = goOn(decision, tellings, await flowOf(snapshot, tellings));
      const outcome = await store.commit(whole, {
        version: snapshot.execution.version,
        lines: tellings.flatMap(({ lines }, index) =>
          outcomes[index]?.kind === 'accepted' ? (lines ?? []) : [],
        ),
        limitMs: STORE_LIMIT_MS,
      });
      if (outcome.kind === 'committed') {
        open.version = snapshot.execution.version + 1;
        return outcomes.map((one, index) => told(one, next.get(index), whole.after));
      }
      log.debug({ executionId }, 'decided upon an older version, deciding again');
      known = null;
    }
  }

  async function storePrepared(snapshot: Snapshot, { decision, lines }: Prepared): Promise<Told | null> {
    try {
      const outcome = await store.commit(decision, {
        version: snapshot.execution.version,
        lines,
        limitMs: STORE_LIMIT_MS,
      });
      if (outcome.kind !== 'committed') return null;
      return { outcome: { kind: 'accepted' }, next: null, isPreparedStored: true };
    } catch (error) {
      if (isTransient(error)) throw error;
      // Which of the steps is to blame, the error does not say: each is decided by itself then.
      log.warn({ error, executionId: snapshot.execution.id }, 'what was held back cannot be stored together');
      return null;
    }
  }

  function load(executionId: string, tellings: readonly Telling[]): Promise<Snapshot | null> {
    const inputs = tellings.map(({ input }) => input);
    const request = {
      executionId,
      attemptIds: inputs.flatMap((input) => ('attemptId' in input ? input.attemptId : [])),
      taskRunIds: inputs.flatMap((input) => (input.kind === 'signal' ? input.signal.taskRunId : [])),
      signalIds: inputs.flatMap((input) => (input.kind === 'signal' ? input.signal.id : [])),
    };
    return withRetry(() => journal.load(request), { limitMs: STORE_LIMIT_MS });
  }

  async function decided(snapshot: Snapshot, tellings: readonly Telling[]): Promise<Decided> {
    const { execution } = snapshot;
    const flow = await flowOf(snapshot, tellings);
    const inputs = tellings.map(({ input }) => input);
    const now = clock.now();
    return withRetry(
      () =>
        answered(ports, { flow, execution, facts: () => facts.of(execution.id) }, (answers) =>
          decide(flow, snapshot, inputs, { now, newId, answers }),
        ),
      { limitMs: STORE_LIMIT_MS },
    );
  }

  /**
   * A text that this version cannot read is no reason to end anything: a newer one may be at work beside it. What is only given back,
   * given up or heard does not look into it.
   * @throws Error when what follows from a result must be decided
   */
  async function flowOf({ execution }: Snapshot, tellings: readonly Telling[]): Promise<Flow> {
    const { namespace, flowId, flowRevision: revision } = execution;
    const flow = await withRetry(() => flows.ofExecution({ namespace, flowId, revision }), {
      limitMs: STORE_LIMIT_MS,
    });
    if (flow) return flow;
    if (tellings.every(({ input }) => input.kind !== 'attemptSettled')) return unreadable(namespace, flowId);
    throw new Error(
      `Revision ${revision} of flow ${namespace}.${flowId} cannot be read by this version of Headrace.`,
    );
  }

  /** Gives tellers that go on the attempts that have just become READY, in the same commit. */
  function goOn(
    decision: Decided,
    tellings: readonly Telling[],
    flow: Flow,
  ): { whole: Decided; next: ReadonlyMap<number, string> } {
    const next = new Map<number, string>();
    const claims: EngineInput[] = [];
    // One that was given back is for somebody else.
    const made = new Set(decision.changes.newAttempts.map(({ id }) => id));
    const free = decision.ready.filter((id) => made.has(id)).reverse();
    tellings.forEach(({ goOnAs: workerId }, index) => {
      if (workerId === undefined || decision.outcomes[index]?.kind !== 'accepted') return;
      const attemptId = free.pop();
      if (attemptId === undefined) return;
      next.set(index, attemptId);
      claims.push({ kind: 'attemptClaimed', attemptId, workerId });
    });
    if (claims.length === 0) return { whole: decision, next };
    const claimed = decide(flow, decision.after, claims, { now: clock.now(), newId });
    if (claimed.kind !== 'decided') throw new Error('a claim wanted something rendered');
    return { whole: combine(decision, claimed), next };
  }

  return {
    tell: (executionId, telling) =>
      new Promise((resolve, reject) => {
        const open = desks.get(executionId);
        if (open) open.waiting.push({ telling, resolve, reject });
        else {
          const first: Open = { waiting: [{ telling, resolve, reject }], version: 0 };
          desks.set(executionId, first);
          void work(executionId, first);
        }
      }),
  };
}

const GONE: Told = {
  outcome: { kind: 'ignored', reason: 'the execution is gone' },
  next: null,
  isPreparedStored: false,
};

function told(outcome: InputOutcome, attemptId?: string, after?: Snapshot): Told {
  return {
    outcome,
    next: attemptId !== undefined && after ? { attemptId, snapshot: around(after, [attemptId]) } : null,
    isPreparedStored: false,
  };
}

/** What all tellers know, if they know the same version: their rows together. Else what is stored must be asked for. */
function sharedSnapshot(tellings: readonly Telling[], version: number): Snapshot | null {
  const snapshots = tellings.map(({ snapshot }) => snapshot);
  const [first] = snapshots;
  if (!first || first.execution.version < version) return null;
  const taskRuns = new Map(first.taskRuns.map((row) => [row.id, row]));
  const attempts = new Map(first.attempts.map((row) => [row.id, row]));
  for (const snapshot of snapshots) {
    if (snapshot?.execution.version !== first.execution.version) return null;
    for (const row of snapshot.taskRuns) taskRuns.set(row.id, row);
    for (const row of snapshot.attempts) attempts.set(row.id, row);
  }
  return { execution: first.execution, taskRuns: [...taskRuns.values()], attempts: [...attempts.values()] };
}

function unreadable(namespace: string, id: string): Flow {
  return { id, namespace, disabled: false, labels: [], inputs: [], variables: {}, tasks: [], triggers: [] };
}

/** The same with a failure in place of the result, told at the end of its lines too. null = it was no result. */
function asFailure(telling: Telling, message: string, at: Date): Telling | null {
  const { input } = telling;
  if (input.kind !== 'attemptSettled') return null;
  const result: AttemptResult = { kind: 'failed', message };
  const lines = telling.lines?.map((one) =>
    one.attemptId === input.attemptId
      ? { ...one, lines: [...one.lines, { at, level: 'ERROR' as const, message }] }
      : one,
  );
  return { input: { ...input, result }, lines, goOnAs: telling.goOnAs };
}
