import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ApiWorld, createApiWorld } from '../api.world';

let world: ApiWorld;
beforeAll(async () => {
  world = await createApiWorld();
});
afterAll(() => world.close());

test('an expression is evaluated with what a task run sees, secrets masked', async () => {
  await world.save(
    'id: evaluated\nnamespace: test\ninputs: [{ id: password, type: SECRET }]\ntasks:\n' +
      "  - { id: a, type: io.kestra.plugin.core.debug.Return, format: '{{ inputs.password }}' }\n",
  );
  const body = new FormData();
  body.set('password', 'hunter-2');
  const { json } = await world.get('/api/v1/executions/test/evaluated?wait=true', { method: 'POST', body });
  expect(json).toMatchObject({
    state: { current: 'SUCCESS' },
    inputs: { password: '******' },
    taskRunList: [{ outputs: { value: '******' } }],
  });
  const evaluate = (taskRunId: string, expression: string) =>
    world.get(`/api/v1/executions/${json.id}/eval/${taskRunId}`, {
      method: 'POST',
      headers: { 'content-type': 'text/plain' },
      body: expression,
    });
  const taskRunId: string = json.taskRunList[0].id;
  expect((await evaluate(taskRunId, '{{ task.id }} {{ inputs.password }}')).json).toEqual({
    result: 'a ******',
  });
  const failed = await evaluate(taskRunId, '{{ missing }}');
  expect([failed.status, failed.json.error]).toEqual([
    200,
    expect.stringContaining('Unable to find `missing`'),
  ]);
  expect((await evaluate('nobody', 'x')).status).toBe(404);
});
