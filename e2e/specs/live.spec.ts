import { hello, slow } from '../world/flows';
import { expect, test } from '../world/test';

test.beforeAll(async ({ world }) => {
  await world.saveFlow(hello);
  await world.saveFlow(slow('watched', { lines: 40, tries: 4 }));
});

test('the list shows an execution that somebody else starts', async ({ page, world }) => {
  await page.goto('/executions');
  await expect(page.getByRole('heading', { name: 'Executions' })).toBeVisible();
  await world.execute('hello');
  const first = await world.execute('hello');
  const row = page.getByRole('row').filter({ has: page.locator(`a[href="/executions/${first}"]`) });
  await expect(row).toBeVisible();
  await expect(row.locator('[data-state]')).toHaveAttribute('data-state', 'SUCCESS');
});

test('a filtered list takes only what matches, and a row leaves when it no longer does', async ({
  page,
  world,
}) => {
  await page.goto('/executions?flow=watched&state=CREATED&state=RUNNING&state=RETRYING');
  await expect(page.getByRole('heading', { name: 'Executions' })).toBeVisible();
  const other = await world.execute('hello');
  const watched = await world.execute('watched');
  const row = page.locator(`a[href="/executions/${watched}"]`);
  await expect(row).toBeVisible();
  await expect(page.locator(`a[href="/executions/${other}"]`)).toHaveCount(0);
  await expect(row).toHaveCount(0);
});

test('a list that is read does not move: new executions wait behind a button', async ({ page, world }) => {
  await world.execute('hello');
  await page.goto('/executions?flow=hello');
  const firstLink = page.getByRole('row').nth(1).getByRole('link').first();
  await firstLink.focus();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Shift+Tab');
  await expect(firstLink).toBeFocused();
  const started = await world.execute('hello');
  const newer = page.getByRole('button', { name: '1 new' });
  await expect(newer).toBeVisible();
  await expect(firstLink).toBeFocused();
  await newer.click();
  await expect(page.locator(`a[href="/executions/${started}"]`)).toBeVisible();
});

test('Gantt and logs grow while an execution runs', async ({ page, world }) => {
  const chart = page.getByRole('region', { name: 'Gantt chart of the task runs' });
  await world.executeWatched('watched', async (id) => {
    await page.goto(`/executions/${id}?tab=gantt`);
    await expect(chart.getByRole('button', { name: /^before/ })).toBeVisible();
  });
  await expect(chart.getByRole('button', { name: /^unreliable, Retrying/ })).toBeVisible();
  await expect(chart.getByRole('button', { name: /^after/ })).toHaveCount(0);
  await expect(chart.getByRole('button', { name: /^after, Success/ })).toBeVisible();
  await expect(chart.getByRole('button', { name: /^unreliable, Success, .*4 attempts/ })).toBeVisible();
  await expect(page.locator('header [data-state]')).toHaveAttribute('data-state', 'SUCCESS');

  await chart.getByRole('button', { name: /^after/ }).click();
  await expect(page.getByRole('log')).toContainText('after 1');
  await expect(page.getByRole('log')).not.toContainText('before 1');
  await page.getByRole('button', { name: 'Show all tasks, not only after' }).click();
  await expect(page.getByRole('log')).toContainText('before 1');
  await expect(page.getByText(/^Complete: \d+ lines$/)).toBeVisible();
});

test('the overview shows each task run as it comes and goes', async ({ page, world }) => {
  const runs = page.getByRole('region', { name: 'Task runs' });
  await world.executeWatched('watched', async (id) => {
    await page.goto(`/executions/${id}`);
    await expect(runs.getByRole('button', { name: /before/ })).toBeVisible();
  });
  await expect(runs.getByRole('button', { name: /Retrying unreliable/ })).toBeVisible();
  await expect(runs.getByRole('button', { name: /Success unreliable.*4 attempts/ })).toBeVisible();
  await runs.getByRole('button', { name: /Success after/ }).click();
  await page.getByRole('link', { name: 'Logs of this task run' }).click();
  await expect(page.getByRole('log')).toContainText('after 1');
});

test('the log follows its end until the reader scrolls up', async ({ page, world }) => {
  const log = page.getByRole('log');
  await world.executeWatched('watched', async (id) => {
    await page.goto(`/executions/${id}?tab=logs`);
    await expect(page.getByText('Waiting for the first line')).toBeVisible();
  });
  await expect(log).toContainText('before 40');
  await log.hover();
  await page.mouse.wheel(0, -4_000);
  await expect(page.getByRole('button', { name: 'To the end' })).toBeVisible();
  await expect(log).toContainText('before 1');
  await expect(page.getByText(/^Complete: /)).toBeVisible();
  await expect(log).not.toContainText('after 40');
  await page.getByRole('button', { name: 'To the end' }).click();
  await expect(log).toContainText('after 40');
});

test('nothing jumps while an execution runs', async ({ page, world }) => {
  await page.addInitScript(() => {
    const seen = window as unknown as { shift: number };
    seen.shift = 0;
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as (PerformanceEntry & { value: number })[])
        seen.shift += entry.value;
    }).observe({ type: 'layout-shift', buffered: true });
  });
  for (const tab of ['overview', 'gantt', 'logs']) {
    await world.executeWatched('watched', async (id) => {
      await page.goto(`/executions/${id}?tab=${tab}`);
      await expect(page.getByText('before').or(page.getByText('Waiting for')).first()).toBeVisible();
    });
    await expect(page.locator('header [data-state]')).toHaveAttribute('data-state', 'SUCCESS');
    expect(await page.evaluate(() => (window as unknown as { shift: number }).shift), tab).toBeLessThan(0.05);
  }
  await page.goto('/executions');
  await expect(page.getByRole('row').nth(1)).toBeVisible();
  const id = await world.execute('watched');
  const badge = page.getByRole('row').filter({ has: page.locator(`a[href="/executions/${id}"]`) });
  await expect(badge.locator('[data-state]')).toHaveAttribute('data-state', 'SUCCESS');
  expect(await page.evaluate(() => (window as unknown as { shift: number }).shift), 'list').toBeLessThan(
    0.05,
  );
});
