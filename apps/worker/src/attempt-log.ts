import type { LogLevel } from '@headrace/tasks/runners';
import { dropInto, type Gap, gapLine, newGap } from './log-gap';
import { cutLine, LOG_LIMITS, type LogLimits } from './log-limits';
import { WaitingLines } from './waiting-lines';

export interface Line {
  readonly at: Date;
  readonly level: LogLevel;
  readonly message: string;
}

export interface AttemptLogOptions {
  readonly now: () => Date;
  /** The message without the secrets that the attempt has seen. */
  readonly redact: (message: string) => string;
  /** Stores lines of which the first has this number; false = the lease is lost, nobody wants them any more. */
  readonly append: (firstLine: number, lines: readonly Line[]) => Promise<boolean>;
  readonly onLost: () => void;
  /** The store did not take the lines for good. */
  readonly onError: (error: unknown) => void;
  /** Instead of the usual ones. */
  readonly limits?: Partial<LogLimits>;
}

/** Lines wait this long for company before they are stored, so that a reader sees them live. */
const FLUSH_AFTER_MS = 50;

/**
 * The lines of one attempt, in order, numbered from 1 without a gap. Most attempts write few: those are stored with the result.
 * An attempt that writes more than its budget, or faster than the store takes it, loses lines; a line in their place says so.
 */
export class AttemptLog {
  private readonly limits: LogLimits;
  private readonly waiting = new WaitingLines();
  /** What the lines take that are being stored now. */
  private storingBytes = 0;
  private storedLines = 0;
  /** What was used of the budget. */
  private usedLines = 0;
  private usedBytes = 0;
  /** What came after the budget was used up. Its line goes to the end, because nothing else comes after it. */
  private overflow: Gap | undefined;
  private timer: NodeJS.Timeout | undefined;
  private storing: Promise<void> | undefined;
  private closing: Promise<readonly Line[]> | undefined;
  private isLost = false;
  private drainWaiters: (() => void)[] = [];

  constructor(private readonly options: AttemptLogOptions) {
    this.limits = { ...LOG_LIMITS, ...options.limits };
  }

  /** A line after the end is dropped: the attempt's result is already on its way. */
  write(level: LogLevel, message: string): void {
    if (this.isOver) return;
    if (this.overflow) return dropInto(this.overflow, message);
    // Before the work of reading it.
    if (!this.hasRoomFor(0)) return this.dropHere(message);
    const shown = this.shown(message);
    const bytes = Buffer.byteLength(shown);
    if (this.usedLines >= this.limits.lines || this.usedBytes + bytes > this.limits.bytes)
      return this.overflowWith(message);
    if (!this.hasRoomFor(bytes)) return this.dropHere(message);
    this.usedLines += 1;
    this.usedBytes += bytes;
    this.push(level, shown);
  }

  /**
   * Resolves when less than half of what may wait is waiting for the store, at once where it is so. A runner that waits for it now
   * and then loses no line to a slow store.
   */
  async drained(): Promise<void> {
    while (!this.isOver && this.heldBytes * 2 >= this.limits.waitingBytes) {
      if (!this.storing) this.startStoring();
      await new Promise<void>((resolve) => this.drainWaiters.push(resolve));
    }
  }

  /**
   * Ends the log, with a last line that is kept whatever came before it. Answers the lines that are not stored yet, few enough for
   * the commit of the result.
   */
  close(last?: Pick<Line, 'level' | 'message'>): Promise<readonly Line[]> {
    this.closing ??= this.end(last);
    return this.closing;
  }

  private async end(last?: Pick<Line, 'level' | 'message'>): Promise<readonly Line[]> {
    clearTimeout(this.timer);
    if (this.overflow) this.waiting.push(gapLine(this.overflow));
    if (last) this.waiting.push(this.lineOf(last.level, this.shown(last.message)));
    this.wakeDrained();
    await this.storing;
    while (this.waiting.isBatch) await this.store();
    return this.waiting.takeBatch().lines;
  }

  /** How many lines have been stored: the first of those that `close` answers has the number after it. */
  get stored(): number {
    return this.storedLines;
  }

  private get isOver(): boolean {
    return this.isLost || this.closing !== undefined;
  }

  private get heldBytes(): number {
    return this.waiting.bytes + this.storingBytes;
  }

  /** One line alone always has room. */
  private hasRoomFor(bytes: number): boolean {
    return this.heldBytes === 0 || this.heldBytes + bytes < this.limits.waitingBytes;
  }

  private shown(message: string): string {
    // Cut after that: of a secret that was cut off in its middle the rest would be shown.
    return cutLine(this.options.redact(message), this.limits.lineBytes);
  }

  private lineOf(level: LogLevel, message: string): Line {
    return { at: this.options.now(), level, message };
  }

  private push(level: LogLevel, message: string): void {
    this.waiting.push(this.lineOf(level, message));
    this.schedule();
  }

  private dropHere(message: string): void {
    dropInto(
      this.waiting.lastGap(() => newGap('slowStore', this.options.now())),
      message,
    );
  }

  /** Says at once that the log is full, for those who read it live; how much was dropped is known at the end. */
  private overflowWith(message: string): void {
    const { lines, bytes } = this.limits;
    this.push('WARN', `The log of this attempt is full: it may have ${lines} lines and ${bytes} bytes.`);
    this.overflow = newGap('fullLog', this.options.now());
    dropInto(this.overflow, message);
  }

  private schedule(): void {
    // What is being stored now looks again when it is done.
    if (this.storing || this.isOver || this.waiting.isEmpty) return;
    if (this.waiting.isBatch) this.startStoring();
    else this.timer ??= setTimeout(() => this.startStoring(), FLUSH_AFTER_MS);
  }

  private startStoring(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.storing = this.store().finally(() => {
      this.storing = undefined;
      this.schedule();
    });
  }

  private async store(): Promise<void> {
    const { lines, bytes } = this.waiting.takeBatch();
    this.storingBytes = bytes;
    try {
      const isHeld = await this.options.append(this.storedLines + 1, lines);
      this.storedLines += lines.length;
      if (!isHeld) {
        this.giveUp();
        this.options.onLost();
      }
    } catch (error) {
      this.giveUp();
      this.options.onError(error);
    } finally {
      this.storingBytes = 0;
      this.wakeDrained();
    }
  }

  /** Nobody wants the lines any more. */
  private giveUp(): void {
    this.isLost = true;
    this.waiting.clear();
  }

  private wakeDrained(): void {
    for (const wake of this.drainWaiters.splice(0)) wake();
  }
}
