import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';

/** A run that failed once: with these, fast-check makes the same values again. */
interface StoredFailure {
  readonly name: string;
  readonly seed: number;
  readonly path: string;
  /** For who reads the file. */
  readonly counterexample: string;
}

/**
 * Checks a property with random values. Failures are kept with the repository, in `fuzz-seeds.json` of the directory, so
 * that they never fail again unseen: stored ones of this name are tried first, then new runs; a new failure is stored
 * before it is reported. The file changes only then.
 * @param name unique in the directory
 */
export async function fuzz<Values>(
  directory: string,
  name: string,
  property: fc.IRawProperty<Values>,
  options: { readonly runs: number },
): Promise<void> {
  const file = join(directory, 'fuzz-seeds.json');
  for (const { seed, path } of storedIn(file).filter((failure) => failure.name === name)) {
    const again = await fc.check(property, { seed, path, numRuns: 1, endOnFailure: true });
    if (again.failed) throw failed(`A stored failure of "${name}" fails again`, again);
  }
  const result = await fc.check(property, { numRuns: options.runs });
  if (!result.failed) return;
  // Without a counterexample there is nothing to try again: too many values did not fit
  if (result.counterexamplePath === null) throw failed(`"${name}" could not be checked`, result);
  const failure: StoredFailure = {
    name,
    seed: result.seed,
    path: result.counterexamplePath,
    counterexample: clip(fc.stringify(result.counterexample)),
  };
  // Read once more: another test file may have written meanwhile
  const content = `${JSON.stringify([...storedIn(file), failure], null, 2)}\n`;
  writeFileSync(file, content);
  const kept = process.env.CI === undefined ? `Stored in ${file}` : `To be kept in ${file}:\n${content}`;
  throw failed(`"${name}" failed. ${kept}`, result);
}

function storedIn(file: string): readonly StoredFailure[] {
  if (!existsSync(file)) return [];
  const stored: unknown = JSON.parse(readFileSync(file, 'utf8'));
  if (!Array.isArray(stored) || !stored.every(isStoredFailure))
    throw new Error(`${file} is not a list of failures with name, seed and path`);
  return stored;
}

function isStoredFailure(value: unknown): value is StoredFailure {
  if (typeof value !== 'object' || value === null) return false;
  const { name, seed, path } = value as Partial<Record<keyof StoredFailure, unknown>>;
  return typeof name === 'string' && typeof seed === 'number' && typeof path === 'string';
}

function failed<Values>(what: string, result: fc.RunDetails<Values>): Error {
  const report = fc.defaultReportMessage(result) ?? '';
  return new Error(`${what}\n${report}`, { cause: result.errorInstance ?? undefined });
}

function clip(text: string): string {
  return text.length > 1000 ? `${text.slice(0, 999)}…` : text;
}
