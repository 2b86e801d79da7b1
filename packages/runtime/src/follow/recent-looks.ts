import type { ChangePosition, ExecutionRow } from '@headrace/db';
import { heldBytes } from './held-bytes';

/** Executions that changed, newest state, at least once each; `cursor` is where to go on. */
export interface ChangeBatch {
  readonly executions: readonly ExecutionRow[];
  readonly cursor: ChangePosition;
}

/** Limits of what one process keeps for those who follow the list; who is further behind reads from the store. */
const MAX_ROWS = 5_000;
const MAX_BYTES = 4_000_000;

interface Look extends ChangeBatch {
  readonly bytes: number;
}

/** The newest looks at the list of executions, numbered from 0, within limits that one look alone can exceed: then none is kept. */
export class RecentLooks {
  readonly #looks: Look[] = [];
  #rows = 0;
  #bytes = 0;
  #next = 0;

  /** Number of the next look. */
  get next(): number {
    return this.#next;
  }

  /** What is kept: rows, and about how many bytes they take. */
  get held(): { readonly looks: number; readonly rows: number; readonly bytes: number } {
    return { looks: this.#looks.length, rows: this.#rows, bytes: this.#bytes };
  }

  push({ executions, cursor }: ChangeBatch): void {
    const look = { executions, cursor, bytes: heldBytes(executions) };
    this.#looks.push(look);
    this.#rows += executions.length;
    this.#bytes += look.bytes;
    this.#next += 1;
    while (this.#rows > MAX_ROWS || this.#bytes > MAX_BYTES) this.#forgetOldest();
  }

  /** The looks from a number on; undefined when some of them were forgotten. */
  from(number: number): readonly ChangeBatch[] | undefined {
    const missing = this.#next - number;
    return missing > this.#looks.length ? undefined : this.#looks.slice(this.#looks.length - missing);
  }

  #forgetOldest(): void {
    const look = this.#looks.shift();
    this.#rows -= look?.executions.length ?? this.#rows;
    this.#bytes -= look?.bytes ?? this.#bytes;
  }
}
