import { everyInput, failingOutput } from '../world/flows';
import { expect, test } from '../world/test';
import type { Page } from '@playwright/test';

test.use({ timezoneId: 'Europe/Berlin' });

test.beforeAll(async ({ world }) => {
  await world.saveFlow(everyInput);
  await world.saveFlow(failingOutput);
});

async function openForm(page: Page) {
  await page.goto('/flows/e2e/every-input');
  await page.getByRole('button', { name: 'Execute' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByLabel('Title')).toBeFocused();
  return dialog;
}

test('a flow with every type of input is executed, with a file and a secret', async ({ page, world }) => {
  const dialog = await openForm(page);
  // What the server renders stands in for a field that is left empty.
  await expect(dialog.getByLabel('name')).toHaveAttribute('placeholder', 'SMALL');
  await dialog.getByLabel('Title').fill('Report');
  await dialog.getByLabel('copies').fill('3');
  await dialog.getByLabel('ratio').fill('0.25');
  await dialog.getByRole('radiogroup', { name: 'urgent' }).getByText('true').click();
  await dialog.getByRole('combobox', { name: 'place' }).click();
  await page.getByRole('option', { name: 'small-south' }).click();
  await dialog.getByLabel('colour').fill('mauve');
  await dialog.getByRole('combobox', { name: 'legacy' }).click();
  await page.getByRole('option', { name: 'TWO' }).click();
  await dialog.getByRole('combobox', { name: 'tags' }).click();
  await page.getByRole('option', { name: 'weekly' }).click();
  await page.keyboard.press('Escape');
  await dialog.getByLabel('numbers').fill('[4, 5]');
  await dialog.getByLabel('start').fill('2024-07-01T10:00');
  await expect(dialog.getByText('UTC+02:00')).toBeVisible();
  await dialog.getByLabel('day').fill('2024-02-29');
  await dialog.getByLabel('hour').fill('09:30');
  await dialog.getByLabel('limit').fill('PT1H30M');
  await expect(dialog.getByText('= 1 h 30 min')).toBeVisible();
  const table = Buffer.from('a,b\n1,2\n');
  await dialog
    .locator('input[type=file]')
    .setInputFiles({ name: 'my table.csv', mimeType: 'text/csv', buffer: table });
  await expect(dialog.getByRole('button', { name: 'data my table.csv 8 bytes' })).toBeVisible();
  await dialog.getByLabel('settings').fill('key: [1, two]');
  await dialog.getByLabel('link').fill('https://example.com/x');
  await dialog.getByLabel('mail').fill('ada@example.com');
  await dialog.getByLabel('password', { exact: true }).fill('correct horse');
  await dialog.getByRole('button', { name: 'Labels and cURL' }).click();
  const curl = dialog.getByLabel('The same call as a cURL line');
  await expect(curl).toContainText("-F 'data=@my table.csv'");
  await expect(curl).toContainText("--form-string 'password=******'");
  await expect(curl).toContainText('--form-string \'tags=["weekly"]\'');
  await page.keyboard.press('Control+Enter');

  await page.waitForURL(/\/executions\/[0-9A-Za-z]{22}$/);
  await expect(page.locator('header [data-state]')).toHaveAttribute('data-state', 'SUCCESS');
  const id = new URL(page.url()).pathname.split('/').at(-1) ?? '';
  const { execution } = await world.graphql<{ execution: { inputs: Record<string, unknown> } }>(
    'query ($id: String!) { execution(executionId: $id) { inputs } }',
    { id },
  );
  expect(execution.inputs).toEqual({
    title: 'Report',
    copies: 3,
    ratio: 0.25,
    urgent: true,
    kind: 'small',
    place: 'small-south',
    colour: 'mauve',
    legacy: 'TWO',
    tags: ['weekly'],
    numbers: [4, 5],
    start: '2024-07-01T08:00:00Z',
    day: '2024-02-29',
    hour: '09:30',
    // In seconds.
    limit: 5400,
    data: expect.stringMatching(/^kestra:\/\/\/.*\.csv$/),
    options: { deep: [1, 2] },
    settings: { key: [1, 'two'] },
    link: 'https://example.com/x',
    mail: 'ada@example.com',
    password: '******',
    name: 'SMALL',
  });

  const outputs = page.getByRole('region', { name: 'Outputs' });
  await expect(outputs).toContainText('Report in small-south');
  await expect(outputs).toContainText('secret, masked: ******');
  const download = page.waitForEvent('download');
  await outputs.getByRole('link', { name: /^kestra:/ }).click();
  expect((await download).suggestedFilename()).toBe('my table.csv');
  await expect(page.getByText('correct horse')).toHaveCount(0);
});

test('an input appears when what it depends on holds, and keeps its value while it is hidden', async ({
  page,
}) => {
  const dialog = await openForm(page);
  await expect(dialog.getByRole('combobox', { name: 'place' })).toBeVisible();
  await expect(dialog.getByLabel('pages')).toHaveCount(0);
  await dialog.getByLabel('large').click();
  await dialog.getByLabel('pages').fill('12');
  await dialog.getByLabel('small').click();
  await expect(dialog.getByLabel('pages')).toHaveCount(0);
  await dialog.getByRole('button', { name: 'Labels and cURL' }).click();
  await expect(dialog.getByLabel('The same call as a cURL line')).not.toContainText('pages');
  await dialog.getByLabel('large').click();
  await expect(dialog.getByLabel('pages')).toHaveValue('12');
});

test('a list that an expression gives follows what it reads', async ({ page }) => {
  const dialog = await openForm(page);
  const place = dialog.getByRole('combobox', { name: 'place' });
  await place.click();
  await expect(page.getByRole('option')).toHaveText(['small-north', 'small-south']);
  await page.keyboard.press('Escape');
  await dialog.getByLabel('large').click();
  await expect(dialog.getByLabel('pages')).toBeVisible();
  await place.click();
  await expect(page.getByRole('option')).toHaveText(['large-north', 'large-south']);
});

test('the latest answer wins, however late an older one comes', async ({ page }) => {
  const dialog = await openForm(page);
  await expect(dialog.getByRole('combobox', { name: 'place' })).toBeVisible();
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  const isAbout = (kind: string, body: string | null) => body?.includes(`"kind":"${kind}"`) ?? false;
  await page.route('**/graphql', async (route) => {
    if (isAbout('large', route.request().postData())) await held;
    // The page may have given the question up.
    await route.continue().catch(() => {});
  });
  const asked = page.waitForRequest((request) => isAbout('large', request.postData()));
  await dialog.getByLabel('large').click();
  await asked;
  const answered = page.waitForResponse((response) => isAbout('small', response.request().postData()));
  await dialog.getByLabel('small').click();
  await answered;
  release();
  await page.unrouteAll({ behavior: 'wait' });
  await dialog.getByLabel('copies').fill('4');
  await page.waitForResponse((response) => response.request().postData()?.includes('"copies":4') ?? false);
  await expect(dialog.getByLabel('pages')).toHaveCount(0);
});

test('a file that the server does not take is refused at its field, and what was filled in stays', async ({
  page,
}) => {
  const dialog = await openForm(page);
  await dialog.getByLabel('Title').fill('Report');
  await dialog.getByRole('combobox', { name: 'place' }).click();
  await page.getByRole('option', { name: 'small-north' }).click();
  const file = { name: 'empty.csv', mimeType: 'text/csv', buffer: Buffer.alloc(0) };
  await dialog.locator('input[type=file]').setInputFiles(file);
  await dialog.getByRole('button', { name: 'Execute' }).click();
  await expect(dialog.getByText("Can't upload file: empty.csv")).toBeVisible();
  await expect(dialog.getByRole('button', { name: /^data empty.csv/ })).toBeFocused();
  await expect(dialog.getByLabel('Title')).toHaveValue('Report');
  await dialog.getByRole('button', { name: 'Clear data' }).click();
  await expect(dialog.getByText("Can't upload file: empty.csv")).toHaveCount(0);
  await expect(dialog.getByText('Choose a file')).toBeVisible();
});

test('what is wrong is said when a field was left, not before, and no click is lost to it', async ({
  page,
}) => {
  const dialog = await openForm(page);
  const copies = dialog.getByLabel('copies');
  const checked = page.waitForResponse(
    (response) => response.request().postData()?.includes('"copies":90') ?? false,
  );
  await copies.fill('90');
  await checked;
  await expect(copies).not.toHaveAttribute('aria-invalid', 'true');
  await page.keyboard.press('Tab');
  await expect(copies).toHaveAttribute('aria-invalid', 'true');
  await expect(dialog.getByText('It must be at most 20')).toBeVisible();
  await copies.fill('9007199254740993');
  await page.keyboard.press('Tab');
  await expect(copies).toHaveValue('9007199254740993');
  await expect(dialog.getByText('the number is too large')).toBeVisible();
  await copies.evaluate((field) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text', '1.5e1');
    field.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  });
  await expect(copies).toHaveValue('15');
  await expect(copies).not.toHaveAttribute('aria-invalid', 'true');

  // The focus goes from a field that will complain to the button: the first click counts.
  await dialog.getByLabel('Title').focus();
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await expect(dialog).toHaveCount(0);
});

test('a text grows with its lines, and Enter starts as long as it has one', async ({ page }) => {
  const dialog = await openForm(page);
  const title = dialog.getByLabel('Title');
  const oneLine = (await title.boundingBox())?.height ?? 0;
  await page.keyboard.type('first');
  await page.keyboard.press('Shift+Enter');
  await page.keyboard.type('second');
  await expect(title).toHaveValue('first\nsecond');
  await expect.poll(async () => (await title.boundingBox())?.height ?? 0).toBeGreaterThan(oneLine + 10);
  await title.fill('one line');
  await page.keyboard.press('Enter');
  // The place is missing.
  await expect(dialog.getByRole('combobox', { name: 'place' })).toBeFocused();
});

test('why outputs failed is said on the overview and in the log, as the word of the execution', async ({
  page,
  world,
}) => {
  const id = await world.execute('failing-output');
  await page.goto(`/executions/${id}`);
  await expect(page.getByRole('region', { name: 'Why it failed' })).toContainText(
    'Failed to render output values',
  );
  await page.getByRole('link', { name: 'Error logs' }).click();
  const line = page.locator('[data-level=ERROR]').filter({ hasText: 'Failed to render output values' });
  await expect(line).toContainText('execution');
  await page.getByRole('radiogroup', { name: 'Order' }).getByText('By task').click();
  await expect(page.getByRole('button', { name: /^execution/ })).toBeVisible();
});
