import { expect, test } from 'vitest';
import { expectPromisesKept } from './checker';
import { LIMIT_MS, single } from './flows';
import { ended, type FaultWorld, until, withWorld } from './world';

const BACKLOG = 5_000;
/** So many are run; the rest is for the bench. */
const RUN = 500;
const PLACES = 4;
/** Jobs on the queue at any moment. A worker that sends what waits again and again would put thousands there. */
const MOST_JOBS = 64;
/** Without looking further than at each hint or each two seconds, four places would need four minutes. */
const RUN_LIMIT_MS = 120_000;

test(
  `${BACKLOG} attempts that nobody was told of are run at full speed, and the queue stays short`,
  { timeout: LIMIT_MS },
  () =>
    withWorld({ concurrency: PLACES, isWorkerStarted: false }, async (world) => {
      await world.saveFlow(single('one', 'type: io.kestra.plugin.core.debug.Return, format: x'));
      const first = await world.startExecution('one');
      await multiply(world, first, BACKLOG);

      const startedAtMs = performance.now();
      await world.worker.start();
      let mostJobs = 0;
      await until(
        'enough of the backlog was run',
        async () => {
          mostJobs = Math.max(mostJobs, await jobs(world));
          return (await ended(world)) > RUN;
        },
        RUN_LIMIT_MS,
      );
      const ranMs = performance.now() - startedAtMs;
      const fresh = await world.startExecution('one');
      await world.worker.stop();
      process.stderr.write(
        `backlog: ${Math.round((RUN / ranMs) * 1000)} executions/s, start of the worker included; ${mostJobs} jobs at most\n`,
      );
      expect(mostJobs).toBeLessThanOrEqual(MOST_JOBS);
      const { executions } = await expectPromisesKept(world, {
        acknowledged: [first, fresh],
        taskRuns: 1,
        repeats: 'none',
        // What a claim that was under way brought to a worker that stops.
        releases: PLACES,
        isOpenAllowed: true,
      });
      expect(executions).toHaveLength(BACKLOG + 1);
    }),
);

/** Makes as many executions of one that waits, as if their hints had been lost. */
async function multiply(world: FaultWorld, id: string, count: number): Promise<void> {
  const copies = (table: string, fields: string, where = 'execution_id') =>
    world.query(
      `INSERT INTO ${table} SELECT (jsonb_populate_record(r, jsonb_build_object(${fields}))).*
       FROM ${table} r, generate_series(1, $2::int) AS n WHERE r.${where} = $1`,
      [id, count - 1],
    );
  // Ids that are different and as long as real ones.
  const copy = (column: string) => `left(md5(r.${column} || n), 22)`;
  await copies('executions', `'id', ${copy('id')}, 'original_id', ${copy('id')}`, 'id');
  await copies(
    'task_runs',
    `'id', ${copy('id')}, 'execution_id', ${copy('execution_id')}, 'scope_id', ${copy('execution_id')}`,
  );
  await copies(
    'attempts',
    `'id', ${copy('id')}, 'execution_id', ${copy('execution_id')}, 'task_run_id', ${copy('task_run_id')}`,
  );
  await copies('events', `'execution_id', ${copy('execution_id')}, 'task_run_id', ${copy('task_run_id')}`);
}

/** How many jobs BullMQ has at the moment. */
async function jobs(world: FaultWorld): Promise<number> {
  const [row] = await world.query<{ count: number }>('SELECT count(*)::int AS count FROM headrace_queue.job');
  return row?.count ?? 0;
}
