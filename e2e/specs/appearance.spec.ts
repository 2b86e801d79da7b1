import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { everyInput, failing, failingOutput, hello, slow, withInputs } from '../world/flows';
import { expect, test } from '../world/test';

let finished = '';
let withOutputs = '';
let failed = '';
let failedTask = '';

test.beforeAll(async ({ world }) => {
  await world.saveFlow(hello);
  await world.saveFlow(withInputs);
  await world.saveFlow(slow('looked-at', { lines: 30, tries: 2 }));
  finished = await world.execute('looked-at');
  await world.saveFlow(everyInput);
  await world.saveFlow(failingOutput);
  const data = 'kestra:///e2e/every-input/executions/none/inputs/data/table.csv';
  const inputs = { title: 'Report', place: 'small-north', password: 'correct horse', data };
  withOutputs = await world.execute('every-input', { inputs });
  failed = await world.execute('failing-output');
  await world.saveFlow(failing);
  failedTask = await world.execute('failing', { inputs: { name: 'Ada' } });
});

const screens: {
  name: string;
  path: () => string;
  prepare?: (page: Page) => Promise<void>;
  shows: string | RegExp;
}[] = [
  { name: 'flows', path: () => '/flows', shows: 'with-inputs' },
  { name: 'flow', path: () => '/flows/e2e/with-inputs', shows: 'Who is greeted' },
  { name: 'flow source', path: () => '/flows/e2e/hello?tab=source', shows: 'Hello from the browser' },
  { name: 'flow executions', path: () => '/flows/e2e/looked-at?tab=executions', shows: 'Success' },
  { name: 'flow revisions', path: () => '/flows/e2e/hello?tab=revisions', shows: 'Hello from the browser' },
  { name: 'new flow', path: () => '/flows/new', shows: 'my-first-flow' },
  {
    name: 'execute dialog',
    path: () => '/flows/e2e/with-inputs',
    prepare: (page) => page.getByRole('button', { name: 'Execute' }).click(),
    shows: 'Labels and cURL',
  },
  { name: 'flow with every input', path: () => '/flows/e2e/every-input', shows: 'The summary' },
  {
    name: 'execute dialog with every input',
    path: () => '/flows/e2e/every-input',
    prepare: async (page) => {
      await page.getByRole('button', { name: 'Execute' }).click();
      await page.getByRole('combobox', { name: 'place' }).waitFor();
    },
    shows: 'Labels and cURL',
  },
  {
    name: 'execute dialog with errors',
    path: () => '/flows/e2e/every-input',
    prepare: async (page) => {
      await page.getByRole('button', { name: 'Execute' }).click();
      await page.getByRole('dialog').getByLabel('options').fill('{');
      await page.getByRole('dialog').getByRole('button', { name: 'Execute' }).click();
      await page.getByRole('dialog').getByText('A value is needed').first().waitFor();
    },
    shows: 'Labels and cURL',
  },
  { name: 'executions', path: () => '/executions', shows: 'looked-at' },
  { name: 'execution', path: () => `/executions/${finished}`, shows: 'State history' },
  { name: 'gantt', path: () => `/executions/${finished}?tab=gantt`, shows: '3 task runs' },
  { name: 'logs', path: () => `/executions/${finished}?tab=logs`, shows: 'before 1' },
  { name: 'logs by task', path: () => `/executions/${finished}?tab=logs&view=tasks`, shows: 'before 1' },
  {
    name: 'execution with outputs',
    path: () => `/executions/${withOutputs}`,
    shows: 'Report in small-north',
  },
  { name: 'failed outputs', path: () => `/executions/${failed}`, shows: 'Why it failed' },
  { name: 'failed execution', path: () => `/executions/${failedTask}`, shows: 'Why it failed' },
  {
    name: 'question before a deletion',
    path: () => `/executions/${failedTask}`,
    prepare: async (page) => {
      await page.getByRole('button', { name: 'More about this execution' }).click();
      await page.getByRole('menuitem', { name: 'Delete execution' }).click();
    },
    shows: 'Delete this execution?',
  },
  {
    name: 'editor with problems and offers',
    path: () => '/flows/e2e/hello/edit',
    prepare: async (page) => {
      await page.getByRole('region', { name: 'Problems' }).getByText('No problems').waitFor();
      await page.getByRole('textbox', { name: 'Source of the flow' }).click();
      await page.keyboard.press('Control+End');
      await page.keyboard.type('wrong: 1\nla');
      await page.getByRole('listbox').waitFor();
    },
    shows: 'Unsaved changes',
  },
  {
    name: 'comparison after a conflict',
    path: () => '/flows/new',
    prepare: async (page) => {
      await page.getByRole('region', { name: 'Problems' }).getByText('No problems').waitFor();
      await page.getByRole('textbox', { name: 'Source of the flow' }).click();
      await page.keyboard.press('Control+a');
      await page.keyboard.insertText(`${hello}# more\n`);
      await page.keyboard.press('Control+s');
      await page.getByRole('textbox', { name: /^Stored text/ }).waitFor();
    },
    shows: 'A flow of this name exists',
  },
  {
    name: 'expression',
    path: () => `/executions/${withOutputs}?tab=expression`,
    prepare: (page) => evaluated(page, '{{ inputs.title | upper }} {{ outputs }}', 'REPORT'),
    shows: 'Step by step',
  },
  {
    name: 'expression that fails',
    path: () => `/executions/${withOutputs}?tab=expression`,
    prepare: (page) => evaluated(page, '{{ inputs.titel }}', 'Unable to find'),
    shows: 'Step by step',
  },
  { name: 'not found', path: () => '/executions/nothing', shows: '404' },
];

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme, contextOptions: { reducedMotion: 'reduce' } });
    for (const screen of screens) {
      test(`${screen.name} is accessible and fits wide and narrow windows`, async ({ page }) => {
        await page.goto(screen.path());
        await screen.prepare?.(page);
        for (const width of [1440, 390]) {
          await page.setViewportSize({ width, height: 860 });
          await expect(page.getByText(screen.shows).filter({ visible: true }).first()).toBeVisible();
          await atRest(page);
          expect(await violations(page), `${width} px`).toEqual([]);
          const excess = await page.evaluate(
            () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
          );
          expect(excess, `pixels wider than ${width}`).toBeLessThanOrEqual(0);
        }
      });
    }
  });
}

/**
 * A screen has several queries. Execute is disabled until that of the flow has answered, which may be after what the test looks
 * for, and axe would read a button's colours while they change.
 */
async function atRest(page: Page): Promise<void> {
  for (const button of await page.getByRole('button', { name: 'Execute', exact: true }).all())
    await expect(button).toBeEnabled();
  await page.evaluate(async () => {
    const ending = document
      .getAnimations()
      .filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity);
    await Promise.allSettled(ending.map(({ finished }) => finished));
  });
}

async function evaluated(page: Page, expression: string, shows: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Expression' }).fill(expression);
  await page.getByRole('button', { name: 'Evaluate', exact: true }).click();
  await page.getByText(shows).first().waitFor();
}

/** What axe finds against WCAG 2.1 A and AA, with the elements. */
async function violations(page: Page): Promise<string[]> {
  const found = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'])
    .analyze();
  return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join('\n')}`);
}

test.describe('the theme', () => {
  test.use({ colorScheme: 'dark' });

  test('follows the system from the first paint, and remembers a choice', async ({ page }) => {
    await page.goto('/flows', { waitUntil: 'commit' });
    await page.waitForFunction(() => document.body !== null);
    const root = page.locator('html');
    await expect(root).toHaveAttribute('data-mantine-color-scheme', 'dark');
    // Rows come from the script: from here on buttons answer.
    await expect(page.getByRole('link', { name: 'with-inputs' })).toBeVisible();
    await page
      .getByRole('button', { name: /System theme/ })
      .first()
      .click();
    await expect(root).toHaveAttribute('data-mantine-color-scheme', 'light');
    await page.reload();
    await expect(root).toHaveAttribute('data-mantine-color-scheme', 'light');
    await expect(page.getByRole('button', { name: /Light theme/ }).first()).toBeVisible();
  });
});
