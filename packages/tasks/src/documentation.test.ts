import { parseFlow } from '@headrace/flow';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import {
  conditionTypePage,
  coreConditionTypes,
  coreTaskTypes,
  coreTriggerTypes,
  flowJsonSchema,
  taskCatalogue,
  taskTypePage,
  triggerTypePage,
} from './index';

const editor = z.fromJSONSchema(flowJsonSchema() as Parameters<typeof z.fromJSONSchema>[0]);
const head = 'id: a\nnamespace: b\n';
const task = `${head}tasks:\n- id: t\n  type: io.kestra.plugin.core.log.Log\n  message: hi\n`;

describe('the JSON Schema agrees with what is read', () => {
  test.each<[string, string]>([
    ['the smallest flow', task],
    ['no tasks', head],
    ['an empty list of tasks', `${head}tasks: []\n`],
    ['an unknown property', `${task}extra: 1\n`],
    ['an unknown property of a task', `${task}  extra: 1\n`],
    ['an unknown type', task.replace('log.Log', 'log.Lag')],
    ['an older spelling', task.replace('plugin.core.log.Log', 'core.tasks.log.Log')],
    ['a number for a text', task.replace('hi', '42')],
    ['a flag in quotes', `${task}  disabled: "True"\n`],
    ['a flag in words', `${task}  disabled: maybe\n`],
    ['an expression as timeout', `${task}  timeout: "{{ inputs.t }}"\n`],
    ['a retry', `${task}  retry: { type: constant, interval: PT1S, maxAttempt: 3 }\n`],
    ['attempts in quotes', `${task}  retry: { type: constant, interval: PT1S, maxAttempt: "3" }\n`],
    ['attempts in words', `${task}  retry: { type: constant, interval: PT1S, maxAttempt: three }\n`],
    ['an unknown retry', `${task}  retry: { type: linear, interval: PT1S }\n`],
    ['a worker group', `${task}  workerGroup: { key: x }\n`],
    ['an input by its older name', `${task}inputs: [{ name: a, type: STRING }]\n`],
    ['an unknown type of input', `${task}inputs: [{ id: a, type: TEXT }]\n`],
    ['labels as a map', `${task}labels: { a: 1 }\n`],
    ['labels as a list', `${task}labels: [{ key: a, value: 1 }]\n`],
    ['labels as text', `${task}labels: a\n`],
    ['concurrency', `${task}concurrency: { limit: 1, behavior: FAIL }\n`],
    ['no concurrency', `${task}concurrency: { limit: 0 }\n`],
    [
      'tasks in tasks',
      `${head}tasks:\n- id: p\n  type: io.kestra.plugin.core.flow.Parallel\n  tasks:\n  - { id: t, type: io.kestra.plugin.core.debug.Return }\n`,
    ],
    [
      'an unknown type inside',
      `${head}tasks:\n- id: p\n  type: io.kestra.plugin.core.flow.Parallel\n  tasks:\n  - { id: t, type: io.kestra.plugin.core.debug.Retur }\n`,
    ],
    ['a webhook', `${task}triggers: [{ id: w, type: io.kestra.plugin.core.trigger.Webhook, key: k }]\n`],
    ['a webhook without key', `${task}triggers: [{ id: w, type: io.kestra.plugin.core.trigger.Webhook }]\n`],
  ])('%s', (_name, source) => {
    expect(editor.safeParse(parse(source)).success).toBe(parseFlow(source, taskCatalogue).ok);
  });
});

describe('pages', () => {
  test('every type has one, under its older spellings too', () => {
    for (const type of coreTaskTypes) {
      const page = taskTypePage(type.type) ?? '';
      expect(page).toContain(`# ${type.title}\n`);
      for (const name of Object.keys(type.schema.shape)) expect(page).toContain(`| \`${name}\``);
      for (const alias of type.aliases) expect(taskTypePage(alias)).toBe(page);
    }
    for (const { type } of coreTriggerTypes) expect(triggerTypePage(type)).toContain(type);
    for (const { type } of coreConditionTypes) expect(conditionTypePage(type)).toContain(type);
    expect(taskTypePage('none')).toBeUndefined();
  });

  test('a page', () => {
    expect(taskTypePage('io.kestra.plugin.core.flow.ForEach')).toBe(`# Tasks for each value

\`io.kestra.plugin.core.flow.ForEach\`

Runs its tasks once for every distinct value: one value after another, or \`concurrencyLimit\` at once (0 = all). The value is \`taskrun.value\`.

## Properties

| Property | Type | Expression |  |
| --- | --- | --- | --- |
| \`values\` **required** | anything | yes | A list, or a text that renders to a JSON list. |
| \`concurrencyLimit\` | whole number |  | How many values run at once: 1 by default, 0 is all. |
| \`tasks\` | list of task |  |  |
| \`errors\` | list of task |  |  |
| \`finally\` | list of task |  |  |
`);
  });
});
