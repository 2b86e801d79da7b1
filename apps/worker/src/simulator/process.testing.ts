import { withRetry } from '@headrace/db';
import {
  createRuntime,
  idSource,
  type Membership,
  noSecrets,
  type Ports,
  type Runtime,
  silentLog,
} from '@headrace/runtime';
import { createMemoryStorage } from '@headrace/storage';
import type { TaskRunner } from '@headrace/tasks/runners';
import { startWorker, type Worker } from '../worker';
import { type HintStore, notingBus } from './hints.testing';
import { type Link, type LinkEnd, linkedJournal } from './link.testing';
import type { Observer } from './observer.testing';
import { simulatedDatabase, type PoolOptions } from './pool.testing';
import type { Random } from './random.testing';
import type { Schedule } from './schedule.testing';
import type { Cut, Weather } from './weather.testing';

export interface Surroundings {
  readonly schedule: Schedule;
  readonly weather: Weather;
  readonly random: Random;
  readonly link: Link;
  readonly store: PoolOptions['store'];
  readonly shelf: PoolOptions['shelf'];
  readonly hints: HintStore;
  readonly observer: Observer;
  readonly leaseMs: number;
}

export interface ProcessOptions {
  readonly name: string;
  /** An older version of the product: it cannot read the texts of newer flows. */
  readonly isUnreadable: PoolOptions['isUnreadable'];
}

/** Something bad that was done to a process, for checks that ask whether it could have been well. */
export interface Hurt {
  readonly fromMs: number;
  readonly untilMs: number;
}

/** A process of the product in the simulator: its own runtime on its own ports. The outside is simulated, the inside is real. */
export class Process implements LinkEnd {
  readonly name: string;
  isDead = false;
  frozenUntilMs = 0;
  cut: Cut | undefined;
  readonly bornMs: number;
  diedMs: number | null = null;
  readonly hurts: Hurt[] = [];
  readonly runtime: Runtime;
  worker: Worker | undefined;
  /** Asked to stop cleanly. */
  isStopping = false;
  /** From here on it keeps no lease; its goodbye is lost where it is cut off. */
  leftMs: number | null = null;
  concurrency = 0;
  /** The thread that keeps the lease: not stopped by a loop that is busy. */
  readonly keeper: LinkEnd;
  /** How far the process's idea of the store's time is off. */
  private skewMs = 0;

  constructor(
    private readonly around: Surroundings,
    { name, isUnreadable }: ProcessOptions,
  ) {
    const { schedule, random, link, store, shelf, hints, observer, leaseMs } = around;
    this.name = name;
    this.keeper = { name: `${name}.k`, isDead: false, frozenUntilMs: 0, cut: undefined };
    this.bornMs = schedule.nowMs;
    this.synchronize();
    const clock = {
      now: () => new Date(Math.floor(schedule.nowMs + this.skewMs)),
      synchronize: () => link.call(this, async () => this.synchronize()),
    };
    const chance = random.fork(`ids of ${name}`);
    const newId = idSource(
      () => clock.now().getTime(),
      () => chance.bytes(10),
    );
    const ports: Ports = {
      connection: {},
      database: simulatedDatabase(this, { link, store, shelf, isUnreadable }),
      journal: linkedJournal(this, { link, store, observer }),
      queue: hints.queueOf(this),
      bus: notingBus(this, (nudges) => observer.nudged(nudges)),
      storage: createMemoryStorage(),
      cipher: null,
      secrets: noSecrets,
      settings: { envs: {}, globals: {} },
      clock,
      newId,
      log: silentLog,
      close: async () => {},
    };
    this.runtime = {
      ...createRuntime(ports, { leaseMs }),
      joinWorkers: (workerId, options) => this.join(ports, workerId, options),
    };
  }

  /** Begins to work. Resolves when it takes attempts. */
  async work(concurrency: number, runners: ReadonlyMap<string, TaskRunner>): Promise<void> {
    this.concurrency = concurrency;
    this.worker = await startWorker({ runtime: this.runtime, concurrency, runners });
  }

  kill(): void {
    this.isDead = true;
    this.keeper.isDead = true;
    this.diedMs ??= this.around.schedule.nowMs;
  }

  /** Nothing of it happens for a while, and then everything at once. */
  freeze(ms: number, isWhole: boolean): void {
    const untilMs = this.around.schedule.nowMs + ms;
    this.frozenUntilMs = untilMs;
    if (isWhole) this.keeper.frozenUntilMs = untilMs;
    if (isWhole) this.hurts.push({ fromMs: this.around.schedule.nowMs, untilMs });
  }

  cutOff(cut: Cut, isWhole: boolean): void {
    this.cut = cut;
    if (!isWhole) return;
    this.keeper.cut = cut;
    this.hurts.push({ fromMs: this.around.schedule.nowMs, untilMs: cut.untilMs });
  }

  jumpClock(ms: number): void {
    this.skewMs = ms;
  }

  /** What is frozen still wakes in its own time. */
  heal(): void {
    this.cut = undefined;
    this.keeper.cut = undefined;
    this.skewMs = 0;
  }

  private synchronize(): void {
    const { skewMs } = this.around.weather.climate;
    this.skewMs = skewMs === 0 ? 0 : this.around.random.between(-skewMs, skewMs);
  }

  /** As the real one with its lease thread (db/lease), on virtual time. */
  private async join(
    { journal }: Ports,
    workerId: string,
    { onLost }: { readonly onLost: (reason: string) => void },
  ): Promise<Membership> {
    const { leaseMs } = this.around;
    await withRetry(() => journal.registerWorker({ workerId, leaseMs }), { limitMs: JOIN_LIMIT_MS });
    const keeping = new Keeping(this.around, this.keeper, workerId, () => {
      // From one thread to the other.
      this.around.schedule.at(this, 0, () => onLost('the worker was given up'));
    });
    this.around.schedule.at(this.keeper, 0, () => void keeping.run());
    return {
      workerId,
      leave: async () => {
        keeping.isStopped = true;
        this.leftMs = this.around.schedule.nowMs;
        await journal.retireWorker(workerId).catch(() => undefined);
      },
    };
  }
}

const JOIN_LIMIT_MS = 30_000;

class Keeping {
  isStopped = false;

  constructor(
    private readonly around: Surroundings,
    private readonly keeper: LinkEnd,
    private readonly workerId: string,
    private readonly onLost: () => void,
  ) {}

  async run(): Promise<void> {
    const { leaseMs } = this.around;
    const { store, link, observer } = this.around;
    const journal = linkedJournal(this.keeper, { link, store, observer });
    const timeoutMs = Math.min(Math.max(leaseMs / 5, 500), 2_000);
    while (!this.isStopped) {
      let waitMs = leaseMs / 3;
      try {
        const patience = sleep(timeoutMs).then(() => Promise.reject(new Error('Query read timeout')));
        patience.catch(() => undefined);
        if (!(await Promise.race([journal.renewWorker({ workerId: this.workerId, leaseMs }), patience]))) {
          if (!this.isStopped) this.onLost();
          return;
        }
      } catch {
        waitMs = 250 + Math.random() * 250;
      }
      await sleep(waitMs);
    }
  }
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => void setTimeout(resolve, ms));
}
