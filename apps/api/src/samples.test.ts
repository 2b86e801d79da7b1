import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ApiWorld, createApiWorld } from './api.world';
import { loadSamples } from './samples';

const SAMPLES = fileURLToPath(new URL('../samples', import.meta.url));

let world: ApiWorld;
const folder = mkdtempSync(join(tmpdir(), 'headrace-samples-'));
beforeAll(async () => {
  for (const file of readdirSync(SAMPLES)) {
    // A person should see the wait between two tries; a test need not.
    const text = readFileSync(join(SAMPLES, file), 'utf8').replace('interval: PT2S', 'interval: PT0.05S');
    writeFileSync(join(folder, file), text);
  }
  world = await createApiWorld();
});
afterAll(async () => {
  await world.close();
  rmSync(folder, { recursive: true, force: true });
});

test('every sample runs to its good end', async () => {
  await loadSamples(world.runtime, folder);
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
  await loadSamples(world.runtime, folder);
  expect((await world.runtime.flow('company.team', 'hello-world')).kind).toBe('notFound');
});
