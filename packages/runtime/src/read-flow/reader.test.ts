import { Decimal } from '@headrace/json';
import { describe, expect, test } from 'vitest';
import { checkFlow, lintFlow } from '../check-flow';
import { doFlowJob, type FlowJob, packAnswer, unpackAnswer } from './job';
import { createFlowReader } from './reader';
import { FlowNotRead, ReaderThread } from './thread';

const WEBHOOK = `triggers:\n  - id: call\n    type: io.kestra.plugin.core.trigger.Webhook\n    key: s3cret-key\n`;

function flowOf(tasks: number, more = ''): string {
  const list = Array.from(
    { length: tasks },
    (_, index) =>
      `  - id: t${index}\n    type: io.kestra.plugin.core.log.Log\n    message: Hello {{ inputs.nobody }}\n`,
  );
  return `id: large\nnamespace: test\n${more}tasks:\n${list.join('')}`;
}

/** Does jobs at once, and notes them. */
function noted() {
  const jobs: FlowJob[] = [];
  const thread = { do: async (job: FlowJob) => (jobs.push(job), unpackAnswer(packAnswer(doFlowJob(job)))) };
  return { jobs, thread };
}

describe('who reads', () => {
  test('a small flow is read at once, a large one by the thread, with the same answer', async () => {
    const { jobs, thread } = noted();
    const [small, large] = [flowOf(1, WEBHOOK), flowOf(20, WEBHOOK)];
    const reader = createFlowReader({ thread, inlineCharacters: small.length });
    expect(await reader.lint(small)).toEqual(lintFlow(small));
    expect(jobs).toEqual([]);
    expect(await reader.lint(large)).toEqual(lintFlow(large));
    expect(await reader.check(large)).toEqual(checkFlow(large));
    expect(await reader.check('id: bad\n'.repeat(100))).toMatchObject({ ok: false });
    const masked = await reader.masked(large);
    expect(masked).not.toContain('s3cret-key');
    expect(await reader.restored(masked, { call: 's3cret-key' })).toContain('"s3cret-key"');
    expect(jobs.map(({ kind }) => kind)).toEqual(['lint', 'check', 'check', 'mask', 'restore']);
  });

  test('a text is masked once, however often and by how many it is asked for', async () => {
    const { jobs, thread } = noted();
    const reader = createFlowReader({ thread, inlineCharacters: 0 });
    const source = flowOf(1, WEBHOOK);
    const all = await Promise.all(Array.from({ length: 29 }, () => reader.masked(source)));
    expect(new Set(all).size).toBe(1);
    // The same text as another revision says it.
    expect(await reader.masked(`${source.slice(0, 10)}${source.slice(10)}`)).toBe(all[0]);
    expect(jobs).toHaveLength(1);
  });

  test('many small texts at once are one large text', async () => {
    const { jobs, thread } = noted();
    const source = flowOf(1);
    const reader = createFlowReader({ thread, inlineCharacters: 2 * source.length });
    const all = await Promise.all(Array.from({ length: 5 }, () => reader.lint(source)));
    expect(all).toEqual(Array(5).fill(lintFlow(source)));
    expect(jobs).toHaveLength(3);
    // In the next turn others had theirs.
    await new Promise((resolve) => setImmediate(resolve));
    await reader.lint(source);
    expect(jobs).toHaveLength(3);
  });

  test('a mask that failed is tried again', async () => {
    let tries = 0;
    const thread = {
      do: async () => {
        tries += 1;
        if (tries === 1) throw new FlowNotRead('too long');
        return 'masked';
      },
    };
    const reader = createFlowReader({ thread, inlineCharacters: 0 });
    await expect(reader.masked('text')).rejects.toThrow('too long');
    expect(await reader.masked('text')).toBe('masked');
  });

  test('a text that takes too long is not valid; a stored one is no text that was read', async () => {
    const thread = { do: () => Promise.reject(new FlowNotRead('It takes longer than 1 s.')) };
    const reader = createFlowReader({ thread, inlineCharacters: 0 });
    expect(await reader.lint('text')).toEqual({
      ok: false,
      issues: [{ severity: 'error', path: '', message: 'It takes longer than 1 s.', line: 1, column: 1 }],
    });
    await expect(reader.check('text')).rejects.toThrow(FlowNotRead);
  });
});

test('an exact decimal is one on the other side too', () => {
  const answer = { ok: true, flow: { variables: { a: Decimal.of('1.50'), b: 2n ** 70n } }, issues: [] };
  expect(unpackAnswer(packAnswer(answer as never))).toEqual(answer);
});

describe('the thread', () => {
  test('reads while its starter does something else, and answers in order', { timeout: 60_000 }, async () => {
    const thread = new ReaderThread();
    const source = flowOf(300, WEBHOOK);
    const [linted, masked] = await Promise.all([
      thread.do({ kind: 'lint', source }, 50_000),
      thread.do({ kind: 'mask', source }, 50_000),
    ]);
    expect(linted).toEqual(lintFlow(source));
    expect(masked).toBe(doFlowJob({ kind: 'mask', source }));
    expect(thread.started).toBe(1);
  });

  test('one that takes too long is ended, and another one goes on', { timeout: 60_000 }, async () => {
    const thread = new ReaderThread();
    const source = flowOf(8_000);
    const late = thread.do({ kind: 'lint', source }, 30);
    const next = thread.do({ kind: 'check', source: flowOf(1) }, 50_000);
    await expect(late).rejects.toThrow('takes longer than 0 s');
    expect(await next).toMatchObject({ ok: true });
    expect(thread.started).toBe(2);
  });

  test('what nobody waits for is not begun, or ended', { timeout: 60_000 }, async () => {
    const thread = new ReaderThread();
    const [running, waiting, before] = [new AbortController(), new AbortController(), AbortSignal.abort()];
    const large = { kind: 'lint', source: flowOf(9_000) } as const;
    const left = [
      thread.do(large, 50_000, running.signal),
      thread.do(large, 50_000, waiting.signal),
      thread.do(large, 50_000, before),
    ].map((answer) => expect(answer).rejects.toThrow('nobody waits'));
    const next = thread.do({ kind: 'check', source: flowOf(1) }, 50_000);
    waiting.abort();
    running.abort();
    await Promise.all(left);
    expect(await next).toMatchObject({ ok: true });
    // One for the first, which was ended, and one for the last.
    expect(thread.started).toBe(2);
  });

  test('a thread that dies takes one job with it', { timeout: 60_000 }, async () => {
    const thread = new ReaderThread({ heapMegabytes: 24 });
    const large = thread.do({ kind: 'lint', source: flowOf(9_000) }, 50_000);
    await expect(large).rejects.toThrow(/too much memory|thread that reads flows ended/);
  });

  test('too many are refused instead of waiting for ever', { timeout: 60_000 }, async () => {
    const job = { kind: 'mask', source: flowOf(1) } as const;
    const thread = new ReaderThread({ waitingCharacters: job.source.length });
    const taken = [thread.do(job, 50_000), thread.do(job, 50_000)];
    await expect(thread.do(job, 50_000)).rejects.toThrow('Too many large flows');
    await Promise.all(taken);
  });
});
