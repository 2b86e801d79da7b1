import type { Page } from '@playwright/test';
import { hello } from '../world/flows';
import { expect, test } from '../world/test';

const source = (page: Page) => page.getByRole('textbox', { name: 'Source of the flow' });
const problems = (page: Page) => page.getByRole('region', { name: 'Problems' });

/** Opens the editor and waits until the text is there and has been checked. */
async function openEditor(page: Page, flowId: string): Promise<void> {
  await page.goto(`/flows/e2e/${flowId}/edit`);
  await expect(source(page)).toContainText(`id: ${flowId}`);
  await expect(problems(page)).toContainText('No problems');
}

async function typeAtEnd(page: Page, text: string): Promise<void> {
  await source(page).click();
  await page.keyboard.press('Control+End');
  await page.keyboard.type(text);
}

function named(flowId: string): string {
  return hello.replace('id: hello', `id: ${flowId}`);
}

async function revisions(world: { graphql: <Data>(query: string) => Promise<Data> }, flowId: string) {
  const { flow } = await world.graphql<{ flow: { revision: number; source: string } | null }>(
    `{ flow(namespace: "e2e", flowId: "${flowId}") { revision source } }`,
  );
  return flow;
}

test('problems are told while one types, and each leads to its line', async ({ page, world }) => {
  await world.saveFlow(named('checked'));
  await openEditor(page, 'checked');
  await typeAtEnd(page, 'surprise: 1');
  const entry = problems(page).getByRole('button').filter({ hasText: 'surprise' }).first();
  await expect(page.locator('.cm-lintRange-error').filter({ hasText: 'surprise' })).toBeVisible();
  await entry.click();
  await expect(source(page)).toBeFocused();
  // The cursor stands there: what is typed changes what was wrong.
  await page.keyboard.press('Home');
  await page.keyboard.type('# ');
  await expect(problems(page).getByRole('button').filter({ hasText: 'surprise' })).toHaveCount(0);
});

test('keys and types are completed, also while the text is broken', async ({ page, world }) => {
  await world.saveFlow(named('completed'));
  await openEditor(page, 'completed');
  await typeAtEnd(page, '  - id: second\ntype: retu');
  const offers = page.getByRole('listbox');
  await expect(offers.getByRole('option').first()).toContainText('io.kestra.plugin.core.debug.Return');
  // By the pointer: a key that comes with the list is taken for one of the text.
  await offers.getByRole('option').first().click();
  await expect(source(page)).toContainText('type: io.kestra.plugin.core.debug.Return');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Control+Space');
  await expect(offers.getByRole('option').filter({ hasText: 'format' })).toBeVisible();
  await page.keyboard.type('re');
  await expect(offers.getByRole('option').first()).toContainText('retry');
  await offers.getByRole('option').first().click();
  await expect(source(page)).toContainText('retry:');
});

test('Tab indents, and the keyboard finds its way out', async ({ page, world }) => {
  await world.saveFlow(named('indented'));
  await openEditor(page, 'indented');
  await typeAtEnd(page, '');
  await page.keyboard.press('Tab');
  await expect(source(page)).toBeFocused();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Tab');
  await expect(source(page)).not.toBeFocused();
});

test('text that is not saved is marked, and nothing throws it away', async ({ page, world }) => {
  await world.saveFlow(named('kept'));
  await page.goto('/flows');
  await page.getByRole('link', { name: 'kept', exact: true }).click();
  await page.getByRole('link', { name: 'Edit' }).click();
  await expect(problems(page)).toContainText('No problems');
  await typeAtEnd(page, '# precious');
  await expect(page.getByText('Unsaved changes')).toBeVisible();

  const dialog = page.getByRole('dialog', { name: 'Leave without saving?' });
  const ways: [string, () => Promise<unknown>][] = [
    ['the menu', () => page.getByRole('link', { name: 'Executions' }).first().click()],
    ['Cancel', () => page.getByRole('link', { name: 'Cancel' }).click()],
    ['Back', () => page.goBack()],
    [
      'the jump dialog',
      async () => {
        await page.keyboard.press('Control+k');
        await page.getByRole('combobox', { name: /Jump to/ }).fill('Executions');
        await page.keyboard.press('Enter');
      },
    ],
  ];
  for (const [way, leave] of ways) {
    await leave();
    await expect(dialog, way).toBeVisible();
    await dialog.getByRole('button', { name: 'Stay', exact: true }).last().click();
    await expect(dialog, way).toBeHidden();
    await expect(page, way).toHaveURL(/\/kept\/edit$/);
    await expect(source(page), way).toContainText('# precious');
  }

  await page.getByRole('link', { name: 'Executions' }).first().click();
  await dialog.getByRole('button', { name: 'Leave, keep a draft' }).click();
  await expect(page).toHaveURL(/\/executions$/);
  // One Back is enough, as if nothing had been asked.
  await page.goBack();
  await page.waitForURL(/\/flows\/e2e\/kept/);

  await openEditor(page, 'kept');
  await page.getByRole('region', { name: 'Draft' }).getByRole('button', { name: 'Restore' }).click();
  await expect(source(page)).toContainText('# precious');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('kept');
  expect((await revisions(world, 'kept'))?.source).toContain('# precious');

  // Saved is saved: there is no draft any more.
  await openEditor(page, 'kept');
  await expect(page.getByRole('region', { name: 'Draft' })).toHaveCount(0);
});

test('a save upon a revision of somebody else is shown beside one’s own, and decided', async ({
  page,
  world,
}) => {
  await world.saveFlow(named('shared'));
  await openEditor(page, 'shared');
  await typeAtEnd(page, '# mine');
  await world.saveFlow(`${named('shared')}# theirs\n`);
  await page.keyboard.press('Control+s');
  const dialog = page.getByRole('dialog', { name: 'The flow was changed in the meantime' });
  await expect(dialog.getByRole('textbox', { name: 'Stored text, revision 2' })).toContainText('# theirs');
  await expect(dialog.getByRole('textbox', { name: 'Your text' })).toContainText('# mine');
  expect((await revisions(world, 'shared'))?.revision).toBe(2);

  await dialog.getByRole('button', { name: 'Keep writing' }).click();
  await expect(dialog).toBeHidden();
  await page.keyboard.press('Control+s');
  await dialog.getByRole('button', { name: 'Save mine as revision 3' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('shared');
  const saved = await revisions(world, 'shared');
  expect(saved?.revision).toBe(3);
  expect(saved?.source).toContain('# mine');
});

test('the text of somebody else can be taken over, and written upon', async ({ page, world }) => {
  await world.saveFlow(named('taken'));
  await openEditor(page, 'taken');
  await typeAtEnd(page, '# mine');
  await world.saveFlow(`${named('taken')}# theirs\n`);
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('button', { name: 'Take the stored text' }).click();
  await expect(source(page)).toContainText('# theirs');
  await expect(source(page)).not.toContainText('# mine');
  await typeAtEnd(page, '# both');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('taken');
  expect((await revisions(world, 'taken'))?.source).toContain('# theirs\n# both');
});

test('another id means another flow: it is said before, and the first one stays', async ({ page, world }) => {
  await world.saveFlow(named('first-name'));
  await openEditor(page, 'first-name');
  await source(page).click();
  await page.keyboard.press('Control+Home');
  await page.keyboard.press('End');
  await page.keyboard.type('-2');
  await expect(page.getByText(/saving it makes a new flow/)).toBeVisible();
  await page.getByRole('button', { name: 'Save as a new flow' }).click();
  const dialog = page.getByRole('dialog', { name: 'Save as a new flow?' });
  await dialog.getByRole('button', { name: 'Back to the text' }).click();
  await expect(dialog).toBeHidden();
  expect(await revisions(world, 'first-name-2')).toBeNull();
  await page.getByRole('button', { name: 'Save as a new flow' }).click();
  await dialog.getByRole('button', { name: 'Save as a new flow' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('first-name-2');
  expect((await revisions(world, 'first-name'))?.revision).toBe(1);
  expect((await revisions(world, 'first-name-2'))?.revision).toBe(1);
});

test('a new flow does not take the place of one that has its name', async ({ page, world }) => {
  await world.saveFlow(named('occupied'));
  await page.goto('/flows/new');
  await expect(problems(page)).toContainText('No problems');
  await source(page).click();
  await page.keyboard.press('Control+a');
  await page.keyboard.insertText(`${named('occupied')}# newer\n`);
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('dialog', { name: 'A flow of this name exists' })).toBeVisible();
  expect((await revisions(world, 'occupied'))?.revision).toBe(1);
});

test('what is typed while it is being saved is not lost to its success', async ({ page, world }) => {
  await world.saveFlow(named('typed-on'));
  await openEditor(page, 'typed-on');
  await typeAtEnd(page, '# saved');
  // The answer to the save waits until more was typed.
  let answer = (): void => {};
  const typedMore = new Promise<void>((resolve) => {
    answer = resolve;
  });
  await page.route('**/graphql', async (route) => {
    if (route.request().postData()?.includes('FlowEditor_SaveFlow')) await typedMore;
    await route.continue();
  });
  const sent = page.waitForRequest((request) => request.postData()?.includes('FlowEditor_SaveFlow') ?? false);
  await page.keyboard.press('Control+s');
  await sent;
  await page.keyboard.type(' and more');
  answer();
  await expect(page.getByText('Saved as revision 2')).toBeVisible();
  await expect(source(page)).toContainText('# saved and more');
  await expect(page.getByText('Unsaved changes')).toBeVisible();
  await page.keyboard.press('Control+s');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('typed-on');
  expect((await revisions(world, 'typed-on'))?.source).toContain('# saved and more');
});
