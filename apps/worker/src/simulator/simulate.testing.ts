import type { StoredRows } from '@headrace/db/memory';
import { checkWorld } from './checks.testing';
import { BEGIN_MS } from './schedule.testing';
import { planTrouble, stopProcess } from './trouble.testing';
import { World, type WorldOptions } from './world.testing';

export interface Simulated {
  readonly seed: number;
  readonly profile: World['profile'];
  /** What the checks found; empty = nothing. */
  readonly violations: readonly string[];
  readonly rows: StoredRows;
  readonly history: readonly string[];
  readonly steps: number;
  readonly virtualMs: number;
}

/** After this long without trouble everything must have ended. */
const BOUND_MS = 30 * 60_000;
/** For what is still on its way when the last execution has ended: a commit whose caller was told of an error, say. */
const REST_MS = 10_000;

/** Lets the world of a seed run to its end, and checks it. The same seed gives the same world. */
export async function simulate(seed: number, options: WorldOptions = {}): Promise<Simulated> {
  const world = new World(seed, options);
  const { schedule, observer, profile } = world;
  await world.within(async () => {
    for (let n = 1; n <= profile.flows; n += 1) world.saveFlow(`f${n}`);
    const isOld = () => profile.isRolling && world.random.chance(0.5);
    for (let n = 0; n < profile.apis; n += 1) world.startApi();
    for (let n = 0; n < profile.workers; n += 1) world.startWorker(isOld());
    planTrouble(world);
    const untilMs = BEGIN_MS + profile.healMs + BOUND_MS;
    const isOver = () => world.isQuiet || observer.violations.length > 0;
    do {
      if (!(await schedule.run(isOver, untilMs))) {
        observer.violate(
          'P1 ends',
          `open after ${BOUND_MS / 60_000} minutes: ${[...observer.open].join(', ')}`,
        );
      }
      world.endedMs = schedule.nowMs;
      await schedule.run(() => false, schedule.nowMs + REST_MS);
    } while (!isOver());
    world.audit();
    for (const one of world.living('w')) stopProcess(world, one);
    await schedule.run(
      () => world.processes.every(({ name, isDead }) => isDead || name.startsWith('a')),
      untilMs,
    );
  });
  const rows = world.store.rows();
  checkWorld(world, rows);
  return {
    seed,
    profile,
    violations: observer.violations,
    rows,
    history: observer.history,
    steps: schedule.steps,
    virtualMs: schedule.nowMs - BEGIN_MS,
  };
}
