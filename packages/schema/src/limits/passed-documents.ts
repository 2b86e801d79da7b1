import type { DocumentNode } from 'graphql';

/** What a parsed document takes in memory for each character of its text, where it has many short words. */
const BYTES_PER_CHARACTER = 240;

export interface PassedLimits {
  readonly documents: number;
  /** What they take in memory, about. */
  readonly bytes: number;
}

/** A document, and what it may cost. */
export interface PassedDocument {
  readonly document: DocumentNode;
  readonly cost: number;
}

/** Many times what all screens together send. */
const LIMITS: PassedLimits = { documents: 500, bytes: 32 * 1024 * 1024 };

/** Documents that passed all checks, by their text: those that were asked for last, within limits. */
export class PassedDocuments {
  readonly #limits: PassedLimits;
  /** The one that was asked for last comes last. */
  readonly #byText = new Map<string, PassedDocument>();
  #bytes = 0;

  constructor(limits: PassedLimits = LIMITS) {
    this.#limits = limits;
  }

  /** What is kept. */
  get held(): PassedLimits {
    return { documents: this.#byText.size, bytes: this.#bytes };
  }

  get(text: string): PassedDocument | undefined {
    const passed = this.#byText.get(text);
    if (!passed) return undefined;
    this.#byText.delete(text);
    this.#byText.set(text, passed);
    return passed;
  }

  add(text: string, passed: PassedDocument): void {
    // One that is large must not push out all others.
    if (this.#byText.has(text) || bytesOf(text) > this.#limits.bytes / 8) return;
    this.#byText.set(text, passed);
    this.#bytes += bytesOf(text);
    for (const oldest of this.#byText.keys()) {
      if (this.#byText.size <= this.#limits.documents && this.#bytes <= this.#limits.bytes) return;
      this.#byText.delete(oldest);
      this.#bytes -= bytesOf(oldest);
    }
  }
}

function bytesOf(text: string): number {
  return text.length * BYTES_PER_CHARACTER;
}
