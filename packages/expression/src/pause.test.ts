import { describe, expect, it } from 'vitest';
import { render, renderDeep, renderNow } from '.';

const LOOP =
  '{% set k = 0 %}{% for i in 1..200 %}{% for j in 1..200 %}{% set k = i * j %}{% endfor %}{% endfor %}{{ k }}';

/** A clock on which every look takes a while. */
function slowClock(): () => number {
  let timeMs = 0;
  return () => {
    timeMs += 15;
    return timeMs;
  };
}

describe('a rendering that works for long', () => {
  it('lets others go on between the turns of its loops', async () => {
    const seen: string[] = [];
    let others = 0;
    const pause = async (): Promise<void> => {
      seen.push('pause');
      await Promise.resolve();
      others += 1;
    };
    const options = { clockMs: slowClock(), pause, budget: { wallTimeMs: 1_000_000 } };
    expect(await render(LOOP, {}, options)).toBe('40000');
    expect(seen.length).toBeGreaterThan(5);
    expect(others).toBe(seen.length);
  });

  it('pauses between the texts of a document', async () => {
    let pauses = 0;
    const options = {
      clockMs: slowClock(),
      pause: async () => void (pauses += 1),
      budget: { wallTimeMs: 1_000_000 },
    };
    const texts = Array.from({ length: 2_000 }, (_, index) => `{{ [1, 2, ${index}] | join }}`);
    expect(await renderDeep(texts, {}, options)).toHaveLength(2_000);
    expect(pauses).toBeGreaterThan(2);
  });

  it('does not count the pauses', async () => {
    let timeMs = 0;
    const clockMs = (): number => {
      timeMs += 15;
      return timeMs;
    };
    const pause = async (): Promise<void> => {
      timeMs += 60_000;
    };
    expect(await render(LOOP, {}, { clockMs, pause, budget: { wallTimeMs: 20_000 } })).toBe('40000');
  });

  it('holds on to its thread when it cannot pause, and when it is short', async () => {
    expect(renderNow(LOOP, {}, { clockMs: slowClock(), budget: { wallTimeMs: 1_000_000 } })).toBe('40000');
    const pause = (): Promise<void> => Promise.reject(new Error('not to be asked for'));
    expect(renderNow('{% for i in 1..9 %}{{ i }}{% endfor %}', {}, { pause })).toBe('123456789');
  });

  it('fails when it works for too long without a place to pause at', async () => {
    const list = Array.from({ length: 50_000 }, (_, index) => index);
    const options = {
      clockMs: slowClock(),
      pause: () => Promise.resolve(),
      budget: { wallTimeMs: 1_000_000, stretchMs: 100 },
    };
    await expect(render('{{ list | jq("map(. * 2) | add") }}', { list }, options)).rejects.toThrow(
      'works longer than 100 ms at a stretch',
    );
    expect(await render(LOOP, {}, { ...options, clockMs: slowClock() })).toBe('40000');
  });

  it('does not take waiting for a function for work', async () => {
    let timeMs = 0;
    const functions = {
      read: async () => {
        timeMs += 10_000;
        return 'text';
      },
    };
    const options = {
      clockMs: () => {
        timeMs += 1;
        return timeMs;
      },
      pause: () => Promise.resolve(),
      budget: { stretchMs: 60, wallTimeMs: 1_000 },
      functions,
    };
    const template = '{{ range(1, 3000) | length }}{{ read("a") }}{{ range(1, 3000) | length }}';
    expect(await render(template, {}, options)).toBe('3000text3000');
  });
});
