import type { Ports, Runtime } from '@headrace/runtime';
import { CREATORS, startHeadrace } from './world';

function sequenceOf(id: string, tasks: number): string {
  const list = Array.from(
    { length: tasks },
    (_, n) => `  - id: t${n}\n    type: io.kestra.plugin.core.log.Log\n    message: hello\n`,
  );
  return `id: ${id}\nnamespace: bench\ntasks:\n${list.join('')}`;
}

/** Counts executions that ended, by the nudges of the bus, and checks the count in the store. */
async function untilAllEnded(runtime: Runtime): Promise<void> {
  const isDone = async () => {
    const { rows } = await runtime.database.pool.query<{ open: boolean }>(
      'SELECT EXISTS (SELECT 1 FROM executions WHERE ended_at IS NULL) AS open',
    );
    return rows[0]?.open === false;
  };
  await new Promise<void>((resolve, reject) => {
    let isLooking = false;
    let isNudged = false;
    const look = async (): Promise<void> => {
      isNudged = true;
      if (isLooking) return;
      isLooking = true;
      while (isNudged) {
        isNudged = false;
        if (await isDone()) {
          unsubscribe();
          resolve();
        }
      }
      isLooking = false;
    };
    const unsubscribe = runtime.bus.subscribe({ topic: 'executions' }, () => void look().catch(reject));
    void look().catch(reject);
  });
}

/** Executions of a one-task flow per second, creating them included. */
export async function oneTaskPerSecond(ports: Ports, executions: number): Promise<number> {
  const { runtime, stop } = await startHeadrace(ports);
  try {
    await runtime.saveFlow(sequenceOf('one', 1));
    await runtime.startExecution({ namespace: 'bench', flowId: 'one', inputs: {} });
    await untilAllEnded(runtime);
    const startedAtMs = performance.now();
    let left = executions;
    await Promise.all(
      Array.from({ length: CREATORS }, async () => {
        while (left > 0) {
          left -= 1;
          await runtime.startExecution({ namespace: 'bench', flowId: 'one', inputs: {} });
        }
      }),
    );
    await untilAllEnded(runtime);
    return executions / ((performance.now() - startedAtMs) / 1000);
  } finally {
    await stop();
  }
}

/** Milliseconds per task of one execution that does `tasks` tasks one after another, for each of several, one after another. */
export async function sequenceMsPerHop(ports: Ports, tasks: number, rounds: number): Promise<number[]> {
  const { runtime, stop } = await startHeadrace(ports);
  try {
    await runtime.saveFlow(sequenceOf('sequence', tasks));
    const msPerHop: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const startedAtMs = performance.now();
      await runtime.startExecution({ namespace: 'bench', flowId: 'sequence', inputs: {} });
      await untilAllEnded(runtime);
      msPerHop.push((performance.now() - startedAtMs) / tasks);
    }
    return msPerHop;
  } finally {
    await stop();
  }
}
