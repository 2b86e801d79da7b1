import { FAILPOINTS, type Failpoint } from '@headrace/runtime';
import { describe, expect, test } from 'vitest';
import { expectPromisesKept } from './checker';
import { MIXED, MIXED_ENDS, RESTING_TASKS, resting, TALKATIVE, TALKATIVE_TASKS } from './flows';
import type { End, Program } from './process';
import {
  type FaultWorld,
  held,
  heldByTheDead,
  SHORT_LEASE_MS,
  until,
  untilAllEnded,
  withWorld,
} from './world';

const EXECUTIONS = 20;
/** Worlds at the same time: a world waits most of its time for a lease. */
const LANES = 2;
/** Waiting for a lane counts, too. */
const LIMIT_MS = 600_000;
const DEATH_LIMIT_MS = 60_000;

/** What is to be run so that a failpoint is passed, and how it ends. */
interface Way {
  readonly program: 'api' | 'worker';
  readonly flow: { readonly id: string; readonly source: string };
  readonly ends: Pick<Parameters<typeof expectPromisesKept>[1], 'taskRuns' | 'outputs'>;
  /** Numbers of the passes at which it dies, one death after the other. */
  readonly passes: readonly number[];
  /** What the world has to go through until the failpoint is passed; without it, the executions are enough. */
  readonly drive?: (world: FaultWorld, armed: Program, heldByTheDead: readonly string[]) => Promise<void>;
  /** Before the armed one is started; answers the executions that it started. */
  readonly prepare?: (world: FaultWorld) => Promise<readonly string[]>;
}

const mixed = { flow: { id: 'mixed', source: MIXED }, ends: MIXED_ENDS, passes: [1, 5] } as const;
const talkative = {
  flow: { id: 'talkative', source: TALKATIVE },
  ends: { taskRuns: TALKATIVE_TASKS },
  passes: [1, 5],
} as const;
const rests = {
  flow: { id: 'resting', source: resting('PT1.5S') },
  ends: { taskRuns: RESTING_TASKS },
  passes: [1, 2],
} as const;

/** A failpoint that is new is tried with the flow that has of everything something, in a worker. */
function waysOf(failpoint: Failpoint): readonly Way[] {
  switch (failpoint) {
    case 'start.beforeCommit':
    case 'start.afterCommit':
      return [{ ...mixed, program: 'api' }];
    case 'hint.beforeDispatch':
    case 'hint.afterDispatch':
      return [
        { ...mixed, program: 'api' },
        { ...mixed, program: 'worker' },
      ];
    case 'lines.beforeAppend':
    case 'lines.afterAppend':
      return [{ ...talkative, program: 'worker' }];
    case 'signal.beforeDecision':
      // Each execution has three retries one after the other, so there are three rounds at least.
      return [{ ...mixed, program: 'worker', passes: [1, 3] }];
    case 'rescue.afterMark':
      return [{ ...rests, program: 'worker', prepare: killHolder }];
    case 'release.beforeStore':
    case 'release.afterStore':
      return [{ ...rests, program: 'worker', drive: stopAtRest }];
    default:
      return [{ ...mixed, program: 'worker' }];
  }
}

/** A worker dies with attempts in its hands, so that the next one has something to rescue. */
async function killHolder(world: FaultWorld): Promise<readonly string[]> {
  const holder = await world.addWorker();
  await holder.start();
  const acknowledged = await world.startExecutions('resting', EXECUTIONS);
  await until('the first worker holds attempts', async () => (await held(world)).length > 5);
  await holder.kill();
  return acknowledged;
}

/** A worker is asked to stop while it holds long tasks: what follows them it hands back. */
async function stopAtRest(world: FaultWorld, armed: Program, ofTheDead: readonly string[]): Promise<void> {
  await until('the tasks rest', async () => {
    const ids = await held(world);
    return ids.filter((id) => !ofTheDead.includes(id)).length >= EXECUTIONS / 2;
  });
  await armed.stop();
}

/** Dies at the failpoint, again and again, and is started unarmed at last. */
async function dieAt(failpoint: Failpoint, way: Way): Promise<void> {
  const isApi = way.program === 'api';
  const options = {
    isApiStarted: !isApi,
    isWorkerStarted: isApi,
    ...(!isApi && { leaseMs: SHORT_LEASE_MS }),
  };
  await withWorld(options, async (world) => {
    const program = world[way.program];
    if (!isApi) await world.saveFlow(way.flow.source);
    const acknowledged: string[] = [];
    const heldAtDeath: string[] = [];
    for (const pass of way.passes) {
      if (way.prepare) {
        acknowledged.push(...(await way.prepare(world)));
        heldAtDeath.push(...(await heldByTheDead(world)));
      }
      await program.startArmed(failpoint, pass);
      if (isApi) await world.saveFlow(way.flow.source);
      const starting = world.startExecutions(way.flow.id, EXECUTIONS);
      await way.drive?.(world, program, heldAtDeath);
      expect(await endOf(program, `${failpoint}:${pass}`)).toEqual({ code: null, signal: 'SIGKILL' });
      acknowledged.push(...(await starting));
      if (!isApi) heldAtDeath.push(...(await heldByTheDead(world)));
    }
    await program.start();
    const more = await world.startExecutions(way.flow.id, EXECUTIONS);
    expect(more).toHaveLength(EXECUTIONS);
    await untilAllEnded(world);
    await expectPromisesKept(world, {
      acknowledged: [...acknowledged, ...more],
      ...way.ends,
      repeats: heldAtDeath,
      releases: way.drive ? way.passes.length * EXECUTIONS * 2 : 'none',
    });
  });
}

/** A failpoint that is never passed is a finding: either the flow is not the right one, or nothing leads there any more. */
async function endOf(program: Program, failpoint: string): Promise<End> {
  let timer: NodeJS.Timeout | undefined;
  const never = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${failpoint} was not passed`)), DEATH_LIMIT_MS);
  });
  return Promise.race([program.ended, never]).finally(() => clearTimeout(timer));
}

let free = LANES;
const waiting: (() => void)[] = [];

async function inLane(run: () => Promise<void>): Promise<void> {
  if (free > 0) free -= 1;
  else await new Promise<void>((resolve) => waiting.push(resolve));
  try {
    await run();
  } finally {
    const next = waiting.shift();
    if (next) next();
    else free += 1;
  }
}

const ALL = FAILPOINTS.flatMap((failpoint) => waysOf(failpoint).map((way) => ({ failpoint, way })));

describe.concurrent('a process that dies at', () => {
  test.each(ALL)(
    '$failpoint ($way.program) loses nothing, and repeats at most what it held',
    { timeout: LIMIT_MS },
    ({ failpoint, way }) => inLane(() => dieAt(failpoint, way)),
  );
});
