import { Gate } from '@headrace/testkit/signals';
import { describe, expect, test } from 'vitest';
import { AttemptLog, type AttemptLogOptions, type Line } from './attempt-log';
import { cutLine } from './log-limits';

const AT = new Date('2026-01-01T00:00:00.000Z');

/** A log and what its store has, with the numbers that it was given. The store is as slow as its gates. */
function logging(options: Partial<AttemptLogOptions> = {}) {
  const stored: { number: number; level: string; message: string }[] = [];
  const told: unknown[] = [];
  const gates: Gate[] = [];
  let calls = 0;
  const log = new AttemptLog({
    now: () => AT,
    redact: (message) => message.replaceAll('secret', '***'),
    append: async (firstLine, lines) => {
      await gates[calls++]?.opened;
      take(firstLine, lines);
      return true;
    },
    onLost: () => told.push('lost'),
    onError: (error) => told.push(error),
    ...options,
  });
  const take = (firstLine: number, lines: readonly Line[]) => {
    for (const [index, { level, message }] of lines.entries())
      stored.push({ number: firstLine + index, level, message });
  };
  return {
    log,
    stored,
    told,
    /** The n-th call of the store waits for this. */
    gate: (n: number) => (gates[n] ??= new Gate()),
    get calls() {
      return calls;
    },
    /** Everything that the log gave, in the end. */
    async all(last?: Pick<Line, 'level' | 'message'>) {
      const rest = await log.close(last);
      take((stored.at(-1)?.number ?? 0) + 1, rest);
      expect(stored.map(({ number }) => number)).toEqual(stored.map((_, index) => index + 1));
      return stored;
    },
  };
}

const upTo = (count: number) => Array.from({ length: count }, (_, index) => `line ${index + 1}`);

describe('lines', () => {
  test('few of them come with the result', async () => {
    const { log, stored, told } = logging();
    log.write('INFO', 'a secret');
    log.write('DEBUG', 'b');
    expect(await log.close()).toEqual([
      { at: AT, level: 'INFO', message: 'a ***' },
      { at: AT, level: 'DEBUG', message: 'b' },
    ]);
    expect([stored, told]).toEqual([[], []]);
  });

  test('many of them are stored in order, numbered from 1, and the rest is small', async () => {
    const { log, all, stored } = logging();
    const messages = upTo(1_730);
    for (const message of messages) log.write('INFO', message);
    const rest = await log.close();
    expect(stored).toHaveLength(1_500);
    expect(rest).toHaveLength(230);
    expect((await all()).map(({ message }) => message)).toEqual(messages);
  });

  test('a store that is slow is asked once at a time, whatever is written meanwhile', async () => {
    const slow = logging();
    slow.gate(0);
    for (const message of upTo(3_000)) slow.log.write('INFO', message);
    expect(slow.calls).toBe(1);
    slow.gate(0).open();
    expect((await slow.all()).map(({ message }) => message)).toEqual(upTo(3_000));
    expect(slow.calls).toBe(6);
  });

  test('large ones are stored in smaller parts', async () => {
    const sizes: number[] = [];
    const append = async (_: number, lines: readonly Line[]) => sizes.push(lines.length) > 0;
    const { log } = logging({ append });
    for (let count = 0; count < 12; count += 1) log.write('INFO', 'x'.repeat(200_000));
    sizes.push((await log.close()).length);
    expect(sizes).toEqual([5, 5, 2]);
  });

  test('closing twice answers the same; nothing is written afterwards', async () => {
    const { log } = logging();
    log.write('INFO', 'a');
    const [first, second] = await Promise.all([log.close(), log.close()]);
    log.write('INFO', 'late');
    expect(first).toHaveLength(1);
    expect(second).toBe(first);
  });
});

describe('a long line', () => {
  test('is cut with a sign, and its secrets are masked before that', async () => {
    const { log, all } = logging({ limits: { lineBytes: 100 } });
    log.write('INFO', 'x'.repeat(100));
    log.write('INFO', `${'x'.repeat(50)}secret${'y'.repeat(60)}`);
    const [whole, cut] = await all();
    expect(whole?.message).toBe('x'.repeat(100));
    expect(cut?.message).toMatch(/^x{50}\*\*\*y+… \(\d+ more bytes were cut off\)$/);
    expect(Buffer.byteLength(cut?.message ?? '')).toBeLessThanOrEqual(100);
  });

  test.each([['é'], ['€'], ['🎉'], ['a🎉']])(
    'of %s is cut between characters, and every byte is counted',
    (sign) => {
      const message = sign.repeat(200);
      for (let max = 60; max < 80; max += 1) {
        const cut = cutLine(message, max);
        const [, kept = '', missing] = /^(.*)… \((\d+) more bytes were cut off\)$/u.exec(cut) ?? [];
        expect(Buffer.byteLength(cut)).toBeLessThanOrEqual(max);
        expect(kept.isWellFormed()).toBe(true);
        expect(message.startsWith(kept)).toBe(true);
        expect(Buffer.byteLength(kept) + Number(missing)).toBe(Buffer.byteLength(message));
      }
    },
  );
});

describe('a budget', () => {
  test('of lines: says that it is used up, and at the end what is missing', async () => {
    const { log, all } = logging({ limits: { lines: 3 } });
    for (const message of upTo(10)) log.write('INFO', message);
    const lines = await all({ level: 'ERROR', message: 'It failed with a secret.' });
    expect(lines.map(({ level, message }) => `${level} ${message}`)).toEqual([
      'INFO line 1',
      'INFO line 2',
      'INFO line 3',
      'WARN The log of this attempt is full: it may have 3 lines and 67108864 bytes.',
      'WARN 7 lines are missing here (43 bytes): the log of this attempt was full.',
      'ERROR It failed with a ***.',
    ]);
  });

  test('of bytes: what does not fit ends it, also for shorter lines', async () => {
    const { log, all } = logging({ limits: { bytes: 10 } });
    for (const message of ['12345', '123456', '1']) log.write('INFO', message);
    expect((await all()).map(({ message }) => message)).toEqual([
      '12345',
      'The log of this attempt is full: it may have 100000 lines and 10 bytes.',
      '2 lines are missing here (7 bytes): the log of this attempt was full.',
    ]);
  });

  test('of exactly as much as is written is not exceeded', async () => {
    const { log, all } = logging({ limits: { lines: 2, bytes: 10 } });
    for (const message of ['12345', '67890']) log.write('INFO', message);
    expect((await all()).map(({ level }) => level)).toEqual(['INFO', 'INFO']);
  });

  test('a million lines leave 100,002 and nothing in memory', async () => {
    const { log, all } = logging();
    for (let count = 1; count <= 1_000_000; count += 1) {
      log.write('INFO', 'again');
      if (count % 500 === 0) await log.drained();
    }
    const lines = await all();
    expect(lines).toHaveLength(100_002);
    expect(lines.at(-1)?.message).toBe(
      '900000 lines are missing here (4500000 bytes): the log of this attempt was full.',
    );
  });
});

describe('a slow store', () => {
  // A line of 900 bytes counts as 1,000: ten may wait.
  const limits = { waitingBytes: 10_000 };
  const large = (name: string) => name.padEnd(900, '.');

  test('loses what does not fit into memory, and a line in its place says how much', async () => {
    const slow = logging({ limits });
    for (const message of upTo(30)) slow.log.write('INFO', large(message));
    await slow.log.drained();
    slow.log.write('INFO', 'after');
    const lines = (await slow.all()).map(({ level, message }) => `${level} ${message.replace(/\.{3,}/, '')}`);
    expect(lines).toEqual([
      ...upTo(10).map((message) => `INFO ${message}`),
      'WARN 20 lines are missing here (18000 bytes): more came than could be stored in time.',
      'INFO after',
    ]);
  });

  test('leaves a line for every gap', async () => {
    const slow = logging({ limits });
    for (let round = 0; round < 3; round += 1) {
      for (const message of upTo(12 + round)) slow.log.write('INFO', large(message));
      await slow.log.drained();
    }
    const gaps = (await slow.all()).filter(({ level }) => level === 'WARN');
    expect(gaps.map(({ message }) => message)).toEqual([
      '2 lines are missing here (1800 bytes): more came than could be stored in time.',
      '3 lines are missing here (2700 bytes): more came than could be stored in time.',
      '4 lines are missing here (3600 bytes): more came than could be stored in time.',
    ]);
  });

  test('one line is missing, in words', async () => {
    const slow = logging({ limits });
    for (const message of upTo(11)) slow.log.write('INFO', large(message));
    expect((await slow.all()).at(-1)?.message).toMatch(/^1 line is missing here \(900 bytes\): /);
  });

  test('takes a line that is larger than all that may wait, when nothing waits', async () => {
    const slow = logging({ limits: { waitingBytes: 10 } });
    slow.log.write('INFO', 'longer than that');
    expect((await slow.all()).map(({ message }) => message)).toEqual(['longer than that']);
  });

  test('loses nothing of who waits for it', async () => {
    const slow = logging({ limits });
    for (let n = 0; n < 200; n += 1) slow.gate(n);
    const messages = upTo(200).map(large);
    const writing = (async () => {
      for (const message of messages) {
        slow.log.write('INFO', message);
        await slow.log.drained();
      }
    })();
    for (let n = 0; n < 200; n += 1) slow.gate(n).open();
    await writing;
    expect((await slow.all()).map(({ message }) => message)).toEqual(messages);
  });

  test('does not keep anybody waiting for ever: not after the end', async () => {
    const slow = logging({ limits });
    slow.gate(0);
    for (const message of upTo(9)) slow.log.write('INFO', large(message));
    const waiting = slow.log.drained();
    const closing = slow.log.close();
    await waiting;
    slow.gate(0).open();
    await closing;
  });
});

describe('lines that nobody wants', () => {
  test.each([
    ['the lease is lost', async () => false, 'lost'],
    ['the store refuses them', () => Promise.reject(new Error('no')), new Error('no')],
  ])('are given up at once: %s', async (_, append, why) => {
    const { log, told } = logging({ append });
    for (const message of upTo(700)) log.write('INFO', message);
    await log.drained();
    expect(await log.close()).toEqual([]);
    expect(told).toEqual([why]);
    log.write('INFO', 'more');
    await log.drained();
  });
});
