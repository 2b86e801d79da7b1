import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type InputPorts, parseFlow, resolveInputs } from '@headrace/flow';
import { describe, expect, test } from 'vitest';
import { taskCatalogue } from './index';

/** Kestra's own cases about inputs, without the server: their flow has tasks that cannot run yet. */
const FOLDER = join(import.meta.dirname, '../../../../shared/conformance');
const FLOW = 'core/src/test/resources/flows/valids/inputs.yaml';

interface InputCase {
  readonly name: string;
  readonly flow: string;
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly expect: { readonly bodyContains?: readonly string[]; readonly executionInputs?: object };
}

const isThere = existsSync(join(FOLDER, 'cases.jsonl'));
const cases: readonly InputCase[] = isThere
  ? readFileSync(join(FOLDER, 'cases.jsonl'), 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as InputCase)
      .filter(({ name, flow }) => flow === FLOW && name.startsWith('inputs-'))
  : [];

const ports: InputPorts = {
  render: () => Promise.reject(new Error('none of these inputs has an expression')),
  renderText: () => Promise.reject(new Error('none of these inputs has an expression')),
  encrypt: async (plain) => ({ encrypted: plain.length }),
};

/** A file of a case, as the address under which it would be stored. */
function stored(value: unknown): unknown {
  return typeof value === 'object' && value !== null && '$file' in value ? 'kestra:///test/file' : value;
}

describe.skipIf(!isThere)('the inputs of the conformance suite', () => {
  test('are all there', () => expect(cases.length).toBeGreaterThanOrEqual(12));

  test.each(cases)('$name', async ({ inputs, expect: expected }) => {
    const parsed = parseFlow(readFileSync(join(FOLDER, 'flows', FLOW), 'utf8'), taskCatalogue);
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.issues));
    const sent = Object.fromEntries(Object.entries(inputs).map(([id, value]) => [id, stored(value)]));
    const resolved = await resolveInputs(parsed.flow.inputs, sent, ports);
    if (resolved.ok) {
      expect(expected.bodyContains).toBeUndefined();
      expect(resolved.values).toMatchObject(expected.executionInputs ?? {});
    } else {
      const told = resolved.issues.map(({ input, message }) => `${input}: ${message}`).join('; ');
      for (const text of expected.bodyContains ?? ['to be taken']) expect(told).toContain(text);
    }
  });
});
