import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPostgres } from '../../../tools/postgres.mjs';
import { commandOfProcess } from '../../../tools/processes.mjs';

/** The id of the process that made a folder is part of its name. */
const PREFIX = 'headrace-product-';

/** A new folder for a product, which a later run recognises as left over when this process is gone. */
export function makeProductFolder(): string {
  return mkdtempSync(join(tmpdir(), `${PREFIX}${process.pid}-`));
}

/** Where the embedded PostgreSQL of such a folder keeps its data. */
export function postgresFolderOf(folder: string): string {
  return join(folder, 'data/postgres');
}

/**
 * Removes what a run that was killed outright has left: its PostgreSQL is a daemon that nothing else ends. The api and the worker
 * end by themselves then.
 */
export async function removeLeftovers(say: (text: string) => void): Promise<void> {
  for (const name of readdirSync(tmpdir())) {
    const pid = name.startsWith(PREFIX) ? Number(name.slice(PREFIX.length).split('-')[0]) : Number.NaN;
    if (Number.isNaN(pid) || commandOfProcess(pid) !== undefined) continue;
    say(`Removing what process ${pid} left in ${join(tmpdir(), name)}.`);
    const folder = join(tmpdir(), name);
    const postgres = await startPostgres({ dataDir: postgresFolderOf(folder) });
    await postgres.stop();
    rmSync(postgres.folder, { recursive: true, force: true });
    rmSync(folder, { recursive: true, force: true });
  }
}
