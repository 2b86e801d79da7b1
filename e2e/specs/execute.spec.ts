import { hello, withInputs } from '../world/flows';
import { expect, test } from '../world/test';

test.beforeAll(async ({ world }) => {
  await world.saveFlow(hello);
  await world.saveFlow(withInputs);
});

test('a flow is found, executed, and ends before the reader’s eyes', async ({ page }) => {
  await page.goto('/');
  await page.getByRole('textbox', { name: 'Search flows' }).fill('hello');
  await page.getByRole('table').getByRole('link', { name: 'hello', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('hello');
  await page.getByRole('button', { name: 'Execute' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Execute' }).click();

  await page.waitForURL(/\/executions\/[0-9A-Za-z]{22}$/);
  await expect(page.locator('header [data-state]')).toHaveAttribute('data-state', 'SUCCESS');
  await page.getByRole('tab', { name: 'Logs' }).click();
  await expect(page.getByRole('log')).toContainText('Hello from the browser');
  await expect(page.getByText('Complete: 1 line')).toBeVisible();
});

test('what the server refuses is shown at its field, and the rest is kept', async ({ page }) => {
  await page.goto('/flows/e2e/with-inputs');
  await page.getByRole('button', { name: 'Execute' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByLabel('times')).toHaveValue('2');
  await dialog.getByLabel('times').fill('9');
  await dialog.getByRole('button', { name: 'Execute' }).click();

  // The name is missing and the number is too large: both fields say so, the first one has the focus.
  await expect(dialog.getByLabel('Your name')).toHaveAttribute('aria-invalid', 'true');
  await expect(dialog.getByLabel('times')).toHaveAttribute('aria-invalid', 'true');
  await expect(dialog.getByLabel('Your name')).toBeFocused();

  await dialog.getByLabel('Your name').fill('Ada');
  await dialog.getByLabel('times').fill('3');
  await dialog.getByText('false', { exact: true }).click();
  await dialog.getByRole('button', { name: 'Labels and cURL' }).click();
  await expect(dialog.getByLabel('The same call as a cURL line')).toContainText("'name=Ada'");
  await dialog.getByRole('button', { name: 'Add a label' }).click();
  await dialog.getByLabel('Label 1, key').fill('from');
  await dialog.getByLabel('Label 1, value').fill('browser');
  await page.keyboard.press('Control+Enter');

  await page.waitForURL(/\/executions\//);
  await expect(page.locator('header [data-state]')).toHaveAttribute('data-state', 'SUCCESS');
  const inputs = page.getByRole('region', { name: 'Inputs' });
  await expect(inputs).toContainText('Ada');
  await expect(inputs).toContainText('3');
  await expect(inputs).toContainText('false');
  await expect(page.getByRole('region', { name: 'Details' })).toContainText('browser');
});

test('the keyboard alone leads from the list to an execution', async ({ page }) => {
  await page.goto('/flows?q=hello&namespace=e2e');
  await expect(page.getByRole('table').getByRole('link', { name: 'hello', exact: true })).toBeVisible();
  const tabTo = async (name: string) => {
    for (let presses = 0; presses < 40; presses += 1) {
      await page.keyboard.press('Tab');
      const focused = await page.evaluate(() => document.activeElement?.textContent?.trim());
      if (focused === name) return;
    }
    throw new Error(`Tab never reaches ${name}`);
  };
  await tabTo('hello');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('hello');
  await expect(page.getByRole('button', { name: 'Execute' })).toBeEnabled();
  await tabTo('Execute');
  await page.keyboard.press('Enter');
  // The dialog is there before it has the focus; a key that is pressed in between goes to the page behind it.
  await expect(page.getByRole('dialog').getByRole('button', { name: 'Execute' })).toBeFocused();
  await page.keyboard.press('Control+Enter');
  await page.waitForURL(/\/executions\//);
  await expect(page.locator('header [data-state]')).toHaveAttribute('data-state', 'SUCCESS');
});

test('Ctrl+K jumps to a flow', async ({ page }) => {
  await page.goto('/executions');
  await expect(page.getByRole('heading', { name: 'Executions' })).toBeVisible();
  await page.keyboard.press('Control+k');
  const box = page.getByRole('combobox', { name: 'Jump to a flow, page or execution' });
  await box.fill('with-inp');
  await expect(page.getByRole('option', { name: /with-inputs/ })).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('with-inputs');
});

test('unknown ids and addresses answer with a page that leads on', async ({ page }) => {
  for (const path of ['/executions/0000000000000000000000', '/flows/e2e/no-such-flow', '/nowhere']) {
    await page.goto(path);
    await expect(page.getByText('404')).toBeVisible();
    await expect(page.getByRole('link', { name: 'All flows' })).toBeVisible();
  }
});
