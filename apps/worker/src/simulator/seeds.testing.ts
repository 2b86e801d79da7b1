import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Simulated, simulate } from './simulate.testing';

/** A seed that failed once. */
export interface StoredSeed {
  readonly seed: number;
  /** What was found then, for who reads the file. */
  readonly found: string;
}

const FILE = join(import.meta.dirname, 'seeds.json');

export function storedSeeds(): readonly StoredSeed[] {
  if (!existsSync(FILE)) return [];
  const stored: unknown = JSON.parse(readFileSync(FILE, 'utf8'));
  if (!Array.isArray(stored) || !stored.every(isStoredSeed))
    throw new Error(`${FILE} is not a list of seeds, each with what was found`);
  return stored;
}

function isStoredSeed(value: unknown): value is StoredSeed {
  if (typeof value !== 'object' || value === null) return false;
  const { seed, found } = value as Partial<Record<keyof StoredSeed, unknown>>;
  return typeof seed === 'number' && typeof found === 'string';
}

/**
 * Simulates the world of each seed. One that fails is stored beside the tests, so that it never fails again unseen, and is run again
 * with its history written down.
 */
export async function trySeeds(seeds: Iterable<number>): Promise<void> {
  for (const seed of seeds) {
    const { violations } = await simulate(seed);
    if (violations.length === 0) continue;
    store({ seed, found: violations[0] ?? '' });
    throw failed(await simulate(seed, { isTold: true }));
  }
}

function store(failure: StoredSeed): void {
  const known = storedSeeds();
  if (known.some(({ seed }) => seed === failure.seed)) return;
  writeFileSync(FILE, `${JSON.stringify([...known, failure], null, 2)}\n`);
}

const MOST_LINES = 60;

/** Tells what was found, with the end of the history of the executions that it is about; the whole history goes to a file. */
function failed({ seed, profile, violations, history }: Simulated): Error {
  const file = join(mkdtempSync(join(tmpdir(), 'headrace-simulator-')), `${seed}.txt`);
  const whole = [`seed ${seed}`, JSON.stringify(profile), ...violations, '', ...history].join('\n');
  writeFileSync(file, `${whole}\n`);
  const ids = new Set(violations.join(' ').match(/\b[0-9A-Za-z]{22}\b/g));
  const about = history.filter((line) => line.includes(' fate ') || [...ids].some((id) => line.includes(id)));
  return new Error(
    [
      `The simulator found something wrong with seed ${seed} (a world of the kind ${profile.name}):`,
      ...violations.map((violation) => `  ${violation}`),
      `The whole history is in ${file}; its end, as far as it is about this:`,
      ...about.slice(-MOST_LINES).map((line) => line.slice(0, 400)),
    ].join('\n'),
  );
}

/** So many seeds, from this one on. */
export function* seedsFrom(first: number, count: number): Iterable<number> {
  for (let seed = first; seed < first + count; seed += 1) yield seed;
}
