import type { Meter } from './budget';
import { Failure } from './error';
import { calculate, isDecimal, isNumber } from './number';
import { javaClass } from './java-class';
import { printedText } from './value';

/** Where a template prints to. */
export interface Sink {
  write(value: unknown, meter: Meter): void;
}

/** Collects text. */
export class TextSink implements Sink {
  text = '';

  write(value: unknown, meter: Meter): void {
    const printed = typeof value === 'string' ? value : printedText(value, meter);
    meter.text(printed.length);
    this.text += printed;
    if (this.text.length > meter.budget.outputCharacters) meter.text(this.text.length);
  }
}

/**
 * Keeps the type of a single printed value. Values printed side by side are added when they are numbers of the same
 * kind and joined when they are texts; other mixes fail. A printed null leaves no trace.
 */
export class TypedSink implements Sink {
  value: unknown = null;

  write(value: unknown, meter: Meter): void {
    if (value === null || value === undefined) return;
    const current = this.value;
    if (current === null) {
      this.value = value;
    } else if (typeof current === 'string' && typeof value === 'string') {
      meter.text(current.length + value.length);
      this.value = current + value;
    } else if (isNumber(current) && isNumber(value) && isDecimal(current) === isDecimal(value)) {
      this.value = calculate('+', current, value);
    } else {
      throw new Failure(`Tried to add ${javaClass(value)} to ${javaClass(current)}`);
    }
  }
}
