import type { Page } from '@playwright/test';
import { hello, longNamed } from '../world/flows';
import { expect, test } from '../world/test';

test.beforeAll(async ({ world }) => {
  await world.saveFlow(hello);
  await world.saveFlow(longNamed.source);
});

test('Back finds the list as it was left', async ({ page, world }) => {
  // A flow of its own: others of this world run too.
  await world.saveFlow(hello.replace('id: hello', 'id: listed'));
  for (let started = 0; started < 70; started += 10)
    await Promise.all(Array.from({ length: 10 }, () => world.execute('listed')));
  // By a click from another list, as a reader comes: an entry of the history that the product added itself.
  await page.goto('/flows');
  await expect(page.getByRole('link', { name: 'hello', exact: true })).toBeVisible();
  await page.getByRole('link', { name: 'Executions' }).first().click();
  await page.getByRole('textbox', { name: 'Search executions' }).fill('listed');
  await expect(page).toHaveURL(/\/executions\?q=listed$/);
  await page.getByRole('button', { name: 'Load more' }).click();
  await expect(page.getByText(/^70 shown/)).toBeVisible();
  await page.evaluate(() => window.scrollTo(0, 2_200));
  const row = page.locator('[data-index="55"]');
  await expect(row).toBeInViewport();
  const text = (await row.getByRole('link').first().innerText()).trim();
  await row.getByRole('link').first().click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText(text);
  await page.goBack();
  await expect(page).toHaveURL(/\?q=listed$/);
  await expect(page.getByText(/^70 shown/)).toBeVisible();
  await expect(row).toBeInViewport();
  await expect(row.getByRole('link').first()).toHaveText(text);
});

/** What of a table stands beyond its right edge. */
function cutOff(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const table = document.querySelector('[role=table], table');
    const edge = table?.getBoundingClientRect().right ?? 0;
    const cells = [...(table?.querySelectorAll('[role=cell], [role=columnheader], td, th') ?? [])];
    return cells
      .filter((cell) => cell.getBoundingClientRect().right > edge + 1)
      .map((cell) => cell.textContent ?? '');
  });
}

test('no column is cut off, however wide the window is', async ({ page, world }) => {
  await world.execute('hello');
  for (const path of ['/flows', '/executions', '/flows/e2e/hello?tab=executions']) {
    await page.goto(path);
    await expect(page.getByRole('row').nth(1)).toBeVisible();
    await expect(page.locator('[aria-busy=true][role=table], table[aria-busy=true]')).toHaveCount(0);
    for (const width of [801, 860, 960, 1_040, 1_100, 1_300]) {
      await page.setViewportSize({ width, height: 800 });
      expect(await cutOff(page), `${path} at ${width}`).toEqual([]);
      const excess = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect(excess, `${path} at ${width}`).toBeLessThanOrEqual(0);
    }
  }
});

test('an id of a hundred characters breaks no page of a phone', async ({ page, world }) => {
  const { flowId, namespace } = longNamed;
  const id = await world.execute(flowId, { namespace });
  await page.setViewportSize({ width: 390, height: 800 });
  const paths = [
    '/flows',
    '/executions',
    `/executions/${id}`,
    `/executions/${id}?tab=gantt`,
    `/executions/${id}?tab=logs`,
    `/flows/${namespace}/${flowId}`,
    `/flows/${namespace}/${flowId}/edit`,
  ];
  for (const path of paths) {
    await page.goto(path);
    await expect(page.getByText(/a-very-long-identifier|greet/).first()).toBeVisible();
    const excess = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(excess, path).toBeLessThanOrEqual(0);
    await expect(page.getByRole('navigation', { name: 'Main, narrow' })).toBeInViewport();
  }
});

test('a slow network shows the heading at once', async ({ browser, world }) => {
  // Without its program a page is what the server sent first.
  const context = await browser.newContext({ javaScriptEnabled: false, baseURL: world.address });
  const page = await context.newPage();
  const pages = [
    { path: '/flows', heading: 'Flows' },
    { path: '/executions', heading: 'Executions' },
    { path: '/flows/e2e/hello', heading: 'hello' },
    { path: '/executions/0123456789abcdefghijkl', heading: '01234567' },
  ];
  for (const { path, heading } of pages) {
    await page.goto(path);
    await expect(page.getByRole('heading', { level: 1 }).first()).toContainText(heading);
  }
  await context.close();
});

test('a click while the server is down stays in the product, and arrives when it is back', async ({
  page,
  world,
}) => {
  await page.goto('/flows');
  const link = page.getByRole('link', { name: 'hello', exact: true });
  await expect(link).toBeVisible();
  const crash = await world.crashApi();
  await link.click();
  await expect(page.getByText('The server does not answer.')).toBeVisible();
  await expect(page.getByRole('navigation', { name: 'Main', exact: true })).toBeVisible();
  await crash.restart();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('hello');
  await expect(page.getByRole('button', { name: 'Execute' })).toBeEnabled();
  await expect(page.getByText('The server does not answer.')).toBeHidden();
});

test('a style sheet that was asked for while the server was down comes when it is back', async ({ page }) => {
  await page.goto('/executions');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  let isAway = true;
  const lost: string[] = [];
  await page.route('**/*.css*', (route) => {
    if (!isAway) return route.continue();
    lost.push(new URL(route.request().url()).pathname);
    return route.abort();
  });
  await page.getByRole('link', { name: 'Flows', exact: true }).first().click();
  await page.getByRole('link', { name: 'hello', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('hello');
  await expect.poll(() => lost.length).toBeGreaterThan(0);
  isAway = false;
  const loaded = () =>
    page.evaluate(() => [...document.styleSheets].map(({ href }) => href && new URL(href).pathname));
  await expect.poll(loaded).toEqual(expect.arrayContaining([...new Set(lost)]));
});

test('an execution is found by the part of its id that the screens show', async ({ page, world }) => {
  const id = await world.execute('hello');
  await page.goto('/flows');
  await expect(page.getByRole('link', { name: 'hello', exact: true })).toBeVisible();
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: /Jump to/ }).fill(id.slice(0, 8));
  await page.getByRole('option', { name: new RegExp(id) }).click();
  await expect(page).toHaveURL(new RegExp(id));
});
