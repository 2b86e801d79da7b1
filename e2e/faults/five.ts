import { createFaultWorld, type FaultWorld, until } from './world';

/** What all these tests do: 200 executions of five tasks, while something dies. */
export const EXECUTIONS = 200;
export const TASKS = 5;
const FLOW = `id: five
namespace: test
tasks:
${Array.from({ length: TASKS }, (_, n) => `  - id: t${n}\n    type: io.kestra.plugin.core.debug.Return\n    format: "{{ task.id }}"\n`).join('')}`;

export const LIMIT_MS = 180_000;

/** Runs a test in a world of its own; not at all, and loudly, where it needs a Redis that the machine has not. */
export async function withWorld(
  options: Parameters<typeof createFaultWorld>[0],
  run: (world: FaultWorld) => Promise<void>,
): Promise<void> {
  const world = await createFaultWorld(options);
  if (!world) {
    process.stderr.write(
      'SKIPPED: this machine has no redis-server, so the Redis driver is not tested here.\n',
    );
    return;
  }
  try {
    await world.saveFlow(FLOW);
    await run(world);
  } finally {
    await world.close();
  }
}

/** How many executions have ended. */
export async function ended(world: FaultWorld): Promise<number> {
  const [row] = await world.query<{ count: number }>(
    'SELECT count(*)::int AS count FROM executions WHERE ended_at IS NOT NULL',
  );
  return row?.count ?? 0;
}

export async function untilAllEnded(world: FaultWorld): Promise<void> {
  await until('all executions ended', async () => {
    const [row] = await world.query<{ open: boolean }>(
      'SELECT EXISTS (SELECT 1 FROM executions WHERE ended_at IS NULL) AS open',
    );
    return row?.open === false;
  });
}
