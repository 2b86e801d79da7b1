import { appendLog, type LogLine } from '@headrace/db';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createRuntimeWorld, returns, type RuntimeWorld } from './runtime.world';

const SUCCEEDED = { kind: 'succeeded', outputs: { value: 1 } } as const;
const FAILED = { kind: 'failed', message: 'no' } as const;

let world: RuntimeWorld;

beforeAll(async () => {
  world = await createRuntimeWorld();
});
afterAll(() => world.close());

function line(message: string): LogLine {
  return { at: new Date(0), level: 'INFO', message };
}

describe('claiming', () => {
  test('by twenty workers at once: one gets it', async () => {
    const executionId = await world.start(returns('claimed', ['a']));
    const [attemptId = ''] = await world.attemptIds(executionId, 'READY');
    const claims = await Promise.all(
      Array.from({ length: 20 }, (_, worker) => world.runtime.attempts.claim(attemptId, `worker-${worker}`)),
    );
    expect(claims.filter(Boolean)).toHaveLength(1);
    expect((await world.eventKinds(executionId)).filter((kind) => kind === 'attemptStarted')).toHaveLength(1);
  });

  test('of an unknown or settled attempt gets nothing', async () => {
    const executionId = await world.start(returns('settled', ['a']));
    const claimed = await world.claim(executionId);
    await world.runtime.attempts.finish(claimed, SUCCEEDED, []);
    expect(await world.runtime.attempts.claim(claimed.attempt.id, 'late')).toBeNull();
    expect(await world.runtime.attempts.claim('nobody', 'late')).toBeNull();
  });
});

describe('finishing', () => {
  test('stores the result, its last lines and the next attempt in one go, once', async () => {
    const executionId = await world.start(returns('finished', ['a', 'b']));
    const claimed = await world.claim(executionId);
    const lines = [line('one'), line('two \u0000 \ud800')];
    expect(await world.runtime.attempts.finish(claimed, SUCCEEDED, lines)).toBe('settled');
    expect(await world.runtime.attempts.finish(claimed, FAILED, lines)).toBe('alreadySettled');
    const { rows } = await world.pool.query(
      'SELECT position, line, attempt, message FROM log_lines WHERE execution_id = $1 ORDER BY position',
      [executionId],
    );
    expect(rows).toEqual([
      { position: 1, line: 1, attempt: 1, message: 'one' },
      { position: 2, line: 2, attempt: 1, message: 'two \u2400 \ufffd' },
    ]);
    expect((await world.claim(executionId)).taskRun.taskId).toBe('b');
  });

  test('decides again when another decision came first', async () => {
    const executionId = await world.start(returns('stale', ['a']));
    const claimed = await world.claim(executionId);
    await world.pool.query('UPDATE executions SET version = version + 1 WHERE id = $1', [executionId]);
    expect(await world.runtime.attempts.finish(claimed, SUCCEEDED, [])).toBe('settled');
    expect(await world.stateOf(executionId)).toBe('SUCCESS');
  });

  test('many executions at once: every one ends, each event is there once', async () => {
    const source = returns('many', ['a', 'b', 'c']);
    const ids = await Promise.all(Array.from({ length: 40 }, () => world.start(source)));
    await Promise.all(
      ids.map(async (executionId) => {
        for (let step = 0; step < 3; step += 1)
          await world.runtime.attempts.finish(await world.claim(executionId), SUCCEEDED, [line('x')]);
      }),
    );
    for (const executionId of ids) {
      expect(await world.stateOf(executionId)).toBe('SUCCESS');
      const kinds = await world.eventKinds(executionId);
      expect(kinds.filter((kind) => kind === 'taskRunEnded')).toHaveLength(3);
      expect(kinds.at(-1)).toBe('executionEnded');
    }
  });

  test('of a revision that cannot be read any more fails the execution, with a sentence', async () => {
    const executionId = await world.start(returns('unreadable', ['a', 'b']));
    const claimed = await world.claim(executionId);
    await world.pool.query(`UPDATE flow_revisions SET source = 'tasks: [' WHERE flow_id = 'unreadable'`);
    const other = await world.secondRuntime();
    await other.attempts.finish(claimed, SUCCEEDED, []);
    expect(await world.stateOf(executionId)).toBe('FAILED');
  });
});

describe('a worker that is gone', () => {
  test('loses its attempt when the lease has run out; what it writes later is refused', async () => {
    const executionId = await world.start(returns('lost', ['a']));
    const zombie = await world.claim(executionId, 'zombie');
    expect(await world.runtime.renewLeases([zombie])).toEqual(new Set([zombie.attempt.id]));
    expect(
      await world.runtime.attempts.giveUp({
        attemptId: zombie.attempt.id,
        lease: zombie.lease,
        workerId: 'zombie',
      }),
    ).toBe('alreadySettled');

    await world.expireLeases();
    expect(await world.runtime.once.rescue()).toBeGreaterThan(0);
    expect(await world.runtime.renewLeases([zombie])).toEqual(new Set());
    expect(await world.runtime.attempts.finish(zombie, SUCCEEDED, [line('late')])).toBe('alreadySettled');
    const append = { attemptId: zombie.attempt.id, lease: zombie.lease, firstLine: 1, lines: [line('late')] };
    expect(await appendLog(world.pool, append)).toBeNull();

    const second = await world.claim(executionId, 'other');
    expect(second.attempt.number).toBe(2);
    expect(second.taskRun.id).toBe(zombie.taskRun.id);
    await world.runtime.attempts.finish(second, SUCCEEDED, []);
    expect(await world.stateOf(executionId)).toBe('SUCCESS');
    expect(await world.eventKinds(executionId)).toEqual([
      'executionCreated',
      'executionStarted',
      'taskRunCreated',
      'attemptStarted',
      'attemptLost',
      'attemptStarted',
      'attemptSucceeded',
      'taskRunEnded',
      'executionEnded',
    ]);
  });

  test('is noticed by two rescuers at once, and only one of them acts', async () => {
    const executionId = await world.start(returns('rescued', ['a']));
    await world.claim(executionId);
    await world.expireLeases();
    await Promise.all([world.runtime.once.rescue(), world.runtime.once.rescue()]);
    expect((await world.eventKinds(executionId)).filter((kind) => kind === 'attemptLost')).toHaveLength(1);
    expect(await world.attemptIds(executionId, 'READY')).toHaveLength(1);
  });
});

describe('a queue that forgot everything', () => {
  test('is filled again from the rows', async () => {
    const executionId = await world.start(returns('forgotten', ['a']));
    const [attemptId] = await world.attemptIds(executionId, 'READY');
    world.queueStore.clear();
    expect(await world.runtime.once.redispatch({ firstMs: 0, repeatMs: 0 })).toBeGreaterThan(0);
    const waiting: string[] = [];
    for (let id = world.queueStore.take(); id; id = world.queueStore.take()) waiting.push(id);
    expect(waiting).toContain(attemptId);
  });

  test('is not flooded: a hint that was just repeated is not repeated again', async () => {
    await world.start(returns('patient', ['a']));
    await world.runtime.once.redispatch({ firstMs: 0, repeatMs: 60_000 });
    expect(await world.runtime.once.redispatch({ firstMs: 0, repeatMs: 60_000 })).toBe(0);
  });
});

describe('a retry', () => {
  const source = returns('retried', ['a']).concat('    retry:\n      type: constant\n      interval: PT1H\n');

  test('waits until it is due, and is then started by whoever looks first', async () => {
    const executionId = await world.start(source);
    await world.runtime.attempts.finish(await world.claim(executionId), FAILED, []);
    expect(await world.stateOf(executionId)).toBe('RETRYING');
    const [attemptId = ''] = await world.attemptIds(executionId, 'WAITING');
    expect(await world.runtime.attempts.claim(attemptId, 'early')).toBeNull();
    await world.pool.query('UPDATE attempts SET due_at = now() WHERE id = $1', [attemptId]);
    const outcomes = await Promise.all(
      Array.from({ length: 5 }, () => world.runtime.attempts.startRetry(attemptId)),
    );
    expect(outcomes.filter((outcome) => outcome === 'settled')).toHaveLength(1);
    expect(await world.stateOf(executionId)).toBe('RUNNING');
    await world.runtime.attempts.finish(await world.claim(executionId), SUCCEEDED, []);
    expect(await world.stateOf(executionId)).toBe('SUCCESS');
  });

  test('whose hint is lost is found by the timer', async () => {
    const executionId = await world.start(source);
    await world.runtime.attempts.finish(await world.claim(executionId), FAILED, []);
    await world.pool.query('UPDATE attempts SET due_at = now() WHERE execution_id = $1', [executionId]);
    expect(await world.runtime.once.startDueRetries()).toBeGreaterThan(0);
    expect(await world.attemptIds(executionId, 'READY')).toHaveLength(1);
  });
});

describe('the log of an execution', () => {
  test('has each line once and no gap, whoever repeats and however many write', async () => {
    const executionId = await world.start(returns('logged', ['a']));
    const { attempt, lease } = await world.claim(executionId);
    const lines = Array.from({ length: 100 }, (_, index) => line(`line ${index + 1}`));
    const append = (first: number, last: number) =>
      appendLog(world.pool, {
        attemptId: attempt.id,
        lease,
        firstLine: first,
        lines: lines.slice(first - 1, last),
      });
    expect(await append(1, 10)).toBe(10);
    expect(await append(1, 10)).toBe(10);
    expect(await append(6, 20)).toBe(20);
    await expect(append(40, 50)).rejects.toThrow('line 40 of attempt');
    await Promise.all([append(21, 100), append(21, 100), append(21, 100)]);
    const { rows } = await world.pool.query(
      'SELECT position, line, message FROM log_lines WHERE execution_id = $1 ORDER BY position',
      [executionId],
    );
    expect(rows).toEqual(
      lines.map(({ message }, index) => ({ position: index + 1, line: index + 1, message })),
    );
  });
});
