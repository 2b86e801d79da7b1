import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Proxy } from '@headrace/testkit';
import type { Failpoint } from '@headrace/runtime';

const PROGRAMS = {
  api: fileURLToPath(new URL('../../apps/api/dist/main.js', import.meta.url)),
  worker: fileURLToPath(new URL('../../apps/worker/dist/main.js', import.meta.url)),
};

const START_LIMIT_MS = 60_000;

/** How a process ended: by itself with a code, or by a signal. */
export interface End {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** A built program of the product that a test starts, kills and starts again. */
export class Program {
  private child: ChildProcess | undefined;
  private ending: Promise<End> = Promise.resolve({ code: null, signal: null });
  address = '';

  constructor(
    private readonly name: keyof typeof PROGRAMS,
    private readonly env: Readonly<Record<string, string>>,
    /** Between it and its database, in worlds that are `proxied`. */
    readonly proxy: Proxy | null,
  ) {}

  /** Resolves when it says that it is ready. After the first start it takes the same port again. */
  async start(): Promise<void> {
    const address = await this.launch({});
    if (address instanceof Error) throw address;
    this.address = address;
  }

  /** Starts it so that it kills itself at the pass of this failpoint. It may do so before it is ready. */
  async startArmed(failpoint: Failpoint, pass: number): Promise<void> {
    const address = await this.launch({ HEADRACE_FAILPOINT: `${failpoint}:${pass}` });
    if (typeof address === 'string') this.address = address;
    else if ((await this.ended).signal !== 'SIGKILL') throw address;
  }

  /** Resolves when the process that was started last has ended, however that came. */
  get ended(): Promise<End> {
    return this.ending;
  }

  /** Ends it at once, as a crash would. */
  async kill(): Promise<void> {
    await this.end('SIGKILL');
  }

  /** Freezes it and lets it go on, as a machine that sleeps would. */
  signal(signal: 'SIGSTOP' | 'SIGCONT'): void {
    this.child?.kill(signal);
  }

  /** Asks it to stop; answers how it did. */
  async stop(): Promise<End> {
    return this.end('SIGTERM');
  }

  /** Its address, or why it is not ready. */
  private async launch(more: Readonly<Record<string, string>>): Promise<string | Error> {
    const { PATH = '', HOME = '' } = process.env;
    const port = this.address ? { HEADRACE_PORT: new URL(this.address).port } : {};
    const child = fork(PROGRAMS[this.name], [], {
      env: { PATH, HOME, NODE_ENV: 'production', HEADRACE_LOG_LEVEL: 'error', ...this.env, ...port, ...more },
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    this.child = child;
    this.ending = new Promise((resolve) => {
      child.once('exit', (code, signal) => resolve({ code, signal }));
    });
    return new Promise((resolve) => {
      const limit = setTimeout(() => resolve(new Error(`${this.name} did not start`)), START_LIMIT_MS);
      const answer = (value: string | Error) => {
        clearTimeout(limit);
        resolve(value);
      };
      void this.ending.then(({ code, signal }) =>
        answer(new Error(`${this.name} ended with ${signal ?? code} while starting`)),
      );
      child.on('message', (message: { kind: string; address?: string; message?: string }) => {
        answer(message.kind === 'ready' ? (message.address ?? '') : new Error(message.message));
      });
    });
  }

  private async end(signal: NodeJS.Signals): Promise<End> {
    this.child?.kill(signal);
    return this.ending;
  }
}
