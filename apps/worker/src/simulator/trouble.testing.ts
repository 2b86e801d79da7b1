import { armFailpoint, FAILPOINTS } from '@headrace/runtime';
import type { Process } from './process.testing';
import { Random } from './random.testing';
import type { World } from './world.testing';

/** What a supervisor waits for a process that was asked to stop. */
const PATIENCE_MS = 15_000;

/** Plans all that goes wrong in a world, and the moment after which nothing does. */
export function planTrouble(world: World): void {
  const { schedule, fate, profile } = world;
  const random = new Random(world.seed).fork('trouble');
  const { healMs } = profile;
  const plan = (count: number, happen: () => void) => {
    for (let n = 0; n < count; n += 1) schedule.at(fate, random.between(0, healMs), happen);
  };
  const tell = (words: string) => world.observer.tell('fate', () => words);
  const somebody = () => [...world.living('w'), ...world.living('a')];
  const toOneOf = <Item>(items: readonly Item[], happen: (one: Item) => void) => {
    if (items.length > 0) happen(random.pick(items));
  };

  plan(profile.kills, () => toOneOf(world.living(random.chance(0.8) ? 'w' : 'a'), kill));
  plan(profile.failpoints, () => {
    const at = random.pick(FAILPOINTS);
    armFailpoint(at, random.int(1, 10), () => {
      const victim = somebody().find((one) => one === schedule.current);
      if (!victim) return;
      tell(`failpoint ${at}`);
      kill(victim);
    });
  });
  plan(profile.stops, () => toOneOf(world.living('w'), stop));
  plan(profile.freezes, () =>
    toOneOf(somebody(), (victim) => {
      const ms = random.chance(0.5) ? random.between(100, 3_000) : random.between(3_000, 40_000);
      const isWhole = random.chance(0.7);
      tell(`${victim.name} is frozen for ${ms} ms, ${isWhole ? 'with' : 'without'} its keeper`);
      victim.freeze(ms, isWhole);
    }),
  );
  plan(profile.cuts, () =>
    toOneOf(somebody(), (victim) => {
      const ms = random.between(200, 25_000);
      const isSilent = random.chance(0.4);
      const isWhole = random.chance(0.6);
      tell(`${victim.name} is cut off for ${ms} ms, ${isWhole ? 'with' : 'without'} its keeper`);
      victim.cutOff({ untilMs: schedule.nowMs + ms, isSilent }, isWhole);
      // Then what it holds is handed back while others give it up.
      if (profile.name === 'handovers' && victim.name.startsWith('w') && random.chance(0.5)) stop(victim);
    }),
  );
  plan(profile.outages, () => {
    const ms = random.between(500, 30_000);
    const isSilent = random.chance(0.4);
    tell(`outage of ${ms} ms, ${isSilent ? 'silent' : 'with errors'}`);
    world.weather.beginOutage({ untilMs: schedule.nowMs + ms, isSilent });
  });
  plan(profile.jumps, () =>
    toOneOf(somebody(), (victim) => {
      const ms = random.between(-300_000, 300_000);
      tell(`the clock of ${victim.name} is off by ${ms} ms`);
      victim.jumpClock(ms);
    }),
  );
  plan(profile.edits, () => world.saveFlow(random.pick(world.flowIds)));
  plan(profile.poisons, () =>
    toOneOf([...world.observer.open], (executionId) => {
      tell(`the rows of ${executionId} cannot be read any more`);
      world.observer.poisoned.add(executionId);
    }),
  );
  for (let n = 0; n < profile.executions; n += 1)
    schedule.at(fate, random.between(0, healMs * 0.8), () => world.request(random.pick(world.flowIds)));
  for (let n = 0; n < 2; n += 1) schedule.at(fate, random.between(0, healMs * 1.5), () => world.audit());
  schedule.at(fate, healMs, heal);

  function kill(victim: Process): void {
    tell(`${victim.name} is killed`);
    victim.kill();
    schedule.at(fate, random.between(0, 10_000), () => replace(victim));
  }

  function replace({ name }: Process): void {
    if (name.startsWith('w')) world.startWorker();
    else world.startApi();
  }

  function stop(victim: Process): void {
    stopProcess(world, victim);
    schedule.at(fate, random.between(0, 5_000), () => replace(victim));
  }

  function heal(): void {
    tell('everything heals');
    world.isHealed = true;
    world.healedMs = schedule.nowMs;
    world.weather.clear();
    for (const one of world.processes) one.heal();
    // The deploy is done, and what hangs is moved on.
    const { isRolling, mayHang } = profile;
    for (const one of world.living('w')) if (isRolling || mayHang) stop(one);
    if (world.living('w').length === 0) world.startWorker();
  }
}

/** Asks a worker to stop, and ends it when it is too slow. */
export function stopProcess({ schedule, fate, observer }: World, victim: Process): void {
  observer.tell('fate', () => `${victim.name} is asked to stop`);
  victim.isStopping = true;
  schedule.at(victim, 0, () => {
    // One that has not begun to work is just ended.
    if (!victim.worker) return victim.kill();
    void victim.worker.stop().then(() => victim.kill());
  });
  schedule.at(fate, PATIENCE_MS, () => {
    if (!victim.isDead) victim.kill();
  });
}
