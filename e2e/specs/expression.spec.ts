import { slow, withInputs } from '../world/flows';
import { expect, test } from '../world/test';

test.beforeAll(async ({ world }) => {
  await world.saveFlow(withInputs);
  await world.saveFlow(slow('tried-out', { lines: 1, tries: 2 }));
});

test('an expression is evaluated with what the execution has, step by step', async ({ page, world }) => {
  const id = await world.execute('with-inputs', { inputs: { name: 'Ada' } });
  await page.goto(`/executions/${id}`);
  await page.getByRole('tab', { name: 'Expression' }).click();
  await expect(page).toHaveURL(/tab=expression/);
  const editor = page.getByRole('textbox', { name: 'Expression' });
  await editor.fill('{{ inputs.name | upper }} x {{ inputs.times + 1 }}');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('region', { name: 'Result' })).toContainText('ADA x 3');
  const steps = page.getByRole('region', { name: 'Step by step' }).getByRole('listitem');
  await expect(steps.filter({ hasText: 'inputs.name | upper' })).toContainText('"ADA"');

  await editor.fill('fine\n{{ inputs.nam }}');
  await page.getByRole('button', { name: 'Evaluate', exact: true }).click();
  const failure = page.getByRole('region', { name: 'Error' });
  await expect(failure).toContainText('Line 2');
  await expect(failure).toContainText('name');

  // What was tried stays while the reader looks elsewhere.
  await page.getByRole('tab', { name: 'Overview' }).click();
  await page.getByRole('tab', { name: 'Expression' }).click();
  await expect(editor).toHaveValue('fine\n{{ inputs.nam }}');
});

test('it sees what one task run sees, also while that has not run yet', async ({ page, world }) => {
  await world.executeWatched('tried-out', async (id) => {
    await page.goto(`/executions/${id}?tab=expression`);
    await page.getByRole('combobox', { name: 'Seen by' }).click();
    await page.getByRole('option', { name: /^before/ }).click();
    await expect(page).toHaveURL(/task=/);
    await page
      .getByRole('textbox', { name: 'Expression' })
      .fill('{{ taskrun.attemptsCount }} of {{ task.id }}');
    await page.keyboard.press('Control+Enter');
    await expect(page.getByRole('region', { name: 'Result' })).toContainText('0 of before');
  });
});
