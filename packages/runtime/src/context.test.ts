import { render } from '@headrace/expression';
import { createMemoryStorage } from '@headrace/storage';
import { describe, expect, test } from 'vitest';
import { type ContextRequest, expressionContext } from './context';
import { expressionFunctions } from './functions';
import { inputFileKey } from './file/address';

const OWNER = { namespace: 'company.team', flowId: 'f', executionId: 'e1' };

const EXECUTION: ContextRequest['execution'] = {
  id: 'e1',
  namespace: 'company.team',
  flowId: 'f',
  flowRevision: 3,
  originalId: 'e1',
  createdAt: '2026-11-01T10:00:00.000Z',
  state: 'RUNNING',
};

/** What a template of a task gives, in an execution without task runs. */
async function rendered(template: string, place?: ContextRequest['place']): Promise<string> {
  const ports = {
    database: { pool: undefined as never, close: async () => undefined },
    settings: { envs: { name: 'env' }, globals: { name: 'global' } },
  } as unknown as Parameters<typeof expressionContext>[0];
  const context = await expressionContext(ports, {
    flow: { variables: { v: null } },
    execution: EXECUTION,
    facts: async () => ({ inputs: null, labels: [], trigger: null }),
    templates: [template],
    reveal: (value) => value,
    place,
  });
  return render(template, context);
}

function placeIn(value: string | null, values: readonly string[]): ContextRequest['place'] {
  return {
    task: { id: 't', type: 'some.Task' },
    taskRun: { id: 'r1', path: ['r0'], value, values, startedAt: null },
    attemptsCount: 0,
  };
}

describe('the variables of an execution', () => {
  test.each([
    ['{{ execution.id }} {{ execution.state }} {{ execution.originalId }}', 'e1 RUNNING e1'],
    ['{{ flow.namespace }}.{{ flow.id }} {{ flow.revision }}', 'company.team.f 3'],
    ['{{ envs.name }} {{ globals.name }} {{ vars.v }}|', 'env global |'],
    ['{{ parents is defined }}', 'false'],
  ])('%s', async (template, printed) => {
    expect(await rendered(template)).toBe(printed);
  });

  test.each([
    ['outside of loops', null, [], '{{ parents }} {{ parent is defined }}', '[] false'],
    ['in a loop', 'a', ['a'], '{{ parents }} {{ taskrun.value }}', '[] a'],
    ['beside a loop', null, ['a'], '{{ parent.taskrun.value }} {{ taskrun.value is defined }}', 'a false'],
    [
      'in loops',
      'c',
      ['a', 'b', 'c'],
      '{{ parents }} {{ parent.taskrun.value }}',
      '[{"taskrun":{"value":"b"}},{"taskrun":{"value":"a"}}] b',
    ],
  ])('of a task %s: the loops around it, nearest first', async (_where, value, values, template, printed) => {
    expect(await rendered(template, placeIn(value, values))).toBe(printed);
  });
});

describe('the functions of files', () => {
  const storage = createMemoryStorage();
  const functions = expressionFunctions(
    { storage, secrets: { find: () => undefined }, newId: () => 'id' },
    { owners: [OWNER], reveal: (secret) => secret },
  );

  test('a name without a scheme is a file of the namespace, which has none', async () => {
    expect(await render('{{ fileExists("nope") }} {{ fileExists("/a/b.txt") }}', {}, { functions })).toBe(
      'false false',
    );
    await expect(render('{{ read("nope") }}', {}, { functions })).rejects.toThrow(
      "There is no file 'nope' in the namespace 'company.team'.",
    );
    await expect(render('{{ fileSize("nope") }}', {}, { functions })).rejects.toThrow('There is no file');
  });

  test('an address is a file of the execution', async () => {
    const key = inputFileKey(OWNER, 'f', 'a.txt');
    await storage.put(key, Buffer.from('hello'));
    const template = `{{ read('kestra:///${key}') }} {{ fileExists('kestra:///${key}') }} {{ fileExists('kestra:///${key}x') }}`;
    expect(await render(template, {}, { functions })).toBe('hello true false');
    await expect(render('{{ fileExists("kestra:///other/x") }}', {}, { functions })).rejects.toThrow(
      "didn't belong",
    );
    await expect(render('{{ fileExists("https://a/b") }}', {}, { functions })).rejects.toThrow(
      'is not the address',
    );
  });
});
