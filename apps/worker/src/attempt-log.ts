import type { LogLevel } from '@headrace/tasks/runners';

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
}

/** Lines wait this long for company before they are stored, so that a reader sees them live. */
const FLUSH_AFTER_MS = 50;
const FLUSH_LINES = 500;

/** The lines of one attempt, in order, numbered from 1. Most attempts write few: those are stored with the result. */
export class AttemptLog {
  private waiting: Line[] = [];
  private stored = 0;
  private timer: NodeJS.Timeout | undefined;
  private writing: Promise<void> = Promise.resolve();
  private isClosed = false;

  constructor(private readonly options: AttemptLogOptions) {}

  /** A line after the end is dropped: the attempt's result is already on its way. */
  write(level: LogLevel, message: string): void {
    if (this.isClosed) return;
    this.waiting.push({ at: this.options.now(), level, message: this.options.redact(message) });
    if (this.waiting.length >= FLUSH_LINES) this.flush();
    else this.timer ??= setTimeout(() => this.flush(), FLUSH_AFTER_MS);
  }

  /** Ends the log. Answers the lines that are not stored yet, for the commit of the result. */
  async close(): Promise<readonly Line[]> {
    this.isClosed = true;
    clearTimeout(this.timer);
    await this.writing;
    return this.waiting;
  }

  private flush(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.writing = this.writing.then(() => this.store());
  }

  private async store(): Promise<void> {
    const lines = this.waiting.splice(0, FLUSH_LINES);
    if (lines.length === 0) return;
    try {
      const isHeld = await this.options.append(this.stored + 1, lines);
      this.stored += lines.length;
      if (!isHeld) this.options.onLost();
    } catch (error) {
      this.options.onError(error);
    }
  }
}
