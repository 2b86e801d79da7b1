// The deterministic simulator: several processes of the product on simulated stores, in virtual time, with everything going wrong that
// may. A seed that fails is printed with its history and stored in seeds.json. To see one again: write it into that file
// (`[{ "seed": 57, "found": "" }]`) and run `npx vitest run apps/worker/src/simulator/simulator.test.ts -t stored`.
import './fast.testing';
import { describe, expect, test } from 'vitest';
import type { Sabotage } from './observer.testing';
import { type Profile, profileOf } from './profile.testing';
import { seedsFrom, storedSeeds, trySeeds } from './seeds.testing';
import { simulate } from './simulate.testing';

const TIMEOUT_MS = 240_000;

test('seeds that were stored because they failed once', { timeout: TIMEOUT_MS }, () =>
  trySeeds(storedSeeds().map(({ seed }) => seed)),
);

test('the same seed gives the same world, to the last event', { timeout: TIMEOUT_MS }, async () => {
  for (const seed of [3, 12, 38]) {
    const [first, second] = [await simulate(seed), await simulate(seed)];
    expect(second.rows.events.length).toBeGreaterThan(0);
    expect(JSON.stringify(second.rows)).toBe(JSON.stringify(first.rows));
    expect(second.steps).toBe(first.steps);
  }
});

describe('a store or a rule that is broken on purpose is found out', () => {
  const SEEDS = 150;

  test.each<[Sabotage, (profile: Profile) => boolean]>([
    ['noVersionGuard', () => true],
    ['signalsStay', ({ failing }) => failing > 0],
    ['freshCommitIds', ({ climate }) => climate.lostAnswer > 0],
    ['noContact', ({ outages, workers }) => outages > 0 && workers > 1],
  ])('%s', { timeout: TIMEOUT_MS }, async (sabotage, mayShow) => {
    for (const seed of seedsFrom(1, SEEDS)) {
      if (!mayShow(profileOf(seed))) continue;
      const { violations } = await simulate(seed, { sabotage });
      if (violations.length > 0) return;
    }
    expect.fail(`no seed from 1 to ${SEEDS} sees it`);
  });
});

describe('the same seeds each time', () => {
  const COUNT = 200;
  test.each([1, 201, 401, 601, 801])('%i and the following', { timeout: TIMEOUT_MS }, (first) =>
    trySeeds(seedsFrom(first, COUNT)),
  );
});
