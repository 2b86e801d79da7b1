import { defineConfig } from 'vitest/config';

export default defineConfig({
  // Vite would take graphql's ESM build for our code while Node takes the other one for packages from npm: two realms.
  resolve: { alias: [{ find: /^graphql$/, replacement: 'graphql/index.js' }] },
  test: {
    include: [
      'packages/**/*.test.ts',
      'apps/**/*.test.{ts,tsx}',
      'prisma/**/*.test.ts',
      'tools/**/*.test.mjs',
      'e2e/faults/**/*.test.ts',
    ],
    exclude: ['**/node_modules/**', '**/dist/**', '**/.next/**', '.headrace/**'],
    globalSetup: ['packages/testkit/src/vitest.setup.ts'],
    // Processes and not threads: tests fork, change their environment, and load native and WASM code.
    pool: 'forks',
    // Most tests wait for PostgreSQL, which needs cores too.
    maxWorkers: 2,
    // Not to measure: only to end what hangs, also on a machine that is busy with other things.
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // Real faults are shown, not repeated until they hide.
    retry: 0,
  },
});
