import type { Nudge } from '@headrace/bus';
import type { ClaimAnswer, Commit, CommitOutcome, DueSignals, Journal } from '@headrace/db';
import type { LinkEnd } from './link.testing';
import { BEGIN_MS, type Schedule } from './schedule.testing';

/** A way to break the store on purpose, to see that the checks see it. */
export type Sabotage =
  /** Every commit is taken, whatever version it was decided upon. */
  | 'noVersionGuard'
  /** Signals that were heard stay. */
  | 'signalsStay'
  /** A repeat of a commit cannot be known. */
  | 'freshCommitIds'
  /** Who is given up is so at once. */
  | 'noContact';

const SETTLED: ReadonlySet<string> = new Set(['SUCCEEDED', 'FAILED', 'TIMED_OUT']);
const FAILED: ReadonlySet<string> = new Set(['FAILED', 'TIMED_OUT']);

/** Sees every call at the moment at which the store executes it, and remembers what no row tells. */
export class Observer {
  /** By worker id: whose process it is. */
  readonly processOf = new Map<string, string>();
  /** By attempt: which process stored how it ended. */
  readonly settledBy = new Map<string, string>();
  /** When workers were marked lost. */
  readonly marks: { readonly workerId: string; readonly atMs: number; readonly by: string }[] = [];
  /** Workers that keep their lease; others wait for the answer to their registration. */
  readonly renewed = new Set<string>();
  /** Executions that were ended as a last resort. */
  readonly lastResorts = new Set<string>();
  readonly nudgedSeqs = new Map<string, number>();
  readonly violations: string[] = [];
  readonly history: string[] = [];
  /** Executions that are stored and have not ended. */
  readonly open = new Set<string>();
  /** Their rows cannot be read. */
  readonly poisoned = new Set<string>();
  /** Executions of which a process was not told what it had stored. */
  readonly unheard = new Set<string>();
  private readonly marked = new Set<string>();
  private readonly applied = new Set<string>();
  private readonly failures = new Map<string, Set<string>>();
  private readonly versions = new Map<string, number>();
  /** Task runs by attempt. */
  private readonly attempts = new Map<string, string>();
  private readonly takenSignals = new Set<string>();
  /** The commits that are being executed, as they were sent. */
  private asked: readonly Commit[] = [];
  private freshIds = 0;

  constructor(
    private readonly schedule: Schedule,
    private readonly options: { readonly isTold: boolean; readonly sabotage?: Sabotage },
  ) {}

  failuresOf(taskRunId: string): number {
    return this.failures.get(taskRunId)?.size ?? 0;
  }

  violate(check: string, message: string): void {
    if (this.violations.length < 20) this.violations.push(`${check}: ${message}`);
  }

  /** @param words only asked for when a history is wanted */
  tell(who: string, words: () => string): void {
    if (!this.options.isTold) return;
    const seconds = ((this.schedule.nowMs - BEGIN_MS) / 1000).toFixed(4).padStart(9);
    this.history.push(`${seconds} ${who.padEnd(6)} ${words()}`);
  }

  /** May change what is asked for, and throw in the place of the store. */
  before(caller: LinkEnd, verb: keyof Journal, args: unknown[]): void {
    this.tell(caller.name, () => `${verb} ${brief(args)}`);
    if (verb === 'commit') {
      const commits = args[0] as readonly Commit[];
      for (const commit of commits) {
        if (commit.changes.outputs.some(({ outputs }) => 'refused' in outputs))
          throw Object.assign(new Error('the store does not take these outputs'), {
            code: '54000',
            severity: 'ERROR',
          });
      }
      args[0] = commits.map((commit) => this.sabotaged(commit));
      this.asked = commits;
    }
    const about = args[0] as { readonly executionId?: string } | string | undefined;
    const executionId = typeof about === 'object' ? about.executionId : undefined;
    if ((verb === 'load' || verb === 'facts') && executionId && this.poisoned.has(executionId))
      throw new Error('simulated: a row cannot be read');
  }

  after(caller: LinkEnd, verb: keyof Journal, args: readonly unknown[], answer: unknown): unknown {
    this.tell(caller.name, () => `${verb} => ${brief([answer])}`);
    switch (verb) {
      case 'commit':
        this.asked.forEach((commit, index) =>
          this.committed(caller, commit, (answer as readonly CommitOutcome[])[index] as CommitOutcome),
        );
        return answer;
      case 'fail':
        if (answer === true) {
          this.lastResorts.add(args[0] as string);
          this.open.delete(args[0] as string);
          this.versions.set(args[0] as string, (this.versions.get(args[0] as string) ?? 0) + 1);
        }
        return answer;
      case 'claim':
        return this.withPoison(answer as ClaimAnswer);
      case 'registerWorker':
        this.processOf.set((args[0] as { workerId: string }).workerId, caller.name);
        return answer;
      case 'lostWorkers':
        for (const workerId of answer as readonly string[]) {
          if (this.marked.has(workerId)) continue;
          this.marked.add(workerId);
          this.marks.push({ workerId, atMs: this.schedule.nowMs, by: caller.name });
        }
        return answer;
      case 'dueSignals':
        for (const { signal } of (answer as DueSignals).due)
          if (this.takenSignals.has(signal.id))
            this.violate('P2 signal', `${signal.id} was heard and is still there`);
        return answer;
      case 'retireWorker':
        // It is marked by itself, and nobody has given it up.
        this.marked.add(args[0] as string);
        return answer;
      case 'renewWorker':
        if (answer === true) this.renewed.add((args[0] as { workerId: string }).workerId);
        return answer;
      case 'load':
      case 'facts':
      case 'appendLines':
      case 'forgetLostWorker':
      case 'heldBy':
        return answer;
    }
  }

  failed(caller: LinkEnd, verb: keyof Journal, _: readonly unknown[], error: unknown): void {
    this.tell(caller.name, () => `${verb} => ${String(error)}`);
  }

  nudged(nudges: readonly Nudge[]): void {
    for (const nudge of nudges)
      if (nudge.topic === 'execution' && nudge.seq < Number.MAX_SAFE_INTEGER)
        this.nudgedSeqs.set(
          nudge.executionId,
          Math.max(nudge.seq, this.nudgedSeqs.get(nudge.executionId) ?? 0),
        );
  }

  private sabotaged(commit: Commit): Commit {
    switch (this.options.sabotage) {
      case undefined:
      case 'noContact':
        return commit;
      case 'noVersionGuard':
        return commit.changes.newExecution
          ? commit
          : { ...commit, version: this.versions.get(commit.executionId) ?? commit.version };
      case 'signalsStay':
        return { ...commit, changes: { ...commit.changes, takenSignals: [] } };
      case 'freshCommitIds':
        return { ...commit, id: `fresh-${(this.freshIds += 1)}` };
    }
  }

  private committed(caller: LinkEnd, commit: Commit, outcome: CommitOutcome): void {
    const { executionId, changes } = commit;
    if (outcome.kind === 'stale' && this.applied.has(commit.id)) this.repeatedInVain(commit);
    if (outcome.kind !== 'committed' || this.applied.has(commit.id)) return;
    this.applied.add(commit.id);
    if (changes.newExecution) {
      if (this.versions.has(executionId)) return;
      this.open.add(executionId);
    }
    this.versions.set(executionId, (this.versions.get(executionId) ?? 0) + 1);
    if (typeof changes.execution?.endedAt === 'string') this.open.delete(executionId);
    for (const { id, taskRunId, state } of changes.newAttempts) {
      this.attempts.set(id, taskRunId);
      this.settled(caller, id, state);
    }
    for (const { id, state } of changes.attempts) this.settled(caller, id, state);
    for (const id of changes.takenSignals) this.takenSignals.add(id);
  }

  /** Only what somebody else stored meanwhile may hide from a caller that its commit was taken. */
  private repeatedInVain({ executionId, version }: Commit): void {
    this.unheard.add(executionId);
    if (this.versions.get(executionId) === version + 1)
      this.violate('P2 repeat', `a commit to ${executionId} was taken, and its repeat is stale`);
  }

  private settled(caller: LinkEnd, attemptId: string, state: string | undefined): void {
    if (state === undefined || !SETTLED.has(state)) return;
    if (this.settledBy.has(attemptId))
      this.violate('P2 acceptedOnce', `attempt ${attemptId} was settled twice`);
    this.settledBy.set(attemptId, caller.name);
    if (!FAILED.has(state)) return;
    const taskRunId = this.attempts.get(attemptId) ?? '';
    const failed = this.failures.get(taskRunId) ?? new Set<string>();
    this.failures.set(taskRunId, failed.add(attemptId));
  }

  private withPoison(answer: ClaimAnswer): ClaimAnswer {
    if (this.poisoned.size === 0) return answer;
    const isBad = ({ snapshot }: ClaimAnswer['claimed'][number]) => this.poisoned.has(snapshot.execution.id);
    const bad = answer.claimed.filter(isBad);
    return {
      claimed: answer.claimed.filter((one) => !isBad(one)),
      unreadable: bad.map(({ attemptId, snapshot }) => ({ attemptId, executionId: snapshot.execution.id })),
    };
  }
}

function brief(values: readonly unknown[]): string {
  const text = JSON.stringify(values, (key, value: unknown) => (key === 'at' ? undefined : value)) ?? '';
  return text.length > 1_500 ? `${text.slice(0, 1_500)}…` : text;
}
