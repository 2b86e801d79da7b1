import type { TracedRendering } from '@headrace/expression';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createRuntimeWorld, type RuntimeWorld } from './runtime.world';

let world: RuntimeWorld;
let executionId: string;

beforeAll(async () => {
  world = await createRuntimeWorld();
  executionId = await world.start(
    `id: f
namespace: company.team
variables: { id: 1342647857257299304, price: 1.50, list: [3, 1] }
tasks: [{ id: a, type: io.kestra.plugin.core.debug.Return, format: x }]
`,
  );
});
afterAll(() => world.close());

async function evaluated(expression: string): Promise<TracedRendering> {
  const result = await world.runtime.evaluateExpression({ executionId, expression });
  if (result.kind !== 'evaluated') throw new Error(result.kind);
  return result.rendering;
}

describe('an expression that somebody looks at', () => {
  test.each([
    ['{{ vars.id }} {{ vars.price }}', '1342647857257299304 1.5'],
    ['{{ execution.state }} {{ fileExists("nope") }}', 'RUNNING false'],
    ['{{ vars.list.size() }} {{ vars.list.first }}', '2 3'],
  ])('%s', async (expression, printed) => {
    expect(await evaluated(expression)).toMatchObject({ result: printed, error: null });
  });

  test('is traced with every digit', async () => {
    const { trace } = await evaluated('{{ vars.id }}');
    expect(trace.at(-1)).toMatchObject({ text: 'vars.id', value: 1342647857257299304n });
  });

  test.each([500_000, 2_000_000, 8_000_000])('is refused with %d characters', async (characters) => {
    const { result, error, trace } = await evaluated(`{{ [${'1,'.repeat(characters / 2)}] }}`);
    expect([result, error?.kind, trace.length]).toEqual([null, 'budget', 0]);
    expect(error?.message).toContain('more than 65536 characters');
  });
});
