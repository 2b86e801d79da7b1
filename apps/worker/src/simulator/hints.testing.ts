import type { Bus, Nudge } from '@headrace/bus';
import type { Consumer, ConsumeOptions, Queue } from '@headrace/queue';
import type { Random } from './random.testing';
import { type Owner, ownerOf, type Schedule } from './schedule.testing';
import type { Weather } from './weather.testing';

/** Attempt ids that one job carries. */
const IDS_PER_JOB = 16;

interface Taker {
  readonly owner: Owner;
  readonly handler: (attemptIds: readonly string[]) => Promise<void>;
  readonly options: ConsumeOptions;
  busy: number;
  isClosed: boolean;
  idle: (() => void)[];
}

/** The queue that all processes share: what is on it is lost, doubled, late, and goes to anybody. */
export class HintStore {
  private readonly owner = ownerOf('queue');
  private readonly takers: Taker[] = [];
  private readonly jobs: (readonly string[])[] = [];

  constructor(
    private readonly schedule: Schedule,
    private readonly random: Random,
    private readonly weather: Weather,
  ) {}

  queueOf(owner: Owner): Queue {
    return {
      driver: 'simulated',
      dispatch: (attemptIds) =>
        new Promise((resolve) => {
          if (owner.isDead) return;
          for (let from = 0; from < attemptIds.length; from += IDS_PER_JOB)
            this.send(attemptIds.slice(from, from + IDS_PER_JOB));
          this.schedule.at(owner, this.weather.latency(), resolve);
        }),
      consume: (handler, options) => this.take(owner, handler, options),
      close: async () => {},
    };
  }

  private send(job: readonly string[]): void {
    const { random, weather, schedule } = this;
    const { lostHint, doubledHint, lateHint } = weather.climate;
    const times = random.chance(lostHint) ? 0 : random.chance(doubledHint) ? 2 : 1;
    for (let time = 0; time < times; time += 1) {
      const lateMs = random.chance(lateHint) ? random.between(0, 20_000) : 0;
      schedule.at(this.owner, weather.latency() + lateMs, () => {
        this.jobs.push(job);
        this.pump();
      });
    }
  }

  private take(owner: Owner, handler: Taker['handler'], options: ConsumeOptions): Consumer {
    const taker: Taker = { owner, handler, options, busy: 0, isClosed: false, idle: [] };
    this.takers.push(taker);
    return {
      ready: () => new Promise((resolve) => void this.schedule.at(owner, this.weather.latency(), resolve)),
      close: async () => {
        taker.isClosed = true;
        if (taker.busy > 0) await new Promise<void>((resolve) => taker.idle.push(resolve));
      },
    };
  }

  private pump(): void {
    while (this.jobs.length > 0) {
      const free = this.takers.filter(
        ({ owner, busy, isClosed, options }) => !owner.isDead && !isClosed && busy < options.concurrency,
      );
      if (free.length === 0) return;
      const job = this.jobs.shift();
      if (job) this.give(this.random.pick(free), job);
    }
  }

  private give(taker: Taker, job: readonly string[]): void {
    const { owner, handler, options } = taker;
    taker.busy += 1;
    this.schedule.at(owner, this.weather.latency(), () => {
      const done = () => {
        taker.busy -= 1;
        if (taker.busy === 0) for (const wake of taker.idle.splice(0)) wake();
        // The store learns of it in its own time.
        this.schedule.at(this.owner, 0, () => this.pump());
      };
      handler(job).then(done, (error: Error) => {
        options.onError(error);
        done();
      });
    });
  }
}

/** Notes what is said: whether a nudge arrives is nobody's business here, whether it is true is. */
export function notingBus(owner: Owner, note: (nudges: readonly Nudge[]) => void): Bus {
  return {
    driver: 'simulated',
    publish: (nudges) => {
      if (!owner.isDead) note(nudges);
    },
    subscribe: () => () => undefined,
    flush: async () => {},
    close: async () => {},
  };
}
