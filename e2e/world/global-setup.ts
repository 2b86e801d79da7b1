import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { startWorldPostgres } from '@headrace/testkit';

const built = ['apps/api/dist/main.js', 'apps/worker/dist/main.js', 'apps/web/.next/BUILD_ID'];

/** Brings up the PostgreSQL that all worlds share (unless `npm test` did) and looks whether all is built. */
export default async function globalSetup(): Promise<void> {
  for (const path of built) {
    if (!existsSync(fileURLToPath(new URL(`../../${path}`, import.meta.url))))
      throw new Error(`${path} is missing: run npm run build`);
  }
  process.env.HEADRACE_TEST_DATABASE_URL ??= (await startWorldPostgres()).url;
}
