import { expect, test } from 'vitest';
import { expectPromisesKept } from './checker';
import { LIMIT_MS, single } from './flows';
import type { History } from './history';
import { ended, held, until, withWorld, workerIds } from './world';

const SLEEPS = 8;
const SHORT = 20;
/** It lets attempts under way go on for five seconds; the rest is for a busy machine. */
const STOP_LIMIT_MS = 15_000;

test(
  'a worker that is asked to stop hands back what takes long, and another one runs it under the same number',
  { timeout: LIMIT_MS },
  () =>
    withWorld({}, async (world) => {
      await world.saveFlow(single('long', 'type: io.kestra.plugin.core.flow.Sleep, duration: PT1M'));
      const acknowledged = await world.startExecutions('long', SLEEPS);
      const [leaving] = await workerIds(world);
      await until('the worker holds all', async () => (await held(world, leaving)).length === SLEEPS);
      const other = await world.addWorker();
      await other.start();

      const askedAtMs = performance.now();
      expect(await world.worker.stop()).toEqual({ code: 0, signal: null });
      const stoppedAfterMs = performance.now() - askedAtMs;
      expect(stoppedAfterMs).toBeLessThan(STOP_LIMIT_MS);
      const [successor, ...more] = await workerIds(world);
      expect(more).toEqual([]);
      expect(successor).not.toBe(leaving);
      await until('the other worker holds all', async () => (await held(world, successor)).length === SLEEPS);
      const takenAfterMs = performance.now() - askedAtMs - stoppedAfterMs;
      tell(`stopped after ${seconds(stoppedAfterMs)}, all taken over ${seconds(takenAfterMs)} later`);

      const history = await expectPromisesKept(world, {
        acknowledged,
        taskRuns: 1,
        repeats: 'none',
        releases: SLEEPS,
        isOpenAllowed: true,
      });
      for (const id of acknowledged)
        expect(storyOf(history, id)).toEqual([
          ['attemptStarted', 1, leaving],
          ['attemptReleased', 1, null],
          ['attemptStarted', 1, successor],
        ]);
    }),
);

test(
  'a worker that is asked to stop finishes short tasks, and hands nothing back',
  { timeout: LIMIT_MS },
  () =>
    withWorld({}, async (world) => {
      await world.saveFlow(single('short', 'type: io.kestra.plugin.core.flow.Sleep, duration: PT1.5S'));
      const acknowledged = await world.startExecutions('short', SHORT);
      await until(
        'the worker holds all',
        async () => (await held(world)).length + (await ended(world)) === SHORT,
      );
      expect(await world.worker.stop()).toEqual({ code: 0, signal: null });
      await expectPromisesKept(world, { acknowledged, taskRuns: 1, repeats: 'none' });
      expect(await workerIds(world)).toEqual([]);
    }),
);

/** What happened to the attempts of an execution. */
function storyOf({ events }: History, executionId: string) {
  return events
    .filter((event) => event.executionId === executionId && event.kind.startsWith('attempt'))
    .map(({ kind, attempt, workerId }) => [kind, attempt, workerId]);
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}

function tell(what: string): void {
  process.stderr.write(`drain: ${what}\n`);
}
