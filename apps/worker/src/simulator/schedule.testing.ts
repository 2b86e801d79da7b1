// Taken before anything is patched.
const realImmediate = setImmediate;

/** Whose code runs: what a dead one had planned never happens, and what a frozen one had planned happens when it wakes. */
export interface Owner {
  readonly name: string;
  isDead: boolean;
  frozenUntilMs: number;
}

export function ownerOf(name: string): Owner {
  return { name, isDead: false, frozenUntilMs: 0 };
}

/** Something planned. */
export interface Entry {
  readonly owner: Owner;
  readonly run: () => void;
  /** When it was meant to happen, and the order of planning: what happens late happens in the order that was meant. */
  readonly dueMs: number;
  readonly order: number;
  atMs: number;
  isCancelled: boolean;
}

/** Where virtual time begins. */
export const BEGIN_MS = Date.parse('2026-01-01T00:00:00.000Z');

/**
 * Virtual time. Everything that happens in a world is an entry here, one at a time, with all microtasks that follow from it; they
 * belong to the owner of the entry, because no promise goes from one owner to another.
 */
export class Schedule {
  nowMs = BEGIN_MS;
  /** Whose code runs at the moment. */
  current: Owner | undefined;
  steps = 0;
  private order = 0;
  private readonly heap: Entry[] = [];

  at(owner: Owner, inMs: number, run: () => void): Entry {
    const dueMs = this.nowMs + Math.max(0, inMs);
    this.order += 1;
    const entry: Entry = { owner, run, dueMs, order: this.order, atMs: dueMs, isCancelled: false };
    this.push(entry);
    return entry;
  }

  /** Lets time pass until it is over. False = nothing is planned any more, or the time came first. */
  async run(isOver: () => boolean, untilMs: number): Promise<boolean> {
    while (!isOver()) {
      const entry = this.pop();
      if (!entry) return false;
      if (entry.isCancelled || entry.owner.isDead) continue;
      if (entry.atMs > untilMs) {
        this.push(entry);
        this.nowMs = untilMs;
        return false;
      }
      if (entry.owner.frozenUntilMs > entry.atMs) {
        entry.atMs = entry.owner.frozenUntilMs;
        this.push(entry);
        continue;
      }
      this.nowMs = Math.max(this.nowMs, entry.atMs);
      this.current = entry.owner;
      this.steps += 1;
      entry.run();
      // All microtasks run before the next immediate.
      await new Promise<void>((resolve) => void realImmediate(resolve));
      this.current = undefined;
    }
    return true;
  }

  private push(entry: Entry): void {
    const { heap } = this;
    let at = heap.length;
    heap.push(entry);
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!isBefore(entry, heap[parent] as Entry)) break;
      heap[at] = heap[parent] as Entry;
      at = parent;
    }
    heap[at] = entry;
  }

  private pop(): Entry | undefined {
    const { heap } = this;
    const first = heap[0];
    const last = heap.pop();
    if (!first || !last || heap.length === 0) return first;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= heap.length) break;
      const right = heap[child + 1];
      if (right && isBefore(right, heap[child] as Entry)) child += 1;
      if (!isBefore(heap[child] as Entry, last)) break;
      heap[at] = heap[child] as Entry;
      at = child;
    }
    heap[at] = last;
    return first;
  }
}

function isBefore(a: Entry, b: Entry): boolean {
  return (a.atMs - b.atMs || a.dueMs - b.dueMs || a.order - b.order) < 0;
}
