// @ts-check
// `npm start` with fake programs: the supervisor, the embedded PostgreSQL and the signals are the real ones.
import { fileURLToPath } from 'node:url';
import { describeError } from '../failure.mjs';
import { readSettings } from '../settings.mjs';
import { runProduct } from '../supervisor.mjs';

try {
  process.exitCode = await runProduct({
    settings: readSettings(process.env),
    programs: ['api', 'worker'].map((name) => ({
      name,
      script: fileURLToPath(new URL(`fake-${name}.mjs`, import.meta.url)),
    })),
    prepare: async () => {},
    welcome: (address) => `ready at ${address}`,
  });
} catch (error) {
  process.stderr.write(`${describeError(error)}\n`);
  process.exitCode = 1;
}
process.exit();
