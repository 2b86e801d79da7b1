import { execFileSync } from 'node:child_process';
import { defineConfig } from '@playwright/test';

/** `npm test` sets CHROMIUM; run by hand, the one on PATH is taken, else Playwright's own. */
function chromium(): string | undefined {
  if (process.env.CHROMIUM) return process.env.CHROMIUM;
  try {
    return execFileSync('sh', ['-c', 'command -v chromium || command -v chromium-browser'], {
      encoding: 'utf8',
    }).trim();
  } catch {
    return undefined;
  }
}

export default defineConfig({
  testDir: './specs',
  outputDir: './test-results',
  globalSetup: './world/global-setup.ts',
  // Each worker has a server of its own, so files can run side by side; retries would only hide a race.
  workers: 2,
  retries: 0,
  timeout: 60_000,
  expect: { timeout: 20_000 },
  forbidOnly: Boolean(process.env.CI),
  reporter: [['list']],
  use: {
    viewport: { width: 1440, height: 900 },
    trace: 'off',
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath: chromium(),
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
});
