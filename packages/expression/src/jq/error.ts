import type { Json } from './syntax';

/** An error of a jq program; `try` and `?` catch it. Its message names kinds and not values, which may be secrets. */
export class JqError extends Error {
  /** What `error(value)` was given, else the message. */
  readonly value: Json;

  constructor(message: string, value: Json = message) {
    super(message);
    this.value = value;
  }
}

/** `break $name` on its way to its label. */
export class JqBreak extends Error {
  readonly label: object;

  constructor(label: object) {
    super('break');
    this.label = label;
  }
}
