import type { Step } from './script.testing';
import type { Schedule } from './schedule.testing';

/** One run of a task, as the outside world saw it. */
export interface Run {
  readonly key: string;
  readonly taskRunId: string;
  readonly process: string;
  /** From 1, over all runs of its task run, whoever ran them. */
  readonly number: number;
  readonly beganMs: number;
  readonly lines: string[];
  /** When it ended, or was told to. */
  endedMs: number | null;
  ended: Step['kind'] | 'aborted' | null;
}

/** The effects of all runs: what no store can take back. */
export class Ledger {
  private readonly runs = new Map<string, Run[]>();

  constructor(private readonly schedule: Schedule) {}

  begin(named: Pick<Run, 'key' | 'taskRunId' | 'process'>): Run {
    const before = this.of(named.taskRunId);
    const run: Run = {
      ...named,
      number: before.length + 1,
      beganMs: this.schedule.nowMs,
      lines: [],
      endedMs: null,
      ended: null,
    };
    this.runs.set(named.taskRunId, [...before, run]);
    return run;
  }

  end(run: Run, ended: Step['kind'] | 'aborted'): void {
    if (run.ended !== null) return;
    run.endedMs = this.schedule.nowMs;
    run.ended = ended;
  }

  all(): Iterable<readonly [taskRunId: string, runs: readonly Run[]]> {
    return this.runs;
  }

  of(taskRunId: string): readonly Run[] {
    return this.runs.get(taskRunId) ?? [];
  }
}
