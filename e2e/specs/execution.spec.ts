import { failing, hello, manyTasks } from '../world/flows';
import { expect, test } from '../world/test';

test.beforeAll(async ({ world }) => {
  await world.saveFlow(hello);
  await world.saveFlow(failing);
});

test('a failed execution says first why it failed', async ({ page, world }) => {
  const id = await world.execute('failing', { inputs: { name: 'Ada' } });
  await page.goto(`/executions/${id}`);
  const why = page.getByRole('region', { name: 'Why it failed' });
  await expect(why).toContainText('Task load failed at attempt 2');
  await expect(why).toContainText('Unable to find nothing');
  const runs = page.getByRole('region', { name: 'Task runs' });
  await expect(runs.getByRole('button').first()).toContainText('load');
  await expect(runs.getByRole('button').first()).toHaveAttribute('aria-expanded', 'true');
  // Above everything else of the page.
  const [top, below] = await Promise.all([why.boundingBox(), runs.boundingBox()]);
  expect(top?.y).toBeLessThan(below?.y ?? 0);

  await why.getByRole('link', { name: 'Error logs' }).click();
  await expect(page).toHaveURL(/tab=logs&task=\w+&level=ERROR/);
  await expect(page.getByRole('log')).toContainText('nothing');
  await expect(page.getByRole('log')).not.toContainText('Getting ready');
});

test('what failed beyond the first hundred task runs is in sight, and all can be reached', async ({
  page,
  world,
}) => {
  await world.saveFlow(manyTasks(130));
  const id = await world.execute('many-tasks');
  await page.goto(`/executions/${id}`);
  await expect(page.locator('header [data-state]')).toHaveAttribute('data-state', 'FAILED');
  const runs = page.getByRole('region', { name: 'Task runs' });
  await expect(runs.getByRole('button').first()).toContainText('task-130');
  await expect(runs).toContainText('100 of 130');
  await page.mouse.move(600, 500);
  await page.mouse.wheel(0, 20_000);
  await expect(runs.getByRole('button', { name: /task-129/ })).toBeVisible();
  await expect(runs).not.toContainText('of 130');
});

test('it runs again with what it was given, but for the secret', async ({ page, world }) => {
  const id = await world.execute('failing', { inputs: { name: 'Ada', times: 7, password: 'hidden' } });
  await page.goto(`/executions/${id}`);
  await page.getByRole('button', { name: 'Run again' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByLabel('name')).toHaveValue('Ada');
  await expect(dialog.getByLabel('times')).toHaveValue('7');
  await expect(dialog.getByLabel('password').first()).toHaveValue('');
  await dialog.getByLabel('name').fill('Grace');

  // What was filled in is not thrown away by a key.
  await page.keyboard.press('Escape');
  await expect(dialog.getByText('Close the form?')).toBeVisible();
  await dialog.getByRole('button', { name: 'Keep filling in' }).click();
  await dialog.getByRole('button', { name: 'Execute' }).click();
  await page.waitForURL((url) => /\/executions\/\w+$/.test(url.pathname) && !url.pathname.endsWith(id));
  const inputs = page.getByRole('region', { name: 'Inputs' });
  await expect(inputs).toContainText('Grace');
  await expect(inputs).toContainText('7');
});

test('an execution is deleted after a question', async ({ page, world }) => {
  const id = await world.execute('failing', { inputs: { name: 'Ada' } });
  await page.goto(`/executions/${id}`);
  await expect(page.locator('header [data-state]')).toHaveAttribute('data-state', 'FAILED');
  const remove = async () => {
    await page.getByRole('button', { name: 'More about this execution' }).click();
    await page.getByRole('menuitem', { name: 'Delete execution' }).click();
  };
  const dialog = page.getByRole('dialog', { name: 'Delete this execution?' });
  await remove();
  await expect(dialog).toContainText('This cannot be undone');
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await expect(dialog).toBeHidden();
  await remove();
  await dialog.getByRole('button', { name: 'Delete execution' }).click();
  await expect(page).toHaveURL(/\/executions$/);
  await page.goto(`/executions/${id}`);
  await expect(page.getByText('404')).toBeVisible();
});

test('a flow is deleted after a question, and its executions stay', async ({ page, world }) => {
  await world.saveFlow(hello.replace('id: hello', 'id: short-lived'));
  const id = await world.execute('short-lived');
  await page.goto('/flows/e2e/short-lived');
  await page.getByRole('button', { name: 'More about this flow' }).click();
  await page.getByRole('menuitem', { name: 'Delete flow' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete flow' }).click();
  await expect(page).toHaveURL(/\/flows$/);
  await expect(page.getByRole('link', { name: 'hello', exact: true })).toBeVisible();
  await expect(page.getByRole('link', { name: 'short-lived', exact: true })).toHaveCount(0);
  await page.goto(`/executions/${id}`);
  await expect(page.getByRole('region', { name: 'Task runs' })).toContainText('greet');
});

test('a very long log line is folded', async ({ page, world }) => {
  await world.saveFlow(
    `id: long-line\nnamespace: e2e\ntasks:\n  - id: log\n    type: io.kestra.plugin.core.log.Log\n    message: "{{ range(1, 20000) }} \\e[31mend"\n`,
  );
  const id = await world.execute('long-line');
  await page.goto(`/executions/${id}?tab=logs`);
  const log = page.getByRole('log');
  await expect(log.getByRole('button', { name: 'Show more' })).toBeVisible();
  expect((await log.innerText()).length).toBeLessThan(6_000);
  await log.getByRole('button', { name: 'Show more' }).click();
  await expect.poll(async () => (await log.innerText()).length).toBeGreaterThan(30_000);
});
