import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const PROGRAMS = {
  api: fileURLToPath(new URL('../../apps/api/dist/main.js', import.meta.url)),
  worker: fileURLToPath(new URL('../../apps/worker/dist/main.js', import.meta.url)),
};

const START_LIMIT_MS = 60_000;

/** A built program of the product that a test starts, kills and starts again. */
export class Program {
  private child: ChildProcess | undefined;
  address = '';

  constructor(
    private readonly name: keyof typeof PROGRAMS,
    private readonly env: Readonly<Record<string, string>>,
  ) {}

  /** Resolves when it says that it is ready. After the first start it takes the same port again. */
  async start(): Promise<void> {
    const { PATH = '', HOME = '' } = process.env;
    const port = this.address ? { HEADRACE_PORT: new URL(this.address).port } : {};
    const child = fork(PROGRAMS[this.name], [], {
      env: { PATH, HOME, NODE_ENV: 'production', HEADRACE_LOG_LEVEL: 'error', ...this.env, ...port },
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    this.child = child;
    const address = await new Promise<string>((resolve, reject) => {
      const limit = setTimeout(() => reject(new Error(`${this.name} did not start`)), START_LIMIT_MS);
      child.once('exit', (code) => reject(new Error(`${this.name} ended with ${code} while starting`)));
      child.on('message', (message: { kind: string; address?: string; message?: string }) => {
        clearTimeout(limit);
        if (message.kind === 'ready') resolve(message.address ?? '');
        else reject(new Error(message.message));
      });
    });
    child.removeAllListeners('exit');
    this.address = address;
  }

  /** Ends it at once, as a crash would. */
  async kill(): Promise<void> {
    await this.end('SIGKILL');
  }

  /** Freezes it and lets it go on, as a machine that sleeps would. */
  signal(signal: 'SIGSTOP' | 'SIGCONT'): void {
    this.child?.kill(signal);
  }

  async stop(): Promise<void> {
    await this.end('SIGTERM');
  }

  private async end(signal: NodeJS.Signals): Promise<void> {
    const child = this.child;
    this.child = undefined;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill(signal);
    await ended;
  }
}
