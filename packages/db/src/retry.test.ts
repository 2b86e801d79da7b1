import { Gate, Sightings } from '@headrace/testkit/signals';
import { describe, expect, test, vi } from 'vitest';
import { type RetryOptions, RetryLimitError, withRetry } from './retry';

const refused = () => Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
const never = () => new Promise<never>(() => undefined);
/** Longer than any test runs. */
const PATIENT = { limitMs: 3_600_000 };

/** Work that fails so many times and then succeeds. */
function failing(times: number, error: () => Error = refused) {
  let tries = 0;
  return vi.fn(async () => {
    tries += 1;
    if (tries <= times) throw error();
    return 'done';
  });
}

/** Pauses that take no time, noted. */
function noted(random: number): { waits: number[]; options: RetryOptions } {
  const waits: number[] = [];
  const pause = async (waitMs: number) => void waits.push(waitMs);
  return { waits, options: { ...PATIENT, random: () => random, pause } };
}

describe('trying again', () => {
  test('with pauses that double up to a second, of which chance takes at most a half', async () => {
    const [longest, shortest] = [noted(1), noted(0)];
    await withRetry(failing(8), longest.options);
    await withRetry(failing(8), shortest.options);
    expect(longest.waits).toEqual([20, 40, 80, 160, 320, 640, 1000, 1000]);
    expect(shortest.waits).toEqual(longest.waits.map((waitMs) => waitMs / 2));
  });

  test('says what was wrong and how long it waits', async () => {
    const { options } = noted(1);
    const said: [string, number][] = [];
    const onRetry = (error: Error, waitMs: number) => said.push([error.message, waitMs]);
    expect(await withRetry(failing(2), { ...options, onRetry })).toBe('done');
    expect(said).toEqual([
      ['connect ECONNREFUSED', 20],
      ['connect ECONNREFUSED', 40],
    ]);
  });

  test('is not for errors that would come again', async () => {
    const work = failing(1, () => Object.assign(new Error('duplicate key'), { code: '23505' }));
    await expect(withRetry(work, PATIENT)).rejects.toThrow('duplicate key');
    expect(work).toHaveBeenCalledOnce();
  });

  test('waits by itself between tries', async () => {
    expect(await withRetry(failing(2), PATIENT)).toBe('done');
  });
});

describe('the limit', () => {
  test('ends a try that is still under way, with an error that is transient', async () => {
    await expect(withRetry(never, { limitMs: 20 })).rejects.toThrow(RetryLimitError);
    await expect(withRetry(never, { limitMs: 20 })).rejects.toMatchObject({ code: 'ETIMEDOUT' });
  });

  test('ends it with the error of an earlier try, if there was one', async () => {
    const work = vi.fn(never).mockRejectedValueOnce(refused());
    await expect(withRetry(work, { limitMs: 200, pause: async () => undefined })).rejects.toThrow(
      'ECONNREFUSED',
    );
    expect(work).toHaveBeenCalledTimes(2);
  });

  test('ends a pause, and stops its timer', async () => {
    const signals: AbortSignal[] = [];
    const pause = (_: number, signal: AbortSignal) => {
      signals.push(signal);
      return never();
    };
    const work = failing(Infinity);
    await expect(withRetry(work, { limitMs: 20, pause })).rejects.toThrow('ECONNREFUSED');
    expect(work).toHaveBeenCalledOnce();
    expect(signals.map(({ aborted }) => aborted)).toEqual([true]);
  });

  test.each([
    ['fails', (gate: Gate) => gate.opened.then(() => Promise.reject(new Error('too late')))],
    ['succeeds', (gate: Gate) => gate.opened.then(() => 'too late')],
  ])('lets nobody hear of a try that %s afterwards', async (_, late) => {
    const gate = new Gate();
    const tries: Promise<string>[] = [];
    const work = () => {
      const one = late(gate);
      tries.push(one);
      return one;
    };
    const onRetry = vi.fn();
    await expect(withRetry(work, { limitMs: 20, onRetry })).rejects.toThrow(RetryLimitError);
    gate.open();
    await Promise.allSettled(tries);
    // A rejection that nobody handles is reported after the microtasks, and fails the run.
    await new Promise((resolve) => setImmediate(resolve));
    expect(tries).toHaveLength(1);
    expect(onRetry).not.toHaveBeenCalled();
  });

  test('does not hide an answer that came while the loop was busy', async () => {
    const answered = () =>
      new Promise<string>((resolve) => {
        // A timer beside the limit's own, due later in the same busy time.
        setTimeout(() => setImmediate(() => resolve('done')), 1);
        const untilMs = performance.now() + 60;
        while (performance.now() < untilMs);
      });
    expect(await withRetry(answered, { limitMs: 30 })).toBe('done');
  });

  test('may be for ever', async () => {
    expect(await withRetry(failing(2), { limitMs: Infinity })).toBe('done');
  });
});

describe('the signal', () => {
  const reason = new Error('not needed any more');

  test('ends a try that is under way, at once', async () => {
    const abort = new AbortController();
    const started = new Sightings<true>();
    const work = () => {
      started.see(true);
      return never();
    };
    const outcome = withRetry(work, { ...PATIENT, signal: abort.signal });
    const caught = expect(outcome).rejects.toBe(reason);
    await started.count(1);
    abort.abort(reason);
    await caught;
  });

  test('ends a pause, at once', async () => {
    const abort = new AbortController();
    const paused = new Sightings<AbortSignal>();
    const pause = (_: number, signal: AbortSignal) => {
      paused.see(signal);
      return never();
    };
    const outcome = withRetry(failing(Infinity), { ...PATIENT, pause, signal: abort.signal });
    const caught = expect(outcome).rejects.toBe(reason);
    const [pausing] = await paused.count(1);
    abort.abort(reason);
    await caught;
    expect(pausing?.aborted).toBe(true);
  });

  test('that was aborted before lets nothing begin', async () => {
    const work = failing(0);
    await expect(withRetry(work, { ...PATIENT, signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    expect(work).not.toHaveBeenCalled();
  });

  test('is left alone when the work is done', async () => {
    const { signal } = new AbortController();
    const [added, removed] = [vi.spyOn(signal, 'addEventListener'), vi.spyOn(signal, 'removeEventListener')];
    await withRetry(failing(1), { ...noted(1).options, signal });
    expect(added).toHaveBeenCalledOnce();
    expect(removed.mock.calls).toEqual(added.mock.calls);
  });
});
