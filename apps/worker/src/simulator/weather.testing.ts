import type { Random } from './random.testing';
import type { Schedule } from './schedule.testing';

/** How bad the ways between processes and stores are. */
export interface Climate {
  /** Longest usual time of one way; the other extremes are rare. */
  readonly latencyMs: number;
  /** Chances of a call: executed and its answer lost; not executed; silent until the caller's patience ends. */
  readonly lostAnswer: number;
  readonly refusal: number;
  readonly silence: number;
  /** Of a lost answer: its call is executed after its caller has tried again. */
  readonly lateCall: number;
  /** Chances of a hint: lost, delivered twice, delivered late. */
  readonly lostHint: number;
  readonly doubledHint: number;
  readonly lateHint: number;
  /** How wrong a process's idea of the store's time may be after it asked. */
  readonly skewMs: number;
}

export const CALM: Climate = {
  latencyMs: 2,
  lostAnswer: 0,
  refusal: 0,
  silence: 0,
  lateCall: 0,
  lostHint: 0,
  doubledHint: 0,
  lateHint: 0,
  skewMs: 0,
};

/** What becomes of one call. Times are one way. */
export type Fate =
  | { readonly kind: 'answered'; readonly thereMs: number; readonly backMs: number }
  | { readonly kind: 'refused'; readonly afterMs: number; readonly code: string }
  | { readonly kind: 'lost'; readonly thereMs: number; readonly afterMs: number; readonly code: string };

/** A statement ends, and a caller's patience with it, within this (`queryTimeoutMs` of db). */
const PATIENCE_MS = 8_000;
/** In a row, for one process: more is an outage, which is told as one. */
const MOST_IN_A_ROW = 2;
const LOST_CODES = ['ECONNRESET', 'EPIPE', '57P01', '08006'];
const REFUSED_CODES = ['ECONNREFUSED', 'ECONNRESET', '40001', '40P01', '53300', '57014'];

/** Where calls are cut off: an outage of the store, or of the way of one process to it. */
export interface Cut {
  readonly untilMs: number;
  /** Calls hang until the caller's patience ends, instead of failing at once. */
  readonly isSilent: boolean;
}

export class Weather {
  private readonly inARow = new Map<string, number>();
  private outage: Cut | undefined;

  constructor(
    private readonly schedule: Schedule,
    private readonly random: Random,
    public climate: Climate,
  ) {}

  /** Nobody reaches the store. */
  beginOutage(cut: Cut): void {
    this.outage = cut;
  }

  clear(): void {
    this.outage = undefined;
    this.climate = CALM;
  }

  get isOut(): boolean {
    return this.outage !== undefined && this.outage.untilMs > this.schedule.nowMs;
  }

  /** @param name of the process @param own its own way to the store is cut */
  fateOf(name: string, own: Cut | undefined): Fate {
    const cut = [this.outage, own].find((one) => one && one.untilMs > this.schedule.nowMs);
    if (cut) return this.cutOff(cut);
    const fate = this.usual();
    const inARow = fate.kind === 'answered' ? 0 : (this.inARow.get(name) ?? 0) + 1;
    this.inARow.set(name, inARow > MOST_IN_A_ROW ? 0 : inARow);
    return inARow > MOST_IN_A_ROW ? this.answered() : fate;
  }

  /** What becomes of a call that was under way when a cut began. */
  get isLostOnTheWay(): boolean {
    return this.random.chance(0.5);
  }

  latency(): number {
    const { latencyMs } = this.climate;
    return this.random.chance(0.02)
      ? this.random.between(0, latencyMs * 20)
      : this.random.between(0, latencyMs);
  }

  private cutOff({ untilMs, isSilent }: Cut): Fate {
    const { random } = this;
    const code = random.pick(REFUSED_CODES.slice(0, 2));
    if (!isSilent) return { kind: 'refused', afterMs: random.between(0, 5), code };
    // A silent connection does not come back: the caller's patience ends it, or the end of the cut.
    const restMs = untilMs - this.schedule.nowMs;
    return {
      kind: 'refused',
      afterMs: Math.min(PATIENCE_MS, restMs + random.between(0, 500)),
      code: 'ETIMEDOUT',
    };
  }

  private usual(): Fate {
    const { random, climate } = this;
    const chance = random.next();
    const { lostAnswer, refusal, silence } = climate;
    if (chance < lostAnswer) {
      const code = random.pick(LOST_CODES);
      // Its connection broke while it waited for a lock: it is done after its caller has tried again.
      if (random.chance(climate.lateCall))
        return { kind: 'lost', thereMs: random.between(0, 3_000), afterMs: this.latency(), code };
      const thereMs = this.latency();
      return { kind: 'lost', thereMs, afterMs: thereMs + this.latency(), code };
    }
    if (chance < lostAnswer + refusal)
      return { kind: 'refused', afterMs: this.latency(), code: random.pick(REFUSED_CODES) };
    if (chance < lostAnswer + refusal + silence) {
      // The statement may run long after it was sent, even after its caller has given up.
      if (random.chance(0.3)) return { kind: 'refused', afterMs: PATIENCE_MS, code: 'ETIMEDOUT' };
      return {
        kind: 'lost',
        thereMs: random.between(0, PATIENCE_MS),
        afterMs: PATIENCE_MS,
        code: 'ETIMEDOUT',
      };
    }
    return this.answered();
  }

  private answered(): Fate {
    return { kind: 'answered', thereMs: this.latency(), backMs: this.latency() };
  }
}

/** An error as a driver gives it: the code says that trying again is right. */
export function transientError(code: string): Error {
  const isSqlState = /^\d/.test(code);
  return Object.assign(new Error(`simulated: ${code}`), { code, ...(isSqlState && { severity: 'ERROR' }) });
}
