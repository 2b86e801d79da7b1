import type { Execute } from './definitions';
import { locate } from './error';
import type { Frame } from './frame';
import type { MaybePromise } from './maybe-promise';
import type { Operand } from './operand';
import type { Place } from './source';

/** What a part of a body does: prints a text, prints a value, or whatever its tag says. */
type Work =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'print'; readonly size: number; readonly operand: Operand }
  | { readonly kind: 'tag'; readonly execute: Execute };

/** A part of a body. Its kinds are one class, because calling a closure costs more than printing a short text. */
export class Step {
  readonly #place: Place;
  readonly #text: string | null;
  readonly #size: number;
  readonly #operand: Operand | null;
  readonly #execute: Execute | null;

  constructor(place: Place, work: Work) {
    this.#place = place;
    this.#text = work.kind === 'text' ? work.text : null;
    this.#size = work.kind === 'print' ? work.size : 0;
    this.#operand = work.kind === 'print' ? work.operand : null;
    this.#execute = work.kind === 'tag' ? work.execute : null;
  }

  run(frame: Frame): MaybePromise<void> {
    try {
      if (this.#text !== null) {
        frame.sink.write(this.#text, frame.meter);
      } else if (this.#operand !== null) {
        // Counts the whole expression at once: cheaper than counting node by node, and never too little.
        frame.meter.step(this.#size);
        const value = this.#operand.value(frame);
        if (value instanceof Promise) return this.#printLater(frame, value);
        frame.sink.write(value, frame.meter);
      } else if (this.#execute !== null) {
        return this.#execute(frame);
      }
    } catch (error) {
      throw locate(error, this.#place);
    }
  }

  async #printLater(frame: Frame, value: Promise<unknown>): Promise<void> {
    const settled = await value;
    try {
      frame.sink.write(settled, frame.meter);
    } catch (error) {
      throw locate(error, this.#place);
    }
  }
}

/** One part of a body after another. */
export function sequence(steps: readonly Step[]): Execute {
  return (frame) => {
    for (let index = 0; index < steps.length; index += 1) {
      const pending = steps[index]?.run(frame);
      if (pending instanceof Promise) return goOn(pending, steps, index + 1, frame);
    }
  };
}

async function goOn(
  pending: Promise<void>,
  steps: readonly Step[],
  from: number,
  frame: Frame,
): Promise<void> {
  await pending;
  for (const step of steps.slice(from)) await step.run(frame);
}
