import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createSchemaWorld, type SchemaWorld } from '../schema.world';

let world: SchemaWorld;
let executionId: string;

beforeAll(async () => {
  world = await createSchemaWorld();
  await world.runtime.saveFlow(`id: f
namespace: playground
variables: { greeting: Hello }
inputs: [{ id: name, type: STRING }]
tasks: [{ id: a, type: io.kestra.plugin.core.debug.Return, format: x }]
`);
  const started = await world.runtime.startExecution({
    namespace: 'playground',
    flowId: 'f',
    inputs: { name: 'Ada' },
  });
  if (started.kind !== 'started') throw new Error(started.kind);
  executionId = started.executionId;
});
afterAll(() => world.close());

const EVALUATE = `query ($executionId: String!, $taskRunId: String, $expression: String!) {
  evaluateExpression(executionId: $executionId, taskRunId: $taskRunId, expression: $expression) {
    result error { message line column candidates } trace { text line column value error }
  }
}`;

const evaluate = async (expression: string, more: object = {}) =>
  (await world.ask(EVALUATE, { executionId, expression, ...more })).evaluateExpression;

describe('evaluateExpression', () => {
  test('renders with what the execution has, and tells every step', async () => {
    const evaluation = await evaluate('{{ vars.greeting ~ ", " ~ (inputs.name | upper) }}!');
    expect(evaluation).toMatchObject({ result: 'Hello, ADA!', error: null });
    expect(evaluation.trace).toContainEqual({
      text: 'inputs.name | upper',
      line: 1,
      column: 28,
      value: 'ADA',
      error: null,
    });
  });

  test('says where and why an expression fails, with the names that would have been possible', async () => {
    const evaluation = await evaluate('ok\n{{ inputs.nam }}');
    expect(evaluation).toMatchObject({
      result: null,
      error: {
        line: 2,
        message: expect.stringContaining('Unable to find `nam`'),
        candidates: ['name'],
      },
    });
  });

  test('sees what a task run sees, where one is named', async () => {
    expect((await evaluate('{{ taskrun.id }}')).error.message).toContain('Unable to find `taskrun`');
    const [taskRun] = await world.runtime.database.prisma.taskRun.findMany({ where: { executionId } });
    expect(
      await evaluate('{{ task.id }} {{ taskrun.attemptsCount }}', { taskRunId: taskRun?.id }),
    ).toMatchObject({
      result: 'a 0',
    });
  });

  test('of an unknown execution or task run is null', async () => {
    expect(await evaluate('x', { executionId: 'nobody' })).toBeNull();
    expect(await evaluate('x', { taskRunId: 'nobody' })).toBeNull();
  });

  test('a hostile expression ends with an error', async () => {
    const evaluation = await evaluate(
      '{% for a in range(1, 90000) %}{% for b in range(1, 90000) %}x{% endfor %}{% endfor %}',
    );
    expect(evaluation.result).toBeNull();
    expect(evaluation.error.message).not.toBe('');
  });
});
