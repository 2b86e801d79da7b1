import { describe, expect, test } from 'vitest';
import { expectPromisesKept } from './checker';
import { LIMIT_MS, MIXED, MIXED_ENDS, RESTING_TASKS, resting } from './flows';
import type { Program } from './process';
import {
  type FaultWorld,
  held,
  heldByTheDead,
  SHORT_LEASE_MS,
  until,
  untilAllEnded,
  withWorld,
  workerIds,
} from './world';

const SLEEPS = 30;
const SHORT = 20;
/** What is promised is ten seconds; the rest is for a busy machine. */
const RECOVERY_LIMIT_MS = 40_000;
/** The api's own limit for a start is five seconds, for a statement eight. */
const ANSWER_LIMIT_MS = 20_000;

/** Two flows in one world: `mixed` leaves outputs, `resting` none. */
const PLAIN = MIXED.slice(0, MIXED.indexOf('outputs:'));
const TASK_RUNS = [RESTING_TASKS, MIXED_ENDS.taskRuns];

interface Outage {
  readonly how: string;
  readonly forMs: number;
  readonly options: { readonly ownPostgres?: boolean; readonly proxied?: boolean };
  begin(world: FaultWorld): Promise<void>;
  end(world: FaultWorld): Promise<void>;
}

const silence = {
  how: 'the network swallows everything',
  options: { proxied: true },
  begin: async (world: FaultWorld) => {
    // One that looks for dead workers has just asked, and the answer is found when the network is back: by then all leases are over.
    await world.worker.proxy?.silenceAt((sent) => sent.includes('headrace_lost_workers'));
    world.programs.forEach(({ proxy }) => proxy?.silence());
  },
  end: async (world: FaultWorld) => world.programs.forEach(({ proxy }) => proxy?.resume()),
};
const stop = {
  how: 'its server is dead',
  options: { ownPostgres: true },
  begin: async (world: FaultWorld) => world.postgres?.kill(),
  end: async (world: FaultWorld) => world.postgres?.restart(),
};
const OUTAGES: readonly Outage[] = [
  { ...silence, forMs: 60_000 },
  { ...stop, forMs: 12_000 },
  { ...silence, forMs: 12_000 },
];

describe.concurrent('a database that is away for longer than the lease', () => {
  test.each(OUTAGES)(
    'because $how, for $forMs ms: nothing is lost, nothing is repeated, and work goes on after it',
    {
      timeout: LIMIT_MS,
    },
    ({ how, forMs, options, begin, end }) =>
      withWorld(options, async (world) => {
        const other = await world.addWorker();
        await other.start();
        await until('the workers are old enough to say of others that they are gone', async () => {
          const rows = await world.query(
            `SELECT 1 FROM workers WHERE started_at + $1 * interval '1 ms' < clock_timestamp()`,
            [world.leaseMs + 2_000],
          );
          return rows.length === 2;
        });
        await world.saveFlow(resting('PT6S'));
        await world.saveFlow(PLAIN);
        const acknowledged = await world.startExecutions('resting', SLEEPS);
        expect(acknowledged).toHaveLength(SLEEPS);
        await until('all sleep', async () => (await held(world)).length >= SLEEPS);
        const before = await workerIds(world);
        // Short ones are under way when it begins.
        const short = world.startExecutions('mixed', SHORT);
        await until('short ones run', async () => (await held(world)).length > SLEEPS);

        await begin(world);
        const overAtMs = performance.now() + forMs;
        let slowestMs = 0;
        let refused = 0;
        // Starts that wait while it begins belong to it.
        acknowledged.push(...(await short));
        while (performance.now() < overAtMs) {
          const askedAtMs = performance.now();
          const answer = await world.startExecution('resting').catch(() => null);
          const leftMs = overAtMs - performance.now();
          // One that is answered at the very end may be acknowledged.
          if (answer !== null) acknowledged.push(answer);
          else refused += 1;
          if (leftMs > 0) slowestMs = Math.max(slowestMs, performance.now() - askedAtMs);
          await pause(Math.min(500, Math.max(0, leftMs)));
        }
        await end(world);

        const backAtMs = performance.now();
        await until(
          'the api serves again',
          async () => acknowledged.push(await world.startExecution('resting')) > 0,
        );
        const servesAfterMs = performance.now() - backAtMs;
        await until('work goes on', async () => {
          const rows = await world.query(
            `SELECT 1 FROM attempts WHERE state = 'SUCCEEDED' AND ended_at > clock_timestamp() - interval '1 s'`,
          );
          return rows.length > 0;
        });
        const goesOnAfterMs = performance.now() - backAtMs;
        await untilAllEnded(world, RECOVERY_LIMIT_MS * 2);
        const allEndedAfterMs = performance.now() - backAtMs;
        process.stderr.write(
          `outage (${how}, ${forMs / 1000} s): ${refused} starts refused, the slowest answer took ${seconds(slowestMs)}; ` +
            `after the return the api served after ${seconds(servesAfterMs)}, work went on after ${seconds(goesOnAfterMs)}, ` +
            `all (with a sleep of 6 s) had ended after ${seconds(allEndedAfterMs)}\n`,
        );
        expect(refused).toBeGreaterThan(0);
        expect(slowestMs).toBeLessThan(ANSWER_LIMIT_MS);
        expect(servesAfterMs).toBeLessThan(RECOVERY_LIMIT_MS);
        expect(goesOnAfterMs).toBeLessThan(RECOVERY_LIMIT_MS);
        // Nobody died, so nobody was given up.
        expect(await workerIds(world)).toEqual(before);
        const { attempts, events } = await expectPromisesKept(world, {
          acknowledged,
          taskRuns: TASK_RUNS,
          repeats: 'none',
          // A claim that was stored, and whose answer came too late: nobody has run it.
          releases: CLAIMS_UNDER_WAY,
        });
        const starts = events.filter(({ kind }) => kind === 'attemptStarted').length;
        expect(starts - attempts.length).toBeLessThanOrEqual(CLAIMS_UNDER_WAY);
      }),
  );
});

/** Two workers, each with a look and two hints under way, of a handful attempts each. */
const CLAIMS_UNDER_WAY = 2 * 3 * 16;

test(
  'a worker whose connections are silent for longer than its lease is given up, writes nothing when it wakes, and comes back',
  { timeout: LIMIT_MS },
  () =>
    withWorld({ proxied: true, leaseMs: SHORT_LEASE_MS }, async (world) => {
      await world.saveFlow(resting('PT2S'));
      const acknowledged = await world.startExecutions('resting', SLEEPS);
      const [isolated = ''] = await workerIds(world);
      await until('it holds attempts', async () => (await held(world, isolated)).length > 5);
      world.worker.proxy?.silence();
      const heldInSilence = await heldByTheDead(world);
      expect(heldInSilence.length).toBeGreaterThan(0);
      const other = await world.addWorker();
      await other.start();
      await untilAllEnded(world);
      const lost = await world.query<{ workerId: string }>(
        `SELECT DISTINCT worker_id AS "workerId" FROM attempts WHERE state = 'LOST'`,
      );
      expect(lost).toEqual([{ workerId: isolated }]);
      const written = await writtenBy(world, isolated);

      world.worker.proxy?.resume();
      await until('it is back under a new name', async () => (await workerIds(world)).length === 2);
      expect(await workerIds(world)).not.toContain(isolated);
      await other.stop();
      const [renamed = ''] = await workerIds(world);
      const more = await world.startExecutions('resting', 5);
      expect(more).toHaveLength(5);
      await untilAllEnded(world);
      const { events } = await expectPromisesKept(world, {
        acknowledged: [...acknowledged, ...more],
        taskRuns: RESTING_TASKS,
        repeats: heldInSilence,
      });
      const runners = new Set(
        events.flatMap(({ executionId, workerId }) => (more.includes(executionId) ? (workerId ?? []) : [])),
      );
      expect([...runners]).toEqual([renamed]);
      expect(await writtenBy(world, isolated)).toEqual(written);
    }),
);

/** The rows of the attempts of a worker, whoever wrote them last. */
function writtenBy(world: FaultWorld, workerId: string): Promise<object[]> {
  return world.query('SELECT * FROM attempts WHERE worker_id = $1 ORDER BY id', [workerId]);
}

const CUTS = 40;
const CUT_EXECUTIONS = 60;
/** What one claim may take. */
const PLACES = 32;
const CUT_REQUESTS = ['headrace_commit', 'headrace_claim', 'headrace_append', 'headrace_load'];

test(
  `connections that are cut ${CUTS} times and more after a commit or a claim was executed, before its answer: nothing is lost or doubled`,
  { timeout: LIMIT_MS },
  () =>
    withWorld({ proxied: true }, async (world) => {
      await world.saveFlow(MIXED);
      let cuts = 0;
      let isOver = false;
      const cutOn = async (program: Program) => {
        while (!isOver) {
          await program.proxy?.cutAfter(
            (sent) => !isOver && Math.random() < 0.3 && CUT_REQUESTS.some((name) => sent.includes(name)),
          );
          cuts += 1;
        }
      };
      void cutOn(world.api);
      void cutOn(world.worker);
      const acknowledged: string[] = [];
      let asked = 0;
      while (cuts < CUTS) {
        asked += CUT_EXECUTIONS;
        const ids = await world.startExecutions('mixed', CUT_EXECUTIONS);
        acknowledged.push(...ids);
        await untilAllEnded(world);
      }
      isOver = true;
      const { executions } = await expectPromisesKept(world, {
        acknowledged,
        ...MIXED_ENDS,
        repeats: 'none',
        // A claim that was cut again and again until its time was over.
        releases: PLACES,
      });
      // A start that is tried again is the same start.
      expect(executions.length).toBeLessThanOrEqual(asked);
      process.stderr.write(`outage: ${cuts} answers cut off in ${executions.length} executions\n`);
    }),
);

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}
