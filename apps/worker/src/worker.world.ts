import { createRuntimeWorld, type RuntimeWorld, type RuntimeWorldOptions } from '@headrace/runtime/world';
import { startWorker } from './worker';

/** A runtime and a worker in this process, on a database of their own. */
export interface WorkerWorld extends RuntimeWorld {
  /** Runs a flow to its end and answers everything that is stored about it. */
  run(source: string, inputs?: Record<string, unknown>): ReturnType<typeof stored>;
}

export async function createWorkerWorld(options?: RuntimeWorldOptions): Promise<WorkerWorld> {
  const world = await createRuntimeWorld(options);
  const worker = await startWorker({ runtime: world.runtime, concurrency: 10 });
  return {
    ...world,
    async run(source, inputs = {}) {
      const ended = withResolvers();
      let executionId = '';
      // The nudge says when to look; what is stored says whether it is so.
      const look = async () => {
        if (executionId === '') return;
        const { rows } = await world.pool.query('SELECT ended_at FROM executions WHERE id = $1', [
          executionId,
        ]);
        if (rows[0]?.ended_at) ended.resolve();
      };
      const unsubscribe = world.runtime.bus.subscribe({ topic: 'executions' }, () => void look());
      executionId = await world.start(source, inputs);
      await look();
      await ended.promise;
      unsubscribe();
      return stored(world, executionId);
    },
    async close() {
      await worker.stop();
      await world.close();
    },
  };
}

async function stored({ runtime }: RuntimeWorld, executionId: string) {
  const { prisma } = runtime.database;
  const execution = await prisma.execution.findUniqueOrThrow({
    where: { id: executionId },
    include: {
      taskRuns: {
        include: { attempts: { orderBy: { number: 'asc' } }, outputs: { orderBy: { attempt: 'asc' } } },
        orderBy: { id: 'asc' },
      },
      events: { orderBy: { seq: 'asc' } },
    },
  });
  const lines = await prisma.logLine.findMany({ where: { executionId }, orderBy: { position: 'asc' } });
  const taskRuns = execution.taskRuns.map(({ outputs, ...taskRun }) => ({
    ...taskRun,
    outputs: outputs.at(-1)?.outputs ?? null,
  }));
  return { execution: { ...execution, taskRuns }, lines };
}

function withResolvers() {
  let resolve = () => {};
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}
