import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseFlow } from '@headrace/flow';
import { describe, expect, test } from 'vitest';
import { taskCatalogue } from './index';

/** Flows of Kestra's own tests, beside the repository. They are not ours to keep here. */
const FOLDER = join(import.meta.dirname, '../../../../shared/conformance/flows');

/** Flows that must be refused, with the reasons; every other one must parse. */
const REFUSED: Readonly<Record<string, readonly string[]>> = {
  'dag-notexist-task.yaml': [
    'tasks[0].tasks[1].dependsOn[0]: dag: Not existing task id in dependency: taskX. Did you mean `task1`?',
  ],
  'duplicate-inputs.yaml': ['inputs[1].id: Duplicate input with name [first_input]'],
  'duplicate-parallel.yaml': [
    'tasks[1].tasks[3].tasks[0].tasks[0].tasks[0].tasks[0].id: Duplicate task id with name [t3]',
  ],
  'inputs-bad-type.yaml': ['inputs[0].type: Invalid type: FOO'],
  'invalid-property.yaml': ['tasks[0].invalid: Unknown property `invalid`'],
  'invalid-task.yaml': [
    'listeners[0].tasks[0].type: Invalid type: io.kestra.plugin.core.debug.MissingOne',
    'tasks[0].type: Invalid type: io.kestra.plugin.core.debug.MissingTwo',
    'errors[0].type: Invalid type: io.kestra.plugin.core.debug.MissingThree',
  ],
  'listener.yaml': ['listeners[0].tasks: must not be empty', 'listeners[1].tasks: must not be empty'],
  'switch-invalid.yaml': ['tasks[0]: impossible: No task defined, neither cases or default have any tasks'],
  'system-labels.yaml': [
    'labels["system.label"]: System labels can only be set by Kestra itself, offending label: system.label=system_key',
    'labels["system.id"]: System labels can only be set by Kestra itself, offending label: system.id=id',
    'tasks[0].id: Missing required property `id`',
  ],
  'workingdirectory-invalid.yaml': [
    'tasks[0].tasks[1].type: impossible: Only runnable tasks are allowed as children of a WorkingDirectory task',
  ],
  'workingdirectory-no-tasks.yaml': ["tasks[0].tasks: impossible: The 'tasks' property cannot be empty"],
};

const files = existsSync(FOLDER)
  ? readdirSync(FOLDER, { recursive: true, encoding: 'utf8' }).filter((file) => /\.ya?ml$/.test(file))
  : [];

if (files.length === 0) process.stderr.write('\nSKIPPED: the flows of the conformance suite are not there\n');

describe.skipIf(files.length === 0)('the flows of the conformance suite', () => {
  test('are all there', () => {
    const names = files.map((file) => file.split(/[\\/]/).at(-1));
    expect(names).toEqual(expect.arrayContaining(Object.keys(REFUSED)));
    expect(files.length).toBeGreaterThanOrEqual(132);
  });

  test.each(files.sort())('%s', (file) => {
    const name = file.split(/[\\/]/).at(-1) ?? '';
    const parsed = parseFlow(readFileSync(join(FOLDER, file), 'utf8'), taskCatalogue);
    const errors = parsed.issues
      .filter(({ severity }) => severity === 'error')
      .map(({ path, message }) => `${path}: ${message}`);
    expect(errors).toEqual(REFUSED[name] ?? []);
    expect(parsed.ok).toBe(!(name in REFUSED));
  });
});
