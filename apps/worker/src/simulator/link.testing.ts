import type { Journal } from '@headrace/db';
import type { MemoryJournal } from '@headrace/db/memory';
import type { Observer } from './observer.testing';
import type { Random } from './random.testing';
import { type Owner, ownerOf, type Schedule } from './schedule.testing';
import { type Cut, transientError, type Weather } from './weather.testing';

/** The way of one process to the store. */
export interface LinkEnd extends Owner {
  /** Its own way is cut. */
  cut: Cut | undefined;
}

export interface LinkOptions {
  readonly schedule: Schedule;
  readonly weather: Weather;
  readonly random: Random;
}

/** What the store does, it does by itself: it lives on when the caller is dead. */
const STORE = ownerOf('store');

/** Carries calls from processes to the store and answers back, each at a moment of its own, as the weather is. */
export class Link {
  constructor(private readonly options: LinkOptions) {}

  /** Never resolves for a caller that is dead. */
  call<Answer>(caller: LinkEnd, execute: () => Promise<Answer>): Promise<Answer> {
    const { schedule, weather, random } = this.options;
    return new Promise<Answer>((resolve, reject) => {
      if (caller.isDead) return;
      const fate = weather.fateOf(caller.name, caller.cut);
      const fail = (inMs: number, code: string) =>
        void schedule.at(caller, inMs, () => reject(transientError(code)));
      if (fate.kind === 'refused') return fail(fate.afterMs, fate.code);
      if (fate.kind === 'lost') fail(fate.afterMs, fate.code);
      const dies = random.chance(0.5);
      schedule.at(STORE, fate.thereMs, () => {
        // What was sent before the death of its sender may still arrive.
        if (caller.isDead && dies) return;
        const isCut = weather.isOut || (caller.cut?.untilMs ?? 0) > schedule.nowMs;
        if (isCut && fate.kind === 'answered') {
          fail(5, 'ECONNRESET');
          if (weather.isLostOnTheWay || weather.isOut) return;
        }
        execute().then(
          (answer) => {
            if (fate.kind === 'answered' && !isCut) schedule.at(caller, fate.backMs, () => resolve(answer));
          },
          (error: Error) => {
            if (fate.kind === 'answered' && !isCut) schedule.at(caller, fate.backMs, () => reject(error));
          },
        );
      });
    });
  }
}

/** The journal as one process reaches it. */
export function linkedJournal(
  caller: LinkEnd,
  { link, store, observer }: { link: Link; store: MemoryJournal; observer: Observer },
): Journal {
  const through =
    <Verb extends keyof Journal>(verb: Verb) =>
    (...args: Parameters<Journal[Verb]>): ReturnType<Journal[Verb]> =>
      link.call(caller, async () => {
        observer.before(caller, verb, args);
        const execute = store[verb] as (...args: unknown[]) => Promise<unknown>;
        try {
          const answer = await execute(...args);
          return observer.after(caller, verb, args, answer);
        } catch (error) {
          observer.failed(caller, verb, args, error);
          throw error;
        }
      }) as ReturnType<Journal[Verb]>;
  return {
    commit: through('commit'),
    claim: through('claim'),
    load: through('load'),
    facts: through('facts'),
    appendLines: through('appendLines'),
    fail: through('fail'),
    dueSignals: through('dueSignals'),
    registerWorker: through('registerWorker'),
    renewWorker: through('renewWorker'),
    retireWorker: through('retireWorker'),
    forgetLostWorker: through('forgetLostWorker'),
    lostWorkers: through('lostWorkers'),
    heldBy: through('heldBy'),
  };
}
