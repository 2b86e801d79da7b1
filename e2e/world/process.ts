import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** A built program of the product, run as the supervisor runs it. */
export interface Program {
  /** Where it serves; undefined for the worker. */
  address: string | undefined;
  /** Asks it to stop and waits for its end. Safe to call twice. */
  stop(): Promise<void>;
  /** Lets it stand still until `resume`. */
  pause(): void;
  resume(): void;
  /** Ends it at once, as a crash would. */
  kill(): Promise<void>;
}

/** Starts `apps/<name>/dist/main.js` and waits until it says that it is ready. */
export async function startProgram(name: 'api' | 'worker', env: Record<string, string>): Promise<Program> {
  const path = fileURLToPath(new URL(`../../apps/${name}/dist/main.js`, import.meta.url));
  const output: string[] = [];
  const child = fork(path, [], {
    env: { PATH: process.env.PATH ?? '', HOME: process.env.HOME ?? '', NODE_ENV: 'production', ...env },
    execArgv: [],
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  child.stdout?.on('data', (chunk) => output.push(String(chunk)));
  child.stderr?.on('data', (chunk) => output.push(String(chunk)));
  const address = await ready(child, () => `${name} did not start:\n${output.join('')}`);
  return {
    address,
    stop: async () => {
      if (hasEnded(child)) return;
      const ended = once(child, 'exit');
      child.send({ kind: 'stop' });
      await ended;
    },
    pause: () => void child.kill('SIGSTOP'),
    resume: () => void child.kill('SIGCONT'),
    kill: async () => {
      if (hasEnded(child)) return;
      const ended = once(child, 'exit');
      child.kill('SIGKILL');
      await ended;
    },
  };
}

function ready(child: ChildProcess, failure: () => string): Promise<string | undefined> {
  return new Promise((resolve, reject) => {
    child.on('message', (message: { kind: string; address?: string; message?: string }) => {
      if (message.kind === 'ready') resolve(message.address);
      if (message.kind === 'failed') reject(new Error(`${failure()}\n${message.message}`));
    });
    child.once('exit', () => reject(new Error(failure())));
  });
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}
