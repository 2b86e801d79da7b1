// As simulator.test.ts, with seeds that nobody has seen yet.
import './fast.testing';
import { describe, test } from 'vitest';
import { seedsFrom, trySeeds } from './seeds.testing';

const TIMEOUT_MS = 240_000;
const COUNT = 200;
const first = Math.floor(Math.random() * 2 ** 31);

describe(`new seeds, from ${first} on`, () => {
  test.each([0, 1, 2, 3, 4])('part %i', { timeout: TIMEOUT_MS }, (part) =>
    trySeeds(seedsFrom(first + part * COUNT, COUNT)),
  );
});
