import type { LogLine } from '@headrace/db';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { taskRunOf } from './attempts';
import { createRuntimeWorld, linesOf, returns, type RuntimeWorld } from './runtime.world';

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

/** Children side by side, each a Return. */
function parallel(id: string, count: number): string {
  const tasks = Array.from(
    { length: count },
    (_, n) => `      - id: t${n}\n        type: io.kestra.plugin.core.debug.Return\n        format: x\n`,
  );
  return `id: ${id}\nnamespace: test\ntasks:\n  - id: all\n    type: io.kestra.plugin.core.flow.Parallel\n    tasks:\n${tasks.join('')}`;
}

describe('claiming', () => {
  test('by twenty workers at once: one gets it', async () => {
    const executionId = await world.start(returns('claimed', ['a']));
    const attemptIds = await world.attemptIds(executionId, 'READY');
    const claims = await Promise.all(
      Array.from({ length: 20 }, async (_, worker) => {
        await world.register(`worker-${worker}`);
        return world.runtime.attempts.claim(`worker-${worker}`, attemptIds, 1);
      }),
    );
    expect(claims.flat()).toHaveLength(1);
    expect((await world.eventKinds(executionId)).filter((kind) => kind === 'attemptStarted')).toHaveLength(1);
  });

  test('of an unknown or settled attempt gets nothing', async () => {
    const executionId = await world.start(returns('settled', ['a']));
    const held = await world.claim(executionId);
    await world.runtime.attempts.finish(held, SUCCEEDED, []);
    await world.register('late');
    expect(await world.runtime.attempts.claim('late', [held.attemptId, 'nobody'], 5)).toEqual([]);
  });

  test('by a worker that nobody knows gets nothing', async () => {
    const executionId = await world.start(returns('stranger', ['a']));
    const attemptIds = await world.attemptIds(executionId, 'READY');
    expect(await world.runtime.attempts.claim('stranger', attemptIds, 1)).toEqual([]);
  });
});

describe('finishing', () => {
  test('stores the result and its last lines once', async () => {
    const executionId = await world.start(returns('finished', ['a']));
    const held = await world.claim(executionId);
    const lines = [linesOf(held, [line('one'), line('two \u0000 \ud800')])];
    expect(await world.runtime.attempts.finish(held, SUCCEEDED, lines)).toEqual({
      kind: 'settled',
      next: null,
    });
    expect(await world.runtime.attempts.finish(held, FAILED, lines)).toEqual({ kind: 'alreadySettled' });
    const { rows } = await world.pool.query(
      'SELECT position, line, attempt, message FROM log_lines WHERE execution_id = $1 ORDER BY position',
      [executionId],
    );
    expect(rows).toEqual([
      { position: 1, line: 1, attempt: 1, message: 'one' },
      { position: 2, line: 2, attempt: 1, message: 'two \u2400 \ufffd' },
    ]);
    expect(await world.stateOf(executionId)).toBe('SUCCESS');
  });

  test('holds back what nobody could have seen yet, and stores it as if it had been stored one by one', async () => {
    const executionId = await world.start(returns('held-back', ['a', 'b', 'c']));
    const a = await world.claim(executionId);
    const before = await world.eventKinds(executionId);
    const afterA = await world.runtime.attempts.finish(a, SUCCEEDED, [linesOf(a, [line('of a')])]);
    if (afterA.kind !== 'settled' || !afterA.next) throw new Error('nothing follows');
    expect(afterA.next.heldBack).not.toBeNull();
    expect(await world.eventKinds(executionId)).toEqual(before);
    const landed = await world.runtime.attempts.land(afterA.next);
    expect(landed?.heldBack).toBeNull();
    expect((await world.eventKinds(executionId)).slice(before.length)).toEqual([
      'attemptSucceeded',
      'taskRunEnded',
      'taskRunCreated',
      'attemptStarted',
    ]);
    if (!landed) throw new Error('it is gone');
    const afterB = await world.runtime.attempts.finish(landed, SUCCEEDED, []);
    if (afterB.kind !== 'settled' || !afterB.next) throw new Error('nothing follows');
    await world.runtime.attempts.finish(afterB.next, SUCCEEDED, []);
    expect(await world.stateOf(executionId)).toBe('SUCCESS');
    const { rows } = await world.pool.query(
      `SELECT t.task_id, t.state, a.state AS attempt, a.log_lines FROM task_runs t
        JOIN attempts a ON a.task_run_id = t.id WHERE t.execution_id = $1 ORDER BY t.id`,
      [executionId],
    );
    expect(rows).toEqual([
      { task_id: 'a', state: 'SUCCESS', attempt: 'SUCCEEDED', log_lines: 1 },
      { task_id: 'b', state: 'SUCCESS', attempt: 'SUCCEEDED', log_lines: 0 },
      { task_id: 'c', state: 'SUCCESS', attempt: 'SUCCEEDED', log_lines: 0 },
    ]);
  });

  test('of what was held back upon something that changed meanwhile counts only what was stored before', async () => {
    const executionId = await world.start(returns('void', ['a', 'b']));
    const a = await world.claim(executionId);
    const afterA = await world.runtime.attempts.finish(a, SUCCEEDED, []);
    if (afterA.kind !== 'settled' || !afterA.next) throw new Error('nothing follows');
    await world.pool.query('UPDATE executions SET version = version + 1 WHERE id = $1', [executionId]);
    expect(await world.runtime.attempts.land(afterA.next)).toBeNull();
    // The end of a was told by itself, and b waits to be run by whoever claims it.
    const b = await world.claim(executionId);
    expect(taskRunOf(b).taskRun.taskId).toBe('b');
    await world.runtime.attempts.finish(b, SUCCEEDED, []);
    expect(await world.stateOf(executionId)).toBe('SUCCESS');
  });

  test('decides again when another decision came first', async () => {
    const executionId = await world.start(returns('stale', ['a']));
    const held = await world.claim(executionId);
    await world.pool.query('UPDATE executions SET version = version + 1 WHERE id = $1', [executionId]);
    expect(await world.runtime.attempts.finish(held, SUCCEEDED, [])).toMatchObject({ kind: 'settled' });
    expect(await world.stateOf(executionId)).toBe('SUCCESS');
  });

  test('of 64 task runs of one execution at once, in two processes, takes few commits and loses none', async () => {
    const executionId = await world.start(parallel('folded', 64));
    const other = await world.secondRuntime();
    await world.register('w1');
    const attemptIds = await world.attemptIds(executionId, 'READY');
    const held = await world.runtime.attempts.claim('w1', attemptIds, 64);
    expect(held).toHaveLength(64);
    await Promise.all(
      held.map((one, index) =>
        (index % 2 === 0 ? world.runtime : other).attempts.finish(one, SUCCEEDED, [
          linesOf(one, [line('x')]),
        ]),
      ),
    );
    expect(await world.stateOf(executionId)).toBe('SUCCESS');
    const kinds = await world.eventKinds(executionId);
    expect(kinds.filter((kind) => kind === 'attemptSucceeded')).toHaveLength(64);
    const { rows } = await world.pool.query('SELECT version FROM executions WHERE id = $1', [executionId]);
    // One by one it would be 65.
    expect(rows[0].version).toBeLessThan(20);
  });

  test('many executions at once: every one ends, each event is there once', async () => {
    const source = returns('many', ['a', 'b', 'c']);
    const ids = await Promise.all(Array.from({ length: 40 }, () => world.start(source)));
    await Promise.all(
      ids.map(async (executionId) => {
        let finished = await world.runtime.attempts.finish(await world.claim(executionId), SUCCEEDED, []);
        while (finished.kind === 'settled' && finished.next)
          finished = await world.runtime.attempts.finish(finished.next, SUCCEEDED, [
            linesOf(finished.next, [line('x')]),
          ]);
      }),
    );
    for (const executionId of ids) {
      expect(await world.stateOf(executionId)).toBe('SUCCESS');
      const kinds = await world.eventKinds(executionId);
      expect(kinds.filter((kind) => kind === 'taskRunEnded')).toHaveLength(3);
      expect(kinds.at(-1)).toBe('executionEnded');
    }
  });

  test('of a revision that cannot be read any more ends the execution, with a sentence', async () => {
    const executionId = await world.start(returns('unreadable', ['a', 'b']));
    const held = await world.claim(executionId);
    await world.pool.query(`UPDATE flow_revisions SET source = 'tasks: [' WHERE flow_id = 'unreadable'`);
    const other = await world.secondRuntime();
    await other.attempts.finish(held, SUCCEEDED, []);
    expect(await world.stateOf(executionId)).toBe('FAILED');
    const { rows } = await world.pool.query('SELECT error FROM executions WHERE id = $1', [executionId]);
    expect(rows[0].error).toMatch(
      /^Headrace could not go on with this execution: Revision 1 of flow test.unreadable/,
    );
    expect(await world.attemptIds(executionId, 'RUNNING')).toEqual([]);
    expect((await world.eventKinds(executionId)).at(-1)).toBe('executionEnded');
  });

  test('with a result that the database refuses fails the attempt and not its neighbours', async () => {
    const executionId = await world.start(parallel('refused', 4));
    await world.register('w2');
    const held = await world.runtime.attempts.claim('w2', await world.attemptIds(executionId, 'READY'), 4);
    const bad = { kind: 'succeeded', outputs: { value: 'a\u0000b' } } as const;
    await Promise.all(
      held.map((one, index) => world.runtime.attempts.finish(one, index === 2 ? bad : SUCCEEDED, [])),
    );
    expect(await world.stateOf(executionId)).toBe('FAILED');
    const { rows } = await world.pool.query(
      'SELECT state, error FROM attempts WHERE execution_id = $1 ORDER BY id',
      [executionId],
    );
    expect(rows.map(({ state }) => state)).toEqual(['SUCCEEDED', 'SUCCEEDED', 'FAILED', 'SUCCEEDED']);
    expect(rows[2].error).toContain('The result could not be stored');
  });
});

describe('a worker that is gone', () => {
  test('loses its attempts when its lease has run out; what it writes later is refused', async () => {
    const executionId = await world.start(returns('lost', ['a']));
    const zombie = await world.claim(executionId, 'zombie');
    const { journal } = world.runtime;
    expect(await journal.renewWorker({ workerId: 'zombie', leaseMs: 60_000 })).toBe(true);
    await world.expireLeases();
    // Nobody can be given up before the database itself has been up for a lease.
    await world.rescue();
    expect(await journal.renewWorker({ workerId: 'zombie', leaseMs: 60_000 })).toBe(false);
    expect(await world.runtime.attempts.finish(zombie, SUCCEEDED, [linesOf(zombie, [line('late')])])).toEqual(
      {
        kind: 'alreadySettled',
      },
    );
    const late = linesOf(zombie, [line('late')]);
    expect(await journal.appendLines({ executionId, workerId: 'zombie', lines: late })).toBeNull();

    const second = await world.claim(executionId, 'other');
    expect(taskRunOf(second).attempt.number).toBe(2);
    expect(taskRunOf(second).taskRun.id).toBe(taskRunOf(zombie).taskRun.id);
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
    await world.claim(executionId, 'dying');
    await world.expireLeases();
    await Promise.all([world.rescue(), world.rescue()]);
    expect((await world.eventKinds(executionId)).filter((kind) => kind === 'attemptLost')).toHaveLength(1);
    expect(await world.attemptIds(executionId, 'READY')).toHaveLength(1);
  });

  test('cannot claim any more', async () => {
    const executionId = await world.start(returns('given-up', ['a']));
    await world.register('given-up');
    await world.expireLeases();
    await world.rescue();
    const attemptIds = await world.attemptIds(executionId, 'READY');
    expect(await world.runtime.attempts.claim('given-up', attemptIds, 1)).toEqual([]);
  });
});

describe('an attempt that is given back', () => {
  test('by a worker that stops is READY again under its number, and nothing is counted', async () => {
    const executionId = await world.start(returns('handed-back', ['a']));
    const held = await world.claim(executionId);
    const { attemptId, workerId } = held;
    await world.runtime.attempts.handBack({ executionId, attemptId, workerId });
    const again = await world.claim(executionId, 'next');
    expect(taskRunOf(again)).toMatchObject({ attempt: { number: 1 }, taskRun: { lostAttempts: 0 } });
    expect(await world.runtime.attempts.finish(held, SUCCEEDED, [])).toEqual({ kind: 'alreadySettled' });
    await world.runtime.attempts.finish(again, SUCCEEDED, []);
    expect(await world.stateOf(executionId)).toBe('SUCCESS');
  });

  test('by a worker that cannot run it waits for a newer one, and is not claimed before', async () => {
    const executionId = await world.start(returns('refusing', ['a']));
    const held = await world.claim(executionId);
    await world.runtime.attempts.refuse(held, 'not known here');
    const attemptIds = await world.attemptIds(executionId, 'READY');
    expect(attemptIds).toHaveLength(1);
    expect(await world.runtime.attempts.claim('worker', attemptIds, 1)).toEqual([]);
    await world.pool.query('UPDATE attempts SET due_at = now() WHERE execution_id = $1', [executionId]);
    await world.runtime.attempts.finish(await world.claim(executionId), SUCCEEDED, []);
    expect(await world.stateOf(executionId)).toBe('SUCCESS');
  });
});

describe('a retry', () => {
  const source = returns('retried', ['a']).concat('    retry:\n      type: constant\n      interval: PT1H\n');

  async function retrying(): Promise<string> {
    const executionId = await world.start(source);
    await world.runtime.attempts.finish(await world.claim(executionId), FAILED, []);
    expect(await world.stateOf(executionId)).toBe('RETRYING');
    return executionId;
  }

  test('waits in the inbox until it is due, and is then heard once, however many look', async () => {
    const executionId = await retrying();
    await world.runtime.once.hearSignals();
    expect(await world.stateOf(executionId)).toBe('RETRYING');
    await world.pool.query('UPDATE signals SET due_at = now() WHERE execution_id = $1', [executionId]);
    const other = await world.secondRuntime();
    await Promise.all([
      ...Array.from({ length: 3 }, () => world.runtime.once.hearSignals()),
      ...Array.from({ length: 3 }, () => other.once.hearSignals()),
    ]);
    expect(await world.stateOf(executionId)).toBe('RUNNING');
    expect((await world.eventKinds(executionId)).filter((kind) => kind === 'retryStarted')).toHaveLength(1);
    expect(await world.attemptIds(executionId, 'READY')).toHaveLength(1);
    const held = await world.claim(executionId);
    expect(taskRunOf(held).attempt.number).toBe(2);
    await world.runtime.attempts.finish(held, SUCCEEDED, []);
    expect(await world.stateOf(executionId)).toBe('SUCCESS');
    expect(await world.count('signals')).toBe(0);
  });

  test('whose signal cannot be read does not hold up others', async () => {
    const broken = await retrying();
    await world.pool.query(
      `UPDATE signals SET body = '{"kind":"of another version"}', due_at = now() - interval '1 hour' WHERE execution_id = $1`,
      [broken],
    );
    const executionId = await retrying();
    await world.pool.query('UPDATE signals SET due_at = now() WHERE execution_id = $1', [executionId]);
    await world.runtime.once.hearSignals();
    expect(await world.stateOf(executionId)).toBe('RUNNING');
    expect(await world.stateOf(broken)).toBe('RETRYING');
    await world.pool.query('DELETE FROM signals');
  });
});
