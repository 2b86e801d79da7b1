import { test as base, expect } from '@playwright/test';
import { createWorld, type World } from './world';

/** Tests get a world per worker, and pages that open at its address and fail on errors of the browser. */
export const test = base.extend<{ pageErrors: string[] }, { world: World }>({
  world: [
    async ({}, use) => {
      const world = await createWorld();
      await use(world);
      await world.close();
    },
    { scope: 'worker', timeout: 60_000 },
  ],
  baseURL: async ({ world }, use) => {
    await use(world.address);
  },
  pageErrors: [
    async ({ page }, use) => {
      const errors: string[] = [];
      page.on('pageerror', (error) => errors.push(error.message));
      await use(errors);
      expect(errors, 'uncaught errors in the page').toEqual([]);
    },
    { auto: true },
  ],
});

export { expect } from '@playwright/test';
