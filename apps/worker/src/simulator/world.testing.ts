import { createMemoryJournal, type MemoryJournal, type StoredRows } from '@headrace/db/memory';
import { disarmFailpoint } from '@headrace/runtime';
import { Contact } from '../../../../packages/runtime/src/rescue';
import { documentOf } from './document.testing';
import { patchGlobals } from './globals.testing';
import { HintStore } from './hints.testing';
import { Ledger } from './ledger.testing';
import { Link } from './link.testing';
import { Observer, type Sabotage } from './observer.testing';
import { Process, type Surroundings } from './process.testing';
import { type Profile, profileOf } from './profile.testing';
import { Random } from './random.testing';
import { scriptedRunners } from './runner.testing';
import { BEGIN_MS, ownerOf, Schedule } from './schedule.testing';
import { keyOf, type Leaf, leavesOf, NAMESPACE, randomScript, type Script } from './script.testing';
import { Weather } from './weather.testing';

export interface WorldOptions {
  /** Whether a history is written down. */
  readonly isTold?: boolean;
  readonly sabotage?: Sabotage;
}

/** An execution that was asked for. */
export interface Request {
  readonly flowId: string;
  readonly api: Process;
  readonly atMs: number;
  outcome: 'pending' | 'failed' | { readonly kind: string; readonly executionId?: string };
}

/** What was stored at a moment on the way. */
export interface Audit {
  readonly atMs: number;
  readonly rows: StoredRows;
  /** Places of the workers that were well, by process. */
  readonly places: ReadonlyMap<string, number>;
}

export const LEASE_MS = 10_000;
/** A worker that has been well for so long has looked for work. */
const WELL_MS = 5_000;

/** All that there is in one simulated world, for those who make it go wrong and those who check it. */
export class World {
  readonly random: Random;
  readonly profile: Profile;
  readonly schedule = new Schedule();
  readonly observer: Observer;
  readonly weather: Weather;
  readonly store: MemoryJournal;
  readonly ledger: Ledger;
  readonly scripts = new Map<string, Script>();
  /** By key. */
  readonly leaves = new Map<string, Leaf>();
  readonly processes: Process[] = [];
  readonly requests: Request[] = [];
  /** Keys of flows that an old process cannot read. */
  readonly newerFlows = new Set<string>();
  readonly audits: Audit[] = [];
  /** Where nobody's code runs: chance itself. */
  readonly fate = ownerOf('fate');
  isHealed = false;
  healedMs = 0;
  endedMs = 0;
  private readonly around: Surroundings;
  private readonly newest = new Map<string, number>();
  private readonly sources = new Map<string, string>();
  private names = 0;

  constructor(
    readonly seed: number,
    readonly options: WorldOptions = {},
  ) {
    const { schedule } = this;
    const chance = new Random(seed);
    this.random = chance.fork('world');
    this.profile = profileOf(seed);
    this.observer = new Observer(schedule, { isTold: options.isTold ?? false, sabotage: options.sabotage });
    this.weather = new Weather(schedule, chance.fork('weather'), this.profile.climate);
    const now = () => new Date(Math.floor(schedule.nowMs));
    this.store = createMemoryJournal({ now, startedAt: new Date(BEGIN_MS - 3_600_000) });
    this.ledger = new Ledger(schedule);
    this.around = {
      schedule,
      weather: this.weather,
      random: chance.fork('processes'),
      link: new Link({ schedule, weather: this.weather, random: chance.fork('link') }),
      store: this.store,
      shelf: {
        newestOf: (flowId) => this.newest.get(flowId),
        sourceOf: (flowId, revision) => this.sources.get(keyOf({ flowId, revision })),
      },
      hints: new HintStore(schedule, chance.fork('hints'), this.weather),
      observer: this.observer,
      leaseMs: LEASE_MS,
    };
  }

  get flowIds(): readonly string[] {
    return [...this.newest.keys()];
  }

  /** Saves a new revision of a flow. */
  saveFlow(flowId: string): void {
    const revision = (this.newest.get(flowId) ?? 0) + 1;
    const { mayHang, mayBeRefused, failing, isRolling } = this.profile;
    const effectFree = this.random.pick([0.2, 0.5, 0.95]);
    const limits = { leaves: 8, longestMs: 12_000, mayHang, mayBeRefused, failing, effectFree };
    const script = randomScript(this.random, { flowId, revision }, limits);
    this.scripts.set(keyOf(script), script);
    for (const leaf of leavesOf(script.children)) this.leaves.set(keyOf(script, leaf.id), leaf);
    this.sources.set(keyOf(script), documentOf(script));
    if (isRolling && this.random.chance(0.6)) this.newerFlows.add(keyOf(script));
    this.newest.set(flowId, revision);
    this.store.saveFlow({ namespace: NAMESPACE, flowId, revision });
    this.observer.tell('fate', () => `saved ${documentOf(script)}`);
  }

  startApi(isOld = false): Process {
    return this.newProcess('a', isOld);
  }

  startWorker(isOld = false): Process {
    const process = this.newProcess('w', isOld);
    const { observer, schedule } = this;
    const runners = scriptedRunners({
      owner: process,
      ledger: this.ledger,
      leafOf: (key) => this.leafOf(key),
      failuresOf: (taskRunId) => observer.failuresOf(taskRunId),
      isHealing: () => this.isHealed,
    });
    const places = this.random.int(1, 8);
    schedule.at(process, this.random.between(0, 50), () => {
      process.work(places, runners).catch((error: unknown) => {
        // A supervisor would start it again.
        observer.tell(process.name, () => `could not start: ${String(error)}`);
        process.kill();
        schedule.at(this.fate, 1_000, () => this.startWorker());
      });
    });
    return process;
  }

  living(role: 'a' | 'w'): Process[] {
    return this.processes.filter(
      ({ name, isDead, isStopping }) => name.startsWith(role) && !isDead && !isStopping,
    );
  }

  request(flowId: string): void {
    const apis = this.living('a');
    if (apis.length === 0) return;
    const api = this.random.pick(apis);
    const request: Request = { flowId, api, atMs: this.schedule.nowMs, outcome: 'pending' };
    this.requests.push(request);
    this.schedule.at(api, 0, () => {
      api.runtime.startExecution({ namespace: NAMESPACE, flowId, inputs: {} }).then(
        (result) => {
          request.outcome = result;
          this.observer.tell(api.name, () => `answered ${JSON.stringify(result).slice(0, 80)}`);
        },
        (error: unknown) => {
          request.outcome = 'failed';
          this.observer.tell(api.name, () => `answered an error: ${String(error)}`);
        },
      );
    });
  }

  audit(): void {
    const { nowMs } = this.schedule;
    const well = this.living('w').filter(({ worker, bornMs }) => worker && bornMs < nowMs - WELL_MS);
    const places = new Map(well.map(({ name, concurrency }) => [name, concurrency]));
    this.audits.push({ atMs: nowMs, rows: this.store.rows(), places });
  }

  /** Nothing that was asked for is under way. */
  get isQuiet(): boolean {
    const isAnswered = this.requests.every(({ outcome, api }) => outcome !== 'pending' || api.isDead);
    return this.isHealed && isAnswered && this.observer.open.size === 0;
  }

  /** Lets a world run, with its own time and chance in the place of the machine's. */
  async within(work: () => Promise<void>): Promise<void> {
    const restore = patchGlobals(this.schedule, new Random(this.seed).fork('chance'));
    const { isLongEnough } = Contact.prototype;
    if (this.options.sabotage === 'noContact') Contact.prototype.isLongEnough = () => true;
    const listeners = process.listeners('unhandledRejection');
    process.removeAllListeners('unhandledRejection');
    // Outside of the simulator it would end the process.
    process.on('unhandledRejection', (reason) => {
      this.observer.violate('P14 unhandled', reason instanceof Error ? String(reason.stack) : String(reason));
    });
    try {
      await work();
    } finally {
      process.removeAllListeners('unhandledRejection');
      for (const listener of listeners) process.on('unhandledRejection', listener);
      disarmFailpoint();
      Contact.prototype.isLongEnough = isLongEnough;
      restore();
    }
  }

  private leafOf(key: string): Leaf {
    const leaf = this.leaves.get(key);
    if (!leaf) throw new Error(`there is no script for ${key}`);
    return leaf;
  }

  private newProcess(role: string, isOld: boolean): Process {
    const created = new Process(this.around, {
      name: `${role}${(this.names += 1)}`,
      isUnreadable: (flowId, revision) => isOld && this.newerFlows.has(keyOf({ flowId, revision })),
    });
    this.processes.push(created);
    this.observer.tell('fate', () => `${created.name} begins${isOld ? ', of the older version' : ''}`);
    return created;
  }
}
