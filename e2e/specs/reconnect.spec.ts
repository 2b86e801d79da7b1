import type { Page, WebSocketRoute } from '@playwright/test';
import { readFile } from 'node:fs/promises';
import { slow } from '../world/flows';
import { expect, test } from '../world/test';

const lines = 300;

test.beforeAll(async ({ world }) => {
  await world.saveFlow(slow('interrupted', { lines, tries: 4 }));
});

async function watchLog(page: Page, id: string): Promise<void> {
  await page.goto(`/executions/${id}?tab=logs`);
  await expect(page.getByText('Waiting for the first line')).toBeVisible();
}

/** The messages of the log as the browser holds them, by its own download. */
async function downloadedMessages(page: Page): Promise<string[]> {
  const downloading = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download the shown lines' }).click();
  const text = await readFile(await (await downloading).path(), 'utf8');
  return text
    .trimEnd()
    .split('\n')
    .map((line) => line.replace(/^\S+ \S+ +\[[^\]]*\] /, ''));
}

test('a cut socket costs no line and doubles none', async ({ page, world }) => {
  const sockets: WebSocketRoute[] = [];
  await page.routeWebSocket(/\/graphql$/, (socket) => {
    socket.connectToServer();
    sockets.push(socket);
  });
  const id = await world.executeWatched('interrupted', (started) => watchLog(page, started));
  await expect(page.getByRole('log')).toContainText(`before ${lines}`);
  await sockets[0]?.close({ code: 1011, reason: 'cut' });
  await expect.poll(() => sockets.length).toBeGreaterThan(1);

  await expect(page.locator('header [data-state]')).toHaveAttribute('data-state', 'SUCCESS');
  await expect(page.getByText(/^Complete: /)).toBeVisible();
  expect(await downloadedMessages(page)).toEqual(await world.logMessages(id));
});

test('a crash of the server is told, and followed by every line once', async ({ page, world }) => {
  const id = await world.executeWatched('interrupted', (started) => watchLog(page, started));
  await expect(page.getByRole('log')).toContainText(`before ${lines}`);
  const crash = await world.crashApi();
  await expect(page.getByText('Connection lost, reconnecting…')).toBeVisible();
  await crash.restart();
  await expect(page.getByText('Connection lost, reconnecting…')).toBeHidden();

  await expect(page.locator('header [data-state]')).toHaveAttribute('data-state', 'SUCCESS');
  await expect(page.getByText(/^Complete: /)).toBeVisible();
  const stored = await world.logMessages(id);
  expect(stored.length).toBeGreaterThan(2 * lines);
  expect(await downloadedMessages(page)).toEqual(stored);
});
