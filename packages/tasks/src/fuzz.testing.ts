import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';

/** Runs that failed once, kept with the repository so that they never fail again unseen. */
const STORE = join(import.meta.dirname, 'fuzz-seeds.json');

interface Stored {
  readonly name: string;
  readonly seed: number;
  readonly path: string;
}

/** Tries stored failures of this name first, then new runs; a new failure is stored before it is reported. */
export function fuzz<Values extends unknown[]>(
  name: string,
  property: fc.IProperty<Values>,
  options: { readonly runs: number },
): void {
  const stored = existsSync(STORE) ? (JSON.parse(readFileSync(STORE, 'utf8')) as Stored[]) : [];
  for (const { seed, path } of stored.filter((failure) => failure.name === name))
    fc.assert(property, { seed, path, numRuns: 1 });
  const result = fc.check(property, { numRuns: options.runs });
  if (!result.failed) return;
  const failure: Stored = { name, seed: result.seed, path: result.counterexamplePath ?? '' };
  writeFileSync(STORE, `${JSON.stringify([...stored, failure], null, 2)}\n`);
  throw new Error(fc.defaultReportMessage(result) ?? `${name} failed`);
}
