import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ApiWorld, createApiWorld } from './api.world';
import { loadSamples } from './samples';

let world: ApiWorld;
beforeAll(async () => {
  world = await createApiWorld();
});
afterAll(() => world.close());

const FOLDER = fileURLToPath(new URL('../samples', import.meta.url));

test('every sample runs to its good end', async () => {
  await loadSamples(world.runtime, FOLDER);
  const { json } = await world.graphql('{ flows { edges { node { namespace flowId } } } }');
  const flows = json.data.flows.edges.map(
    ({ node }: { node: { namespace: string; flowId: string } }) => node,
  );
  expect(flows.map(({ flowId }: { flowId: string }) => flowId)).toContain('hello-world');
  await Promise.all(
    flows.map(async ({ namespace, flowId }: { namespace: string; flowId: string }) => {
      const started =
        flowId === 'webhook'
          ? await world.get(`/api/v1/executions/webhook/${namespace}/webhook/change-this-key?a=b`, {
              method: 'POST',
              body: 'hi',
            })
          : await world.get(`/api/v1/executions/${namespace}/${flowId}`, { method: 'POST' });
      const { text } = await world.get(`/api/v1/executions/${started.json.id}/follow`);
      expect(text, flowId).toContain('"current":"SUCCESS"');
    }),
  );
});

test('they are loaded only into an empty store', async () => {
  await world.runtime.deleteFlow('company.team', 'hello-world');
  await loadSamples(world.runtime, FOLDER);
  expect((await world.runtime.flow('company.team', 'hello-world')).kind).toBe('notFound');
});
