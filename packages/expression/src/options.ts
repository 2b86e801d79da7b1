import type { Budget } from './budget';
import type { FunctionPort } from './frame';

/** What the caller of a rendering may give besides the variables. */
export interface RenderOptions {
  /** Functions that do I/O or make ids (`secret`, `kv`, `read`, `uuid`, ...); they win over ours of the same name. */
  readonly functions?: Readonly<Record<string, FunctionPort>>;
  /** The time that `now()` tells. */
  readonly now?: () => Date;
  readonly budget?: Partial<Budget>;
  /** The zone of dates; the zone of this machine when absent. */
  readonly timeZone?: string;
  /** Random bytes for `uuid()`, `id()`, `randomInt()` and the like; those of this machine when absent. */
  readonly randomBytes?: (count: number) => Uint8Array;
  /** A clock that only goes forward, in milliseconds, for the time limit. */
  readonly clockMs?: () => number;
  /**
   * Waits until others have had their turn. With it, a rendering that works for long in loops pauses now and then (every
   * 20 ms); without it, it holds the thread until it is done.
   */
  readonly pause?: () => Promise<void>;
}

export const NO_OPTIONS: RenderOptions = {};
