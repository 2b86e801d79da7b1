// @ts-check
// `npm start` with fake programs: the supervisor, the embedded PostgreSQL and the signals are the real ones.
import { fileURLToPath } from 'node:url';
import { readSettings } from '../settings.mjs';
import { runProduct } from '../supervisor.mjs';

process.exitCode = await runProduct({
  settings: readSettings(process.env),
  programs: ['api', 'worker'].map((name) => ({
    name,
    script: fileURLToPath(new URL(`fake-${name}.mjs`, import.meta.url)),
  })),
  prepare: async () => {},
  welcome: (address) => `ready at ${address}`,
});
process.exit();
