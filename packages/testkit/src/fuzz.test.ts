import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { fuzz } from './fuzz';

let directory: string;
const file = (): string => join(directory, 'fuzz-seeds.json');
const stored = (): string => readFileSync(file(), 'utf8');

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'fuzz-'));
  vi.stubEnv('CI', undefined);
});

afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(directory, { recursive: true });
});

const below = (limit: number, tried: number[] = []) =>
  fc.property(fc.nat({ max: 10_000 }), (value) => {
    tried.push(value);
    expect(value).toBeLessThan(limit);
  });

const belowLater = (limit: number, tried: number[] = []) =>
  fc.asyncProperty(fc.nat({ max: 10_000 }), async (value) => {
    await Promise.resolve();
    tried.push(value);
    expect(value).toBeLessThan(limit);
  });

describe.each([
  ['sync', below],
  ['async', belowLater],
])('a property that is %s', (_kind, property) => {
  test('that holds leaves nothing behind', async () => {
    await fuzz(directory, 'small', property(20_000), { runs: 50 });
    expect(existsSync(file())).toBe(false);
  });

  test('that fails is stored, told with its counterexample, tried first, and kept once it is mended', async () => {
    await expect(fuzz(directory, 'small', property(500), { runs: 200 })).rejects.toThrow(
      /"small" failed\. Stored in .*fuzz-seeds\.json[\s\S]*Counterexample: \[500\]/,
    );
    expect(JSON.parse(stored())).toEqual([
      { name: 'small', seed: expect.any(Number), path: expect.any(String), counterexample: '[500]' },
    ]);

    const before = stored();
    const again: number[] = [];
    await expect(fuzz(directory, 'small', property(500, again), { runs: 200 })).rejects.toThrow(
      /A stored failure of "small" fails again[\s\S]*Counterexample: \[500\]/,
    );
    expect(again).toEqual([500]);

    const mended: number[] = [];
    await fuzz(directory, 'small', property(20_000, mended), { runs: 10 });
    expect(mended[0]).toBe(500);
    // Behind a path fast-check may try a neighbour too.
    expect(mended.length).toBeGreaterThanOrEqual(11);
    expect(stored()).toBe(before);
  });
});

test('stored failures of another name are neither tried nor lost', async () => {
  const other = { name: 'other', seed: 1, path: '0', counterexample: '[1]' };
  writeFileSync(file(), JSON.stringify([other]));
  await expect(fuzz(directory, 'small', below(500), { runs: 200 })).rejects.toThrow('Stored in');
  expect(JSON.parse(stored())).toEqual([other, expect.objectContaining({ name: 'small' })]);
});

test('where nobody keeps the file it is told what to put into it', async () => {
  vi.stubEnv('CI', 'true');
  const failure: unknown = await fuzz(directory, 'small', below(500), { runs: 200 }).catch((error) => error);
  expect(failure).toBeInstanceOf(Error);
  expect((failure as Error).message).toContain(stored());
});

test('what never fits is not stored', async () => {
  const never = fc.property(fc.nat(), () => fc.pre(false));
  await expect(fuzz(directory, 'never', never, { runs: 10 })).rejects.toThrow('"never" could not be checked');
  expect(existsSync(file())).toBe(false);
});

test('a file that is something else is said to be', async () => {
  writeFileSync(file(), '{}');
  await expect(fuzz(directory, 'small', below(500), { runs: 10 })).rejects.toThrow(
    'is not a list of failures with name, seed and path',
  );
});
