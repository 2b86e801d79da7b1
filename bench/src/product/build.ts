import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Failure } from '../../../tools/failure.mjs';
import { ROOT } from '../../../tools/settings.mjs';
import { runStep } from '../../../tools/step.mjs';

const PROGRAMS = ['apps/api/dist/main.js', 'apps/worker/dist/main.js'];
/** Without its pages the api does not start. */
const RESULTS = [...PROGRAMS, 'apps/web/.next/BUILD_ID'];
const SOURCES = ['apps/api/src', 'apps/worker/src', 'packages', 'prisma'];
const NO_SOURCES: ReadonlySet<string> = new Set(['node_modules', 'dist', '.turbo']);
const TEST_FILE = /\.(test|suite|world|testing)\.ts$/;

/**
 * Makes sure that what is measured is what is written: builds the api and the worker when a source is newer than one of them.
 * @throws Failure when they were never built
 */
export async function ensureBuilt(say: (text: string) => void, stop: AbortSignal): Promise<void> {
  const missing = RESULTS.filter((path) => !existsSync(join(ROOT, path)));
  if (missing.length > 0)
    throw new Failure(`There is no ${missing.join(', no ')}: run \`npx turbo run build\` first.`);
  const builtAtMs = Math.min(...PROGRAMS.map((path) => statSync(join(ROOT, path)).mtimeMs));
  const changed = SOURCES.map((path) => newerThan(join(ROOT, path), builtAtMs)).find(Boolean);
  if (changed === undefined) return;
  say(`${changed} is newer than what was built.`);
  await runStep({
    title: 'Building the api and the worker',
    command: 'npm',
    // Their own build scripts: turbo would build the pages as well, which nothing here asks for.
    args: ['run', 'build', '--workspace=apps/api', '--workspace=apps/worker'],
    stop,
    say,
  });
}

/** A source in this folder that was written after this time. */
function newerThan(folder: string, atMs: number): string | undefined {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      const found = NO_SOURCES.has(entry.name) ? undefined : newerThan(path, atMs);
      if (found !== undefined) return found;
    } else if (!TEST_FILE.test(entry.name) && statSync(path).mtimeMs > atMs) return path;
  }
  return undefined;
}
