import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findProgram } from '../../../tools/programs.mjs';
import { freePort } from './port';

/** A Redis server of a test's own, with the settings a production server should have. */
export interface OwnRedis {
  /** The same before and after a restart. */
  readonly url: string;
  /** Ends the server at once; what it had acknowledged within the last second may be lost. */
  kill(): Promise<void>;
  /** Starts it again on the same data. */
  restart(): Promise<void>;
  /** Stops it and removes its data. */
  stop(): Promise<void>;
}

const START_ATTEMPTS = 5;

/** Starts `redis-server` or `valkey-server` from PATH in a temporary folder; null when the machine has neither. */
export async function startRedis(): Promise<OwnRedis | null> {
  const program = findProgram(['redis-server', 'valkey-server']);
  if (!program) return null;
  const folder = mkdtempSync(join(tmpdir(), 'headrace-redis-'));
  const first = await startOnFreePort(program, folder);
  const { port } = first;
  let { child } = first;
  return {
    url: `redis://127.0.0.1:${port}`,
    kill: () => end(child, 'SIGKILL'),
    restart: async () => {
      child = await start(program, folder, port);
    },
    stop: async () => {
      await end(child, 'SIGTERM');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function startOnFreePort(
  program: string,
  folder: string,
): Promise<{ port: number; child: ChildProcess }> {
  for (let attempt = 1; ; attempt += 1) {
    const port = await freePort();
    try {
      return { port, child: await start(program, folder, port) };
    } catch (error) {
      if (attempt === START_ATTEMPTS) throw error; // the port may have been taken in between
    }
  }
}

function start(program: string, folder: string, port: number): Promise<ChildProcess> {
  const settings = {
    port: String(port),
    bind: '127.0.0.1',
    dir: folder,
    appendonly: 'yes',
    appendfsync: 'everysec',
    save: '',
    'maxmemory-policy': 'noeviction',
    daemonize: 'no',
  };
  const args = Object.entries(settings).flatMap(([name, value]) => [`--${name}`, value]);
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  return new Promise((resolve, reject) => {
    let said = '';
    const listen = (chunk: Buffer) => {
      said += chunk.toString();
      if (said.includes('Ready to accept connections')) resolve(child);
    };
    child.stdout.on('data', listen);
    child.stderr.on('data', listen);
    child.once('error', reject);
    child.once('exit', () => reject(new Error(`Redis did not start:\n${said}`)));
  });
}

function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    child.once('exit', () => resolve());
    child.kill(signal);
  });
}
