import type { Evaluate } from './compile-expression';
import type { Frame } from './frame';
import type { MaybePromise } from './maybe-promise';

/** A compiled part of a template: prints to the sink of the frame, now or later. */
export type Execute = (frame: Frame) => MaybePromise<void>;

/** A compiled macro. A fallback of null means that the parameter is null when it is not given. */
export interface Macro {
  readonly parameters: readonly {
    readonly name: string;
    readonly fallback: Evaluate | null;
    readonly size: number;
  }[];
  readonly body: Execute;
}

/** What a template defines for itself. */
export interface Definitions {
  readonly macros: ReadonlyMap<string, Macro>;
  readonly blocks: ReadonlyMap<string, Execute>;
  /** Levels of tags and expressions on the deepest way down. */
  readonly height: number;
}
