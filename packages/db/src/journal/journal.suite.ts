import { type Changes, type EngineEvent, NEW_SCOPE, type Scope, type Signal } from '@headrace/engine';
import { Decimal } from '@headrace/json';
import { cleanups } from '@headrace/testkit/signals';
import { describe, expect, test } from 'vitest';
import type { Commit, CommitOutcome } from './journal';
import {
  AT,
  claimOf,
  commitOf,
  type JournalWorld,
  LATER,
  linesOf,
  newAttempt,
  NO_CHANGES,
  newTaskRun,
  noteOf,
  noted,
  settledChanges,
  startOf,
} from './journal.testing';
import type { StoredRows } from './stored-rows';

export type { JournalWorld } from './journal.testing';

const LEASE_MS = 10_000;
const MINUTE_MS = 60_000;
const STALE: CommitOutcome = { kind: 'stale' };

/** What every driver of the journal must do. `open` gives each test a store of its own, which the suite closes. */
export function journalSuite(name: string, open: () => Promise<JournalWorld>): void {
  describe(`${name} journal`, () => {
    const afterwards = cleanups();
    const world = async () => {
      const opened = await open();
      afterwards(() => opened.close());
      return opened;
    };
    /** A store with workers `w1`, `w2`, ... */
    const worldWith = async (workers: number, ...commits: readonly Commit[]) => {
      const opened = await world();
      for (let number = 1; number <= workers; number += 1)
        await opened.journal.registerWorker({ workerId: `w${number}`, leaseMs: LEASE_MS });
      if (commits.length > 0) await opened.journal.commit(commits);
      return opened;
    };

    describe('commit', () => {
      test('stores every field of what is new', async () => {
        const { journal, rows } = await world();
        expect(await journal.commit([EVERYTHING_NEW])).toEqual([{ kind: 'committed', seq: 1, position: 3 }]);
        const stored = await rows();
        expect(stored).toEqual(STORED_NEW);
        expect(await journal.load({ executionId: 'e', attemptIds: ['a2'], taskRunIds: [] })).toEqual({
          execution: only(EXECUTION_FIELDS, STORED_NEW.executions[0]),
          taskRuns: STORED_NEW.taskRuns.map((row) => only(TASK_RUN_FIELDS, row)),
          attempts: [only(ATTEMPT_FIELDS, STORED_NEW.attempts[1])],
        });
        expect(await journal.facts('e')).toEqual({ inputs: INPUTS, labels: LABELS, trigger: TRIGGER });
      });

      test('stores every changed field, and leaves the others', async () => {
        const { journal, rows } = await world();
        await journal.commit([EVERYTHING_NEW]);
        expect(await journal.commit([EVERYTHING_CHANGED])).toEqual([
          { kind: 'committed', seq: 2, position: 4 },
        ]);
        const { executions, taskRuns, attempts, signals, outputs, lines } = await rows();
        const [execution] = STORED_NEW.executions;
        expect(executions).toEqual([
          {
            ...execution,
            state: 'RETRYING',
            history: [...(execution?.history ?? []), { state: 'RETRYING', at: LATER }],
            scope: OTHER_SCOPE,
            retrying: 5,
            seq: 2,
            version: 2,
            lastCommit: 'changed',
          },
        ]);
        expect(taskRuns.find(({ id }) => id === 't2')).toEqual({
          ...STORED_NEW.taskRuns[1],
          state: 'CREATED',
          history: [...(STORED_NEW.taskRuns[1]?.history ?? []), { state: 'CREATED', at: LATER }],
          scope: OTHER_SCOPE,
          lostAttempts: 4,
          startedAt: LATER,
        });
        expect(taskRuns.find(({ id }) => id === 't1')).toEqual(STORED_NEW.taskRuns[0]);
        expect(attempts.find(({ id }) => id === 'a2')).toEqual({
          ...STORED_NEW.attempts[1],
          state: 'LOST',
          workerId: 'w2',
          startedAt: LATER,
          dueAt: LATER,
          refusals: 6,
          error: 'gone␀',
          endedAt: LATER,
          logLines: 3,
        });
        expect(attempts.find(({ id }) => id === 'a1')).toEqual(STORED_NEW.attempts[0]);
        expect(signals.map(({ signal }) => signal.id)).toEqual(['s2', 's3']);
        expect(outputs.map(({ attempt }) => attempt)).toEqual([1, 2]);
        expect(lines.at(-1)).toMatchObject({ position: 4, attempt: 2, line: 3, message: 'line 3' });
      });

      test('tells apart what is cleared and what is left as it is', async () => {
        const { journal, rows } = await world();
        await journal.commit([EVERYTHING_NEW]);
        await journal.commit([
          commitOf('e', 1, {
            execution: { history: [], startedAt: null, endedAt: null, outputs: null, error: null },
            taskRuns: [{ id: 't2', history: [], endedAt: null }],
            attempts: [{ id: 'a2', workerId: null, startedAt: null, error: null }],
          }),
        ]);
        const cleared = await rows();
        const [execution] = STORED_NEW.executions;
        expect(cleared.executions).toEqual([
          {
            ...execution,
            startedAt: null,
            endedAt: null,
            outputs: null,
            error: null,
            version: 2,
            lastCommit: cleared.executions[0]?.lastCommit,
          },
        ]);
        expect(cleared.taskRuns[1]).toEqual({ ...STORED_NEW.taskRuns[1], endedAt: null });
        expect(cleared.attempts[1]).toEqual({
          ...STORED_NEW.attempts[1],
          workerId: null,
          startedAt: null,
          error: null,
        });
        await journal.commit([
          commitOf('e', 2, {
            execution: { history: [] },
            taskRuns: [{ id: 't2', history: [] }],
            attempts: [{ id: 'a2' }],
          }),
        ]);
        const left = await rows();
        expect(left.executions[0]).toMatchObject({ state: 'RUNNING', retrying: 2, scope: SCOPE, version: 3 });
        expect([left.taskRuns, left.attempts]).toEqual([cleared.taskRuns, cleared.attempts]);
      });

      test('numbers events in the order in which they were told, and keeps all that they say', async () => {
        const { journal, rows } = await worldWith(0, startOf('e'));
        const events: EngineEvent[] = [
          {
            at: AT,
            kind: 'taskRunCreated',
            taskRunId: 't',
            taskId: 'task',
            taskRunState: 'CREATED',
            parentTaskRunId: 'p',
            value: null,
          },
          {
            at: LATER,
            kind: 'retryScheduled',
            taskRunId: 't',
            taskId: 'task',
            attempt: 2,
            dueAt: LATER,
            taskRunState: 'RETRYING',
            executionState: 'RETRYING',
          },
          noted('no\u0000thing'),
        ];
        await journal.commit([commitOf('e', 1, {}, { events })]);
        expect((await rows()).events.slice(1)).toEqual([
          {
            executionId: 'e',
            seq: 2,
            at: AT,
            kind: 'taskRunCreated',
            executionState: null,
            taskRunId: 't',
            taskId: 'task',
            taskRunState: 'CREATED',
            attempt: null,
            detail: { parentTaskRunId: 'p' },
          },
          {
            executionId: 'e',
            seq: 3,
            at: LATER,
            kind: 'retryScheduled',
            executionState: 'RETRYING',
            taskRunId: 't',
            taskId: 'task',
            taskRunState: 'RETRYING',
            attempt: 2,
            detail: { dueAt: LATER },
          },
          {
            executionId: 'e',
            seq: 4,
            at: AT,
            kind: 'executionEnded',
            executionState: 'SUCCESS',
            taskRunId: null,
            taskId: null,
            taskRunState: null,
            attempt: null,
            detail: { message: 'no␀thing' },
          },
        ]);
      });

      test('is stale upon another version, and of an execution that is not there; then nothing is written', async () => {
        const { journal, rows } = await worldWith(0, startOf('e'));
        const before = await rows();
        const everything = (version: number, executionId = 'e'): Commit => ({
          ...EVERYTHING_CHANGED,
          id: `stale-${version}`,
          executionId,
          version,
        });
        expect(await journal.commit([everything(0), everything(2), everything(1, 'none')])).toEqual([
          STALE,
          STALE,
          STALE,
        ]);
        expect(await rows()).toEqual(before);
      });

      test('knows a repeat after a lost answer by its id, and stores nothing twice', async () => {
        const { journal, rows } = await worldWith(1, startOf('e', { tasks: 2 }));
        const commit = noteOf('e', 1);
        await journal.commit([commit]);
        // A claim in between raises the number of the last event, not the version.
        await journal.claim(claimOf('w1', { attemptIds: ['e-a1'] }));
        const before = await rows();
        expect(await journal.commit([commit])).toEqual([{ kind: 'committed', seq: 3, position: null }]);
        expect(await journal.commit([{ ...commit, id: 'another' }])).toEqual([STALE]);
        expect(await journal.commit([{ ...commit, version: 5 }])).toEqual([STALE]);
        expect(await rows()).toEqual(before);
      });

      test('is stale as a repeat once something else was decided', async () => {
        const { journal } = await worldWith(0, startOf('e'));
        const commit = noteOf('e', 1);
        await journal.commit([commit]);
        await journal.commit([noteOf('e', 2)]);
        expect(await journal.commit([commit])).toEqual([STALE]);
      });

      test('knows a repeated start by the id of its execution', async () => {
        const { journal, rows } = await world();
        await journal.commit([startOf('e')]);
        const before = await rows();
        expect(await journal.commit([startOf('e', { tasks: 3 })])).toEqual([
          { kind: 'committed', seq: 1, position: null },
        ]);
        expect(await rows()).toEqual(before);
      });

      test('of two decisions upon one version stores one, whole', async () => {
        const { journal, rows } = await worldWith(0, startOf('e', { tasks: 2 }));
        for (let version = 1; version <= 40; version += 1) {
          const decisions = ['one', 'other'].map((word) =>
            commitOf(
              'e',
              version,
              { executionLines: [{ at: AT, level: 'ERROR', message: `${version} ${word}` }] },
              { events: [noted(`${version} ${word}`)] },
            ),
          );
          const outcomes = await Promise.all(decisions.map((decision) => journal.commit([decision])));
          expect(
            outcomes
              .flat()
              .map(({ kind }) => kind)
              .sort(),
          ).toEqual(['committed', 'stale']);
        }
        const { events, lines } = await rows();
        const told = events.slice(1).map(({ detail }) => detail?.message);
        expect(told.map((message) => Number.parseInt(String(message), 10))).toEqual(
          Array.from({ length: 40 }, (_, index) => index + 1),
        );
        expect(lines.map(({ message }) => message)).toEqual(told);
      });

      test('starts one execution for all requests with one key, and tells the others which', async () => {
        const { journal, rows } = await world();
        const asked = (executionId: string, key: string, digest = 'a', flowId = 'flow'): Commit =>
          startOf(executionId, { idempotency: { namespace: 'test', flowId, key, digest } });
        const repeated = { kind: 'repeated', executionId: 'e1', digest: 'a' };
        expect(await journal.commit([asked('e1', 'k'), asked('e2', 'k')])).toMatchObject([
          { kind: 'committed' },
          repeated,
        ]);
        expect(await journal.commit([asked('e3', 'k', 'b')])).toEqual([repeated]);
        // Its answer got lost.
        expect(await journal.commit([asked('e1', 'k')])).toMatchObject([{ kind: 'committed' }]);
        expect(await journal.commit([asked('e4', 'other'), asked('e5', 'k', 'a', 'g')])).toMatchObject([
          { kind: 'committed' },
          { kind: 'committed' },
        ]);
        const { executions, taskRuns } = await rows();
        expect(executions.map(({ id }) => id)).toEqual(['e1', 'e4', 'e5']);
        expect(taskRuns.map(({ executionId }) => executionId)).toEqual(['e1', 'e4', 'e5']);
      });

      test('takes many keys at once whatever the order in which they come', async () => {
        const { journal } = await world();
        const batch = (round: number, keys: readonly string[]) =>
          keys.map((key, index) =>
            startOf(`r${round}-${String(index).padStart(2, '0')}`, {
              idempotency: { namespace: 'test', flowId: 'flow', key, digest: 'a' },
            }),
          );
        const keys = Array.from({ length: 40 }, (_, index) => `k${index}`);
        const rounds = await Promise.all(
          [keys, keys.toReversed(), keys, keys.toReversed()].map((order, round) =>
            journal.commit(batch(round, order)),
          ),
        );
        const kinds = rounds.flat().map(({ kind }) => kind);
        expect(kinds.filter((kind) => kind === 'committed')).toHaveLength(keys.length);
        expect(kinds.filter((kind) => kind === 'repeated')).toHaveLength(keys.length * 3);
      });

      test('forgets a key after a week, and takes old ones away', async () => {
        const { journal, rows } = await world();
        const asked = (executionId: string, key: string, createdAt: string): Commit => {
          const commit = startOf(executionId, {
            idempotency: { namespace: 'test', flowId: 'flow', key, digest: 'a' },
          });
          const { newExecution } = commit.changes;
          if (!newExecution) throw new Error('nothing is started');
          return { ...commit, changes: { ...commit.changes, newExecution: { ...newExecution, createdAt } } };
        };
        await journal.commit([asked('e1', 'k', '2026-01-01T00:00:00.000Z')]);
        expect(await journal.commit([asked('e2', 'k', '2026-01-07T23:59:59.000Z')])).toMatchObject([
          { kind: 'repeated', executionId: 'e1' },
        ]);
        expect(await journal.commit([asked('e3', 'k', '2026-01-08T00:00:01.000Z')])).toMatchObject([
          { kind: 'committed' },
        ]);
        expect((await rows()).executions.map(({ id }) => id)).toEqual(['e1', 'e3']);
      });

      test('starts an execution only while the flow still means the same revision', async () => {
        const { journal, rows, saveFlow, dropFlow } = await world();
        const newest = (executionId: string, revision: number): Commit =>
          startOf(executionId, { newestRevision: { namespace: 'test', flowId: 'flow', revision } });
        expect(await journal.commit([newest('e0', 1)])).toEqual([{ kind: 'flowChanged' }]);
        await saveFlow({ namespace: 'test', flowId: 'flow', revision: 1 });
        expect(await journal.commit([newest('e1', 1)])).toMatchObject([{ kind: 'committed' }]);
        await saveFlow({ namespace: 'test', flowId: 'flow', revision: 2 });
        expect(await journal.commit([newest('e2', 1), startOf('e3'), newest('e4', 2)])).toMatchObject([
          { kind: 'flowChanged' },
          { kind: 'committed' },
          { kind: 'committed' },
        ]);
        await dropFlow({ namespace: 'test', flowId: 'flow' });
        expect(await journal.commit([newest('e5', 2)])).toEqual([{ kind: 'flowChanged' }]);
        // It is running: that the flow has changed since its answer got lost is no news.
        expect(await journal.commit([newest('e4', 2)])).toMatchObject([{ kind: 'committed' }]);
        const { executions, taskRuns } = await rows();
        expect(executions.map(({ id }) => id)).toEqual(['e1', 'e3', 'e4']);
        expect(taskRuns.map(({ executionId }) => executionId)).toEqual(['e1', 'e3', 'e4']);
      });

      test('that ends an execution leaves no signals of it', async () => {
        const { journal, rows } = await worldWith(
          0,
          withSignals(startOf('e'), signal('s1'), signal('s2')),
          withSignals(startOf('other'), signal('s1')),
        );
        await journal.commit([
          commitOf('e', 1, {
            execution: { state: 'FAILED', history: [], endedAt: LATER },
            takenSignals: ['s1'],
          }),
        ]);
        expect((await rows()).signals.map(({ executionId }) => executionId)).toEqual(['other']);
      });

      test.each<[string, Partial<Changes>]>([
        ['task_runs_pkey', { newTaskRuns: [newTaskRun('e', 'e-t1', { ordinal: 1 })] }],
        [
          'task_runs_execution_id_task_id_scope_id_ordinal_key',
          { newTaskRuns: [newTaskRun('e', 'new', { taskId: 'task-e-t1' })] },
        ],
        ['attempts_pkey', { newAttempts: [newAttempt('other-a1', 'e-t1', { number: 2 })] }],
        ['attempts_execution_id_task_run_id_number_key', { newAttempts: [newAttempt('new', 'e-t1')] }],
        ['outputs_pkey', { outputs: [OUTPUTS, OUTPUTS] }],
        ['signals_pkey', { newSignals: [signal('s1'), signal('s1')] }],
      ])('refuses what %s does not admit, with all that came with it', async (constraint, changes) => {
        const { journal, rows } = await worldWith(0, startOf('e'), startOf('other'));
        const before = await rows();
        await expect(
          journal.commit([noteOf('other', 1), commitOf('e', 1, changes), startOf('before')]),
        ).rejects.toMatchObject({ code: '23505', constraint });
        expect(await rows()).toEqual(before);
        // Whatever was undone does not stand in the way of others.
        expect(await journal.commit([commitOf('e', 1), startOf('before')])).toMatchObject([
          { kind: 'committed' },
          { kind: 'committed' },
        ]);
      });

      test.each([
        ['an id that is too long', { id: 'x'.repeat(23) }, '22001'],
        ['text with a NUL', withText('\u0000'), '22P05'],
        ['half a character', withText('\ud800'), '22P02'],
      ])('refuses %s', async (_, fields, code) => {
        const { journal, rows } = await worldWith(0, startOf('e'));
        const before = await rows();
        await expect(journal.commit([{ ...noteOf('e', 1), ...fields }])).rejects.toMatchObject({ code });
        expect(await rows()).toEqual(before);
      });

      test('answers many in their order, and decides upon an execution as often as it stands there', async () => {
        const { journal, rows } = await worldWith(0, startOf('e1'), startOf('e2'), startOf('e3'));
        const outcomes = await journal.commit([
          noteOf('e3', 1, 'first'),
          noteOf('e1', 7),
          noteOf('e3', 2, 'second'),
          noteOf('e2', 1),
          noteOf('e3', 2, 'too late'),
        ]);
        expect(outcomes).toEqual([
          { kind: 'committed', seq: 2, position: null },
          STALE,
          { kind: 'committed', seq: 3, position: null },
          { kind: 'committed', seq: 2, position: null },
          STALE,
        ]);
        const { executions, events } = await rows();
        expect(executions.map(({ version }) => version)).toEqual([1, 2, 3]);
        expect(events.filter(({ executionId }) => executionId === 'e3').map(({ detail }) => detail)).toEqual([
          null,
          { message: 'first' },
          { message: 'second' },
        ]);
      });

      test('never locks another batch, whatever their orders and whatever is claimed meanwhile', async () => {
        const ids = Array.from({ length: 12 }, (_, index) => `e${String(index).padStart(2, '0')}`);
        const rounds = 40;
        const { journal, rows } = await worldWith(2, ...ids.map((id) => startOf(id, { tasks: rounds })));
        for (let round = 1; round <= rounds; round += 1) {
          const answers = await Promise.all([
            journal.commit(ids.map((id) => noteOf(id, round))),
            journal.claim(claimOf('w1', { limit: 6 })),
            journal.commit(ids.toReversed().map((id) => noteOf(id, round))),
            journal.claim(claimOf('w2', { attemptIds: ids.toReversed().map((id) => `${id}-a${round}`) })),
          ]);
          const outcomes = [answers[0], answers[2].toReversed()];
          for (const [index] of ids.entries())
            expect(outcomes.map((batch) => batch[index]?.kind).sort()).toEqual(['committed', 'stale']);
        }
        const { executions, events } = await rows();
        for (const { id, seq, version } of executions) {
          expect(version).toBe(rounds + 1);
          expect(events.filter(({ executionId }) => executionId === id).map((event) => event.seq)).toEqual(
            Array.from({ length: seq }, (_, index) => index + 1),
          );
        }
      });

      test('stores copies: nobody shares an object with the store', async () => {
        const { journal, rows } = await world();
        const inputs = { list: [1, 2] };
        const start = startOf('e');
        const fresh = start.changes.newExecution;
        await journal.commit([
          { ...start, changes: { ...start.changes, newExecution: fresh && { ...fresh, inputs } } },
        ]);
        inputs.list.push(3);
        const facts = await journal.facts('e');
        (facts?.inputs?.list as number[]).push(4);
        expect((await rows()).executions[0]?.inputs).toEqual({ list: [1, 2] });
      });
    });

    describe('claim', () => {
      test('gives an attempt with the rows around it, and says that it started', async () => {
        const { journal, rows } = await worldWith(1, NESTED);
        const answer = await journal.claim(claimOf('w1', { attemptIds: ['a'], claimId: 'c' }));
        const { executions, taskRuns, attempts, events } = await rows();
        expect(attempts).toMatchObject([
          { id: 'a', state: 'RUNNING', workerId: 'w1', claimId: 'c', startedAt: LATER },
        ]);
        expect(taskRuns.find(({ id }) => id === 'inner')).toMatchObject({
          state: 'RUNNING',
          startedAt: LATER,
          history: [
            { state: 'CREATED', at: AT },
            { state: 'RUNNING', at: LATER },
          ],
        });
        expect(executions).toMatchObject([{ version: 1, seq: 2, state: 'RUNNING' }]);
        expect(events.at(-1)).toEqual({
          executionId: 'e',
          seq: 2,
          at: LATER,
          kind: 'attemptStarted',
          executionState: null,
          taskRunId: 'inner',
          taskId: 'task-inner',
          taskRunState: 'RUNNING',
          attempt: 1,
          detail: { workerId: 'w1' },
        });
        const snapshot = await journal.load({ executionId: 'e', attemptIds: ['a'], taskRunIds: [] });
        expect(inOrder(snapshot).taskRuns.map(({ id }) => id)).toEqual(['inner', 'middle', 'outer']);
        expect(answer).toEqual({
          claimed: [
            {
              attemptId: 'a',
              snapshot: expect.anything() as unknown,
              facts: { inputs: null, labels: [], trigger: null },
              seq: 2,
            },
          ],
          unreadable: [],
        });
        expect(inOrder(answer.claimed[0]?.snapshot ?? null)).toEqual(inOrder(snapshot));
      });

      test('gives the oldest first, and no more than were asked for', async () => {
        const { journal } = await worldWith(1, startOf('e2', { tasks: 3 }));
        // Stored later, and yet older by its ids.
        await journal.commit([startOf('e1', { tasks: 3 })]);
        const taken: string[][] = [];
        for (const limit of [1, 4, 4, 4]) {
          const { claimed } = await journal.claim(claimOf('w1', { limit }));
          taken.push(claimed.map(({ attemptId }) => attemptId));
        }
        expect(taken).toEqual([['e1-a1'], ['e1-a2', 'e1-a3', 'e2-a1', 'e2-a2'], ['e2-a3'], []]);
      });

      test('numbers the starts in one execution one by one', async () => {
        const { journal, rows } = await worldWith(
          1,
          startOf('e1', { tasks: 3 }),
          startOf('e2', { tasks: 2 }),
        );
        await journal.claim(claimOf('w1'));
        const started = (await rows()).events.filter(({ kind }) => kind === 'attemptStarted');
        expect(started.map(({ seq, taskRunId }) => [seq, taskRunId])).toEqual([
          [2, 'e1-t1'],
          [3, 'e1-t2'],
          [4, 'e1-t3'],
          [2, 'e2-t1'],
          [3, 'e2-t2'],
        ]);
      });

      test('gives those that were asked for, where they are to be had', async () => {
        const { journal } = await worldWith(2, startOf('e', { tasks: 4 }));
        await journal.claim(claimOf('w2', { attemptIds: ['e-a2'] }));
        const { claimed } = await journal.claim(
          claimOf('w1', { attemptIds: ['e-a3', 'e-a2', 'none', 'e-a1', 'e-a3'] }),
        );
        expect(claimed.map(({ attemptId }) => attemptId)).toEqual(['e-a1', 'e-a3']);
        const two = await journal.claim(claimOf('w1', { attemptIds: ['e-a1', 'e-a4'], limit: 1 }));
        expect(two.claimed.map(({ attemptId }) => attemptId)).toEqual(['e-a4']);
        expect(await journal.claim(claimOf('w1', { attemptIds: ['e-a1'] }))).toEqual({
          claimed: [],
          unreadable: [],
        });
      });

      test('of one limit takes no more than that of those that were asked for', async () => {
        const { journal } = await worldWith(1, startOf('e', { tasks: 4 }));
        const { claimed } = await journal.claim(
          claimOf('w1', { attemptIds: ['e-a1', 'e-a2', 'e-a3', 'e-a4'], limit: 3 }),
        );
        expect(claimed).toHaveLength(3);
      });

      test('leaves what is not due yet, by the clock of the store', async () => {
        const opened = await world();
        const { journal, now, pass } = opened;
        await journal.registerWorker({ workerId: 'w1', leaseMs: LEASE_MS });
        const dueAt = new Date(now().getTime() + MINUTE_MS).toISOString();
        await journal.commit([startOf('e', { attempt: { dueAt } })]);
        const early = claimOf('w1', { at: new Date(now().getTime() + 2 * MINUTE_MS) });
        expect((await journal.claim(early)).claimed).toEqual([]);
        expect((await journal.claim({ ...early, attemptIds: ['e-a1'] })).claimed).toEqual([]);
        await pass(MINUTE_MS + 1_000);
        expect((await journal.claim(early)).claimed).toHaveLength(1);
      });

      test('gives each attempt once, however many ask at the same moment', async () => {
        const ids = Array.from({ length: 10 }, (_, index) => `e${index}`);
        const { journal, rows } = await worldWith(20, ...ids.map((id) => startOf(id, { tasks: 12 })));
        const taken = await Promise.all(
          Array.from({ length: 20 }, async (_, index) => {
            const own: string[] = [];
            const ask = claimOf(`w${index + 1}`, { limit: 3 });
            for (let empty = 0; empty < 2; ) {
              const { claimed } = await journal.claim({ ...ask, claimId: `c-${index}-${own.length}` });
              own.push(...claimed.map(({ attemptId }) => attemptId));
              // What another one looks at in this moment is left out, so once empty is not empty.
              empty = claimed.length === 0 ? empty + 1 : 0;
            }
            return own;
          }),
        );
        const { attempts, events, executions } = await rows();
        expect(taken.flat().sort()).toEqual(attempts.map(({ id }) => id));
        taken.forEach((own, index) => {
          expect(attempts.filter(({ workerId }) => workerId === `w${index + 1}`).map(({ id }) => id)).toEqual(
            own.toSorted(),
          );
        });
        for (const { id, seq } of executions) {
          expect(seq).toBe(13);
          expect(events.filter(({ executionId }) => executionId === id)).toHaveLength(13);
        }
      });

      test('gives the same again after a lost answer', async () => {
        const { journal, rows } = await worldWith(2, startOf('e', { tasks: 5 }));
        const ask = claimOf('w1', { limit: 2 });
        const first = await journal.claim(ask);
        await journal.claim(claimOf('w2', { limit: 1 }));
        const before = await rows();
        const again = await journal.claim({ ...ask, isRepeated: true });
        expect(again.claimed.map(({ attemptId, snapshot }) => [attemptId, inOrder(snapshot)])).toEqual(
          first.claimed.map(({ attemptId, snapshot }) => [attemptId, inOrder(snapshot)]),
        );
        expect(await rows()).toEqual(before);
        // That of another worker with the same id is its own.
        const foreign = await journal.claim({ ...ask, workerId: 'w2', limit: 1, isRepeated: true });
        expect(foreign.claimed.map(({ attemptId }) => attemptId)).toEqual(['e-a4']);
      });

      test('repeated late gives what is still held of it', async () => {
        const { journal } = await worldWith(1, startOf('e', { tasks: 4 }));
        const ask = claimOf('w1', { limit: 3 });
        await journal.claim(ask);
        await journal.commit([
          commitOf('e', 1, settledChanges({ id: 'e-a1', taskRunId: 'e-t1' })),
          commitOf('e', 2, { attempts: [{ id: 'e-a2', state: 'READY', workerId: null, startedAt: null }] }),
        ]);
        const again = await journal.claim({ ...ask, isRepeated: true });
        expect(again.claimed.map(({ attemptId }) => attemptId)).toEqual(['e-a3']);
      });

      test('whose first try never arrived claims when it is repeated', async () => {
        const { journal } = await worldWith(1, startOf('e', { tasks: 2 }));
        const { claimed } = await journal.claim(claimOf('w1', { isRepeated: true, limit: 1 }));
        expect(claimed.map(({ attemptId }) => attemptId)).toEqual(['e-a1']);
      });

      test('records no start before the attempt was made, and keeps the first start of a task run', async () => {
        const { journal, rows } = await worldWith(1, startOf('e', { attempt: { createdAt: LATER } }));
        await journal.claim(claimOf('w1', { at: new Date(AT) }));
        expect((await rows()).attempts[0]?.startedAt).toBe(LATER);
        expect((await rows()).events.at(-1)?.at).toBe(LATER);
        const second = newAttempt('second', 'e-t1', { number: 2 });
        await journal.commit([
          commitOf('e', 1, {
            newAttempts: [second],
            attempts: [{ id: 'e-a1', state: 'LOST', endedAt: LATER }],
          }),
        ]);
        await journal.claim(claimOf('w1', { at: new Date('2026-01-02T00:00:00.000Z') }));
        const { attempts, taskRuns } = await rows();
        expect(attempts.at(-1)?.startedAt).toBe('2026-01-02T00:00:00.000Z');
        expect(taskRuns[0]).toMatchObject({ startedAt: LATER });
        expect(taskRuns[0]?.history.map(({ state }) => state)).toEqual(['CREATED', 'RUNNING', 'RUNNING']);
      });

      test('leaves large facts to those who ask for them', async () => {
        const start = startOf('e');
        const fresh = start.changes.newExecution;
        const inputs = { text: Array.from({ length: 3_000 }, (_, index) => index.toString(36)).join('') };
        const { journal } = await worldWith(1, {
          ...start,
          changes: { ...start.changes, newExecution: fresh && { ...fresh, inputs } },
        });
        const { claimed } = await journal.claim(claimOf('w1'));
        expect(claimed[0]?.facts).toBeNull();
        expect((await journal.facts('e'))?.inputs).toEqual(inputs);
      });

      test('gives nothing to a worker that is not registered, or was given up', async () => {
        const { journal, pass, rows } = await worldWith(1, startOf('e'));
        expect((await journal.claim(claimOf('nobody'))).claimed).toEqual([]);
        await pass(LEASE_MS + 1_000);
        expect(await journal.lostWorkers(1)).toEqual(['w1']);
        expect((await journal.claim(claimOf('w1'))).claimed).toEqual([]);
        expect((await rows()).attempts).toMatchObject([{ state: 'READY', workerId: null }]);
      });
    });

    describe('load and facts', () => {
      test('answer null where there is no such execution', async () => {
        const { journal } = await worldWith(0, startOf('e'));
        expect(await journal.load({ executionId: 'none', attemptIds: ['e-a1'], taskRunIds: [] })).toBeNull();
        expect(await journal.facts('none')).toBeNull();
      });

      test('load gives what was named with the task runs around it, and nothing else', async () => {
        const { journal } = await worldWith(0, NESTED, startOf('other'));
        const load = async (attemptIds: string[], taskRunIds: string[]) => {
          const loaded = await journal.load({ executionId: 'e', attemptIds, taskRunIds });
          return [inOrder(loaded).attempts.map(({ id }) => id), inOrder(loaded).taskRuns.map(({ id }) => id)];
        };
        expect(await load([], [])).toEqual([[], []]);
        expect(await load(['a'], [])).toEqual([['a'], ['inner', 'middle', 'outer']]);
        expect(await load([], ['middle'])).toEqual([[], ['middle', 'outer']]);
        expect(await load(['a', 'a'], ['beside', 'inner', 'none'])).toEqual([
          ['a'],
          ['beside', 'inner', 'middle', 'outer'],
        ]);
        // Not those of another execution.
        expect(await load(['other-a1'], ['other-t1'])).toEqual([[], []]);
      });

      test('load names the signals that are still there, of those that were asked for', async () => {
        const { journal } = await world();
        await journal.commit([EVERYTHING_NEW]);
        const signalsOf = async (signalIds: string[]) =>
          (await journal.load({ executionId: 'e', attemptIds: [], taskRunIds: [], signalIds }))?.signals;
        expect(await signalsOf(['s1', 'gone'])).toEqual(['s1']);
        await journal.commit([EVERYTHING_CHANGED]);
        expect(await signalsOf(['s1'])).toBeUndefined();
      });
    });

    describe('appendLines', () => {
      const append = (executionId: string, firstLine: number, count: number, workerId = 'w1', task = 1) => ({
        executionId,
        workerId,
        lines: linesOf(executionId, firstLine, count, task),
      });

      test('numbers the lines of all attempts of an execution together, with those of the decisions', async () => {
        const { journal, rows } = await worldWith(1, startOf('e', { tasks: 2 }), startOf('other'));
        const { claimed } = await journal.claim(claimOf('w1'));
        expect(claimed).toHaveLength(3);
        expect(await journal.appendLines(append('e', 1, 2))).toBe(2);
        expect(await journal.appendLines(append('e', 1, 1, 'w1', 2))).toBe(3);
        expect(await journal.appendLines(append('other', 1, 1))).toBe(1);
        const [outcome] = await journal.commit([
          commitOf(
            'e',
            1,
            {
              ...settledChanges({ id: 'e-a1', taskRunId: 'e-t1' }),
              executionLines: [{ at: LATER, level: 'ERROR', message: 'of the execution' }],
            },
            { lines: [linesOf('e', 3, 2)] },
          ),
        ]);
        expect(outcome).toEqual({ kind: 'committed', seq: 3, position: 6 });
        expect(await journal.appendLines(append('e', 2, 1, 'w1', 2))).toBe(7);
        const { lines, attempts } = await rows();
        expect(
          lines.map(({ executionId, position, attempt, taskRunId, line, message }) => ({
            at: `${executionId} ${position}`,
            of: `${taskRunId} ${attempt} ${line}`,
            message,
          })),
        ).toEqual([
          { at: 'e 1', of: 'e-t1 1 1', message: 'line 1' },
          { at: 'e 2', of: 'e-t1 1 2', message: 'line 2' },
          { at: 'e 3', of: 'e-t2 1 1', message: 'line 1' },
          { at: 'e 4', of: 'e-t1 1 3', message: 'line 3' },
          { at: 'e 5', of: 'e-t1 1 4', message: 'line 4' },
          { at: 'e 6', of: 'null null null', message: 'of the execution' },
          { at: 'e 7', of: 'e-t2 1 2', message: 'line 2' },
          { at: 'other 1', of: 'other-t1 1 1', message: 'line 1' },
        ]);
        expect(lines[0]).toMatchObject({ at: AT, level: 'INFO', taskId: 'task-e-t1' });
        expect(attempts.map(({ logLines }) => logLines)).toEqual([4, 2, 1]);
      });

      test('stores nothing twice, also of a repeat that brings more', async () => {
        const { journal, rows } = await worldWith(1, startOf('e'));
        await journal.claim(claimOf('w1'));
        expect(await journal.appendLines(append('e', 1, 2))).toBe(2);
        expect(await journal.appendLines(append('e', 1, 2))).toBe(2);
        expect(await journal.appendLines(append('e', 1, 1))).toBe(2);
        expect(await journal.appendLines(append('e', 2, 3))).toBe(4);
        const { lines, attempts } = await rows();
        expect(lines.map(({ position, line, message }) => [position, line, message])).toEqual([
          [1, 1, 'line 1'],
          [2, 2, 'line 2'],
          [3, 3, 'line 3'],
          [4, 4, 'line 4'],
        ]);
        expect(attempts[0]?.logLines).toBe(4);
      });

      test('refuses a gap', async () => {
        const { journal, rows } = await worldWith(1, startOf('e'));
        await journal.claim(claimOf('w1'));
        await journal.appendLines(append('e', 1, 1));
        await expect(journal.appendLines(append('e', 3, 1))).rejects.toThrow(
          'line 3 of attempt e-a1 comes after line 1',
        );
        expect((await rows()).lines).toHaveLength(1);
      });

      test('of nothing is no refusal', async () => {
        const { journal } = await worldWith(1, startOf('e'));
        await journal.claim(claimOf('w1'));
        expect(await journal.appendLines(append('e', 1, 0))).toBe(0);
      });

      test('is refused to everybody but the worker that holds the attempt', async () => {
        const { journal, rows } = await worldWith(1, startOf('e', { tasks: 2 }));
        expect(await journal.appendLines(append('e', 1, 1))).toBeNull();
        await journal.claim(claimOf('w1', { attemptIds: ['e-a1'] }));
        expect(await journal.appendLines(append('e', 1, 1, 'w2'))).toBeNull();
        expect(await journal.appendLines(append('none', 1, 1))).toBeNull();
        await journal.commit([commitOf('e', 1, settledChanges({ id: 'e-a1', taskRunId: 'e-t1' }))]);
        expect(await journal.appendLines(append('e', 1, 1))).toBeNull();
        expect((await rows()).lines).toEqual([]);
      });

      test('begins at 1 again when an attempt was handed back', async () => {
        const { journal, rows } = await worldWith(2, startOf('e'));
        await journal.claim(claimOf('w1'));
        await journal.appendLines(append('e', 1, 2));
        await journal.commit([
          commitOf(
            'e',
            1,
            { attempts: [{ id: 'e-a1', state: 'READY', workerId: null, startedAt: null }] },
            { lines: [linesOf('e', 3, 1)] },
          ),
        ]);
        expect((await rows()).attempts[0]?.logLines).toBe(0);
        await journal.claim(claimOf('w2'));
        expect(await journal.appendLines(append('e', 1, 2, 'w2'))).toBe(5);
        expect((await rows()).lines.map(({ line }) => line)).toEqual([1, 2, 3, 1, 2]);
      });
    });

    describe('fail', () => {
      const FAILURE = { message: 'it cannot be decided\u0000', at: new Date(LATER) };

      test('ends an execution and closes all that is open', async () => {
        const { journal, rows } = await worldWith(
          1,
          withSignals(startOf('e', { tasks: 3 }), signal('s1')),
          withSignals(startOf('other'), signal('s1')),
        );
        await journal.claim(claimOf('w1', { attemptIds: ['e-a1', 'e-a2'] }));
        await journal.commit([
          commitOf('e', 1, {
            ...settledChanges({ id: 'e-a1', taskRunId: 'e-t1' }),
            execution: { state: 'RETRYING', history: [{ state: 'RETRYING', at: AT }], retrying: 1 },
          }),
        ]);
        expect(await journal.fail('e', FAILURE)).toBe(true);
        const error = 'it cannot be decided␀';
        const { executions, taskRuns, attempts, signals, events, lines } = await rows();
        expect(executions[0]).toMatchObject({
          state: 'FAILED',
          endedAt: LATER,
          error,
          retrying: 0,
          version: 3,
          seq: 4,
          lastCommit: null,
        });
        expect(executions[0]?.history.at(-1)).toEqual({ state: 'FAILED', at: LATER });
        expect(attempts.map(({ id, state, endedAt, error: why }) => [id, state, endedAt, why])).toEqual([
          ['e-a1', 'SUCCEEDED', LATER, null],
          ['e-a2', 'KILLED', LATER, error],
          ['e-a3', 'KILLED', LATER, error],
          ['other-a1', 'READY', null, null],
        ]);
        expect(taskRuns.map(({ id, state, endedAt }) => [id, state, endedAt])).toEqual([
          ['e-t1', 'SUCCESS', LATER],
          ['e-t2', 'KILLED', LATER],
          ['e-t3', 'KILLED', LATER],
          ['other-t1', 'CREATED', null],
        ]);
        expect(taskRuns[1]?.history.at(-1)).toEqual({ state: 'KILLED', at: LATER });
        expect(signals.map(({ executionId }) => executionId)).toEqual(['other']);
        expect(events.find(({ seq }) => seq === 4)).toMatchObject({
          kind: 'executionEnded',
          at: LATER,
          executionState: 'FAILED',
          detail: { message: error },
        });
        expect(lines).toMatchObject([
          { executionId: 'e', position: 1, taskRunId: null, at: LATER, level: 'ERROR', message: error },
        ]);
      });

      test('passes nothing that was decided before, and gives nothing to claim', async () => {
        const { journal, rows } = await worldWith(1, startOf('e', { tasks: 2 }));
        const ask = claimOf('w1', { attemptIds: ['e-a1'] });
        await journal.claim(ask);
        await journal.fail('e', FAILURE);
        const before = await rows();
        expect(await journal.commit([noteOf('e', 1)])).toEqual([STALE]);
        expect((await journal.claim(claimOf('w1'))).claimed).toEqual([]);
        expect((await journal.claim({ ...ask, isRepeated: true })).claimed).toEqual([]);
        expect(
          await journal.appendLines({ executionId: 'e', workerId: 'w1', lines: linesOf('e', 1, 1) }),
        ).toBeNull();
        expect(await journal.heldBy('w1', 10)).toEqual([]);
        expect(await rows()).toEqual(before);
      });

      test('happens once, and not to an execution that has ended or is not there', async () => {
        const { journal, rows } = await worldWith(0, startOf('e'), startOf('ended'));
        await journal.commit([
          commitOf('ended', 1, { execution: { state: 'SUCCESS', history: [], endedAt: LATER } }),
        ]);
        expect(await journal.fail('e', FAILURE)).toBe(true);
        const before = await rows();
        expect(await journal.fail('e', FAILURE)).toBe(false);
        expect(await journal.fail('ended', FAILURE)).toBe(false);
        expect(await journal.fail('none', FAILURE)).toBe(false);
        expect(await rows()).toEqual(before);
      });

      test('meets claims and decisions of the same moment', async () => {
        for (let round = 0; round < 20; round += 1) {
          const id = `e${round}`;
          const { journal, rows } = await worldWith(1, startOf(id, { tasks: 4 }));
          const [, [outcome], isFailed] = await Promise.all([
            journal.claim(claimOf('w1', { limit: 2 })),
            journal.commit([noteOf(id, 1)]),
            journal.fail(id, FAILURE),
          ]);
          expect(isFailed).toBe(true);
          const { executions, attempts, events } = await rows();
          expect(executions[0]).toMatchObject({
            state: 'FAILED',
            version: outcome?.kind === 'stale' ? 2 : 3,
          });
          expect(attempts.map(({ state }) => state)).toEqual(['KILLED', 'KILLED', 'KILLED', 'KILLED']);
          expect(events.map(({ seq }) => seq)).toEqual(
            Array.from({ length: executions[0]?.seq ?? 0 }, (_, index) => index + 1),
          );
        }
      });
    });

    describe('dueSignals', () => {
      const inMs = (now: Date, ms: number) => new Date(now.getTime() + ms).toISOString();

      test('gives those whose time has come, oldest first, and says when the next one is due', async () => {
        const { journal, now, pass } = await world();
        expect(await journal.dueSignals(10)).toEqual({ due: [], nextInMs: null });
        const at = now();
        const signals = [
          signal('s1', inMs(at, 30_000)),
          signal('s2', inMs(at, -1_000)),
          signal('s3', inMs(at, -2_000)),
          signal('s4', inMs(at, MINUTE_MS)),
        ];
        await journal.commit([withSignals(startOf('e'), ...signals)]);
        const early = await journal.dueSignals(10);
        expect(early.due).toEqual([
          { executionId: 'e', signal: signals[2] },
          { executionId: 'e', signal: signals[1] },
        ]);
        expect(early.nextInMs).toBeGreaterThan(20_000);
        expect(early.nextInMs).toBeLessThanOrEqual(30_000);
        await pass(31_000);
        const late = await journal.dueSignals(10);
        expect(late.due.map((one) => one.signal.id)).toEqual(['s3', 's2', 's1']);
        expect(late.nextInMs).toBeGreaterThan(20_000);
        expect(late.nextInMs).toBeLessThanOrEqual(29_000);
      });

      test('gives no more than were asked for, and the rest when those are gone', async () => {
        const opened = await worldWith(
          0,
          withSignals(
            startOf('e'),
            signal('s1', '2026-01-01T00:00:03.000Z'),
            signal('s2', '2026-01-01T00:00:02.000Z'),
          ),
          withSignals(startOf('f'), signal('s1', '2026-01-01T00:00:01.000Z')),
        );
        const { journal } = opened;
        const named = async (limit: number) =>
          (await journal.dueSignals(limit)).due.map(
            ({ executionId, signal: { id } }) => `${executionId} ${id}`,
          );
        expect(await named(2)).toEqual(['f s1', 'e s2']);
        await journal.commit([
          commitOf('e', 1, { takenSignals: ['s2', 'none'] }),
          commitOf('f', 1, { takenSignals: ['s1'] }),
        ]);
        expect(await named(2)).toEqual(['e s1']);
      });
    });

    describe('workers', () => {
      test('renew their lease until they are given up', async () => {
        const { journal, pass, rows } = await worldWith(2);
        await pass(LEASE_MS - 2_000);
        expect(await journal.renewWorker({ workerId: 'w1', leaseMs: LEASE_MS })).toBe(true);
        await pass(LEASE_MS - 2_000);
        expect(await journal.lostWorkers(1)).toEqual(['w2']);
        expect(await journal.renewWorker({ workerId: 'w1', leaseMs: LEASE_MS })).toBe(true);
        expect(await journal.renewWorker({ workerId: 'w2', leaseMs: LEASE_MS })).toBe(false);
        expect(await journal.renewWorker({ workerId: 'nobody', leaseMs: LEASE_MS })).toBe(false);
        // A late answer of its registration does not bring it back either.
        await journal.registerWorker({ workerId: 'w2', leaseMs: LEASE_MS });
        expect(await journal.renewWorker({ workerId: 'w2', leaseMs: LEASE_MS })).toBe(false);
        expect((await rows()).workers.map(({ id, lostAt }) => [id, lostAt === null])).toEqual([
          ['w1', true],
          ['w2', false],
        ]);
      });

      test('that are marked are told again and again, until they are forgotten', async () => {
        const { journal, pass } = await worldWith(3);
        await pass(LEASE_MS + 1_000);
        expect((await journal.lostWorkers(1)).toSorted()).toEqual(['w1', 'w2', 'w3']);
        await journal.forgetLostWorker('w1');
        expect((await journal.lostWorkers(1)).toSorted()).toEqual(['w1', 'w2', 'w3']);
        await pass(MINUTE_MS + 1_000);
        await journal.forgetLostWorker('w1');
        await journal.forgetLostWorker('nobody');
        expect((await journal.lostWorkers(1)).toSorted()).toEqual(['w2', 'w3']);
      });

      test('that have stopped count as given up at once: they claim nothing, and what they hold is found', async () => {
        const { journal } = await worldWith(2, startOf('e', { tasks: 2 }));
        await journal.claim(claimOf('w1', { limit: 1 }));
        await journal.retireWorker('w1');
        expect(await journal.renewWorker({ workerId: 'w1', leaseMs: LEASE_MS })).toBe(false);
        expect((await journal.claim(claimOf('w1', { claimId: 'late', limit: 1 }))).claimed).toEqual([]);
        expect(await journal.lostWorkers(1)).toEqual(['w1']);
        expect(await journal.heldBy('w1', 10)).toHaveLength(1);
      });

      test('that are well are not forgotten', async () => {
        const { journal, rows } = await worldWith(1);
        await journal.forgetLostWorker('w1');
        expect((await rows()).workers).toHaveLength(1);
      });

      test('are not given up before the store has been up for a lease', async () => {
        const { journal, pass } = await worldWith(1);
        await pass(LEASE_MS + 1_000);
        const CENTURY_MS = 100 * 365 * 24 * 60 * MINUTE_MS;
        expect(await journal.lostWorkers(CENTURY_MS)).toEqual([]);
        expect(await journal.renewWorker({ workerId: 'w1', leaseMs: -1_000 })).toBe(true);
        expect(await journal.lostWorkers(1)).toEqual(['w1']);
        expect(await journal.lostWorkers(CENTURY_MS)).toEqual(['w1']);
      });

      test('hold what they have claimed and not ended, oldest first', async () => {
        const { journal } = await worldWith(2, startOf('e2', { tasks: 2 }), startOf('e1', { tasks: 2 }));
        await journal.claim(claimOf('w1', { attemptIds: ['e2-a1', 'e1-a1', 'e1-a2'] }));
        await journal.claim(claimOf('w2'));
        await journal.commit([commitOf('e1', 1, settledChanges({ id: 'e1-a1', taskRunId: 'e1-t1' }))]);
        expect(await journal.heldBy('w1', 10)).toEqual([
          { executionId: 'e1', attemptId: 'e1-a2' },
          { executionId: 'e2', attemptId: 'e2-a1' },
        ]);
        expect(await journal.heldBy('w1', 1)).toEqual([{ executionId: 'e1', attemptId: 'e1-a2' }]);
        expect(await journal.heldBy('nobody', 10)).toEqual([]);
      });
    });
  });
}

const SCOPE: Scope = { branch: 'tasks', after: 'task', running: 2, worst: 'WARNING', ended: false };
const OTHER_SCOPE: Scope = { branch: 'tasks', after: 'other', running: 0, worst: 'FAILED', ended: true };
/** A JavaScript number would change each of them. */
const NUMBERS = [
  8202522731445525542n,
  ...['1.0', '1.50', '1e3', '1e400', '-2e-300', '0.1000000000000000055511151231257827'].map(Decimal.of),
];
const INPUTS = { text: 'ä ␀ 𝄞', number: 1.5, none: null, deep: { list: [1, [true], NUMBERS] } };
const LABELS = [{ key: 'k', value: 'v' }];
const TRIGGER = { id: 'trigger', type: 'Schedule', variables: { date: LATER, body: NUMBERS } };
const HISTORY = [{ state: 'CREATED', at: AT }] as const;

const OUTPUTS = {
  taskRunId: 't2',
  taskId: 'task',
  values: ['a', 'b'],
  attempt: 1,
  outputs: { value: [1], numbers: NUMBERS },
};

function withText(text: string): Partial<Commit> {
  return { changes: { ...NO_CHANGES, outputs: [{ ...OUTPUTS, outputs: { text } }] } };
}

function signal(id: string, dueAt = LATER): Signal {
  return { kind: 'retryDue', id, dueAt, taskRunId: 't2', attempt: 2 };
}

function withSignals(commit: Commit, ...newSignals: readonly Signal[]): Commit {
  return { ...commit, changes: { ...commit.changes, newSignals } };
}

/** A start in which no field has the value that it has by itself. */
const EVERYTHING_NEW: Commit = commitOf(
  'e',
  0,
  {
    newExecution: {
      namespace: 'test',
      flowId: 'flow',
      flowRevision: 7,
      inputs: INPUTS,
      labels: LABELS,
      trigger: TRIGGER,
      originalId: 'original',
      createdAt: AT,
    },
    execution: {
      state: 'RUNNING',
      history: HISTORY,
      scope: SCOPE,
      retrying: 2,
      startedAt: AT,
      endedAt: LATER,
      outputs: { out: null },
      error: 'why\u0000',
    },
    newTaskRuns: [
      newTaskRun('e', 't1'),
      newTaskRun('e', 't2', {
        scopeId: 't1',
        path: ['t1'],
        ordinal: 3,
        value: 'b',
        values: ['a', 'b'],
        state: 'RUNNING',
        startedAt: AT,
        endedAt: LATER,
        lostAttempts: 2,
        scope: SCOPE,
      }),
    ],
    newAttempts: [
      newAttempt('a1', 't1'),
      newAttempt('a2', 't2', {
        number: 2,
        state: 'RUNNING',
        workerId: 'w1',
        startedAt: AT,
        refusals: 3,
        endedAt: LATER,
        error: 'why\u0000',
      }),
    ],
    outputs: [OUTPUTS],
    newSignals: [signal('s1'), signal('s2')],
    executionLines: [{ at: LATER, level: 'ERROR', message: 'of the execution\u0000' }],
  },
  {
    id: 'created',
    events: [{ at: AT, kind: 'executionStarted', executionState: 'RUNNING' }],
    lines: [
      {
        attemptId: 'a2',
        taskRunId: 't2',
        taskId: 'task',
        attempt: 2,
        firstLine: 1,
        lines: [
          { at: new Date(AT), level: 'DEBUG', message: 'line 1\u0000' },
          { at: new Date(LATER), level: 'WARN', message: 'line 2' },
        ],
      },
    ],
  },
);

const STORED_NEW: StoredRows = {
  executions: [
    {
      id: 'e',
      namespace: 'test',
      flowId: 'flow',
      flowRevision: 7,
      inputs: INPUTS,
      labels: LABELS,
      trigger: TRIGGER,
      originalId: 'original',
      createdAt: AT,
      state: 'RUNNING',
      history: HISTORY,
      scope: SCOPE,
      retrying: 2,
      startedAt: AT,
      endedAt: LATER,
      outputs: { out: null },
      error: 'why␀',
      seq: 1,
      version: 1,
      lastCommit: 'created',
    },
  ],
  taskRuns: EVERYTHING_NEW.changes.newTaskRuns.map((row) => ({ ...row, executionId: 'e' })),
  attempts: EVERYTHING_NEW.changes.newAttempts.map((row) => ({
    ...row,
    executionId: 'e',
    claimId: null,
    error: row.error && 'why␀',
    logLines: row.id === 'a2' ? 2 : 0,
  })),
  outputs: [{ ...OUTPUTS, executionId: 'e' }],
  signals: [
    { executionId: 'e', signal: signal('s1') },
    { executionId: 'e', signal: signal('s2') },
  ],
  events: [
    {
      executionId: 'e',
      seq: 1,
      at: AT,
      kind: 'executionStarted',
      executionState: 'RUNNING',
      taskRunId: null,
      taskId: null,
      taskRunState: null,
      attempt: null,
      detail: null,
    },
  ],
  lines: [
    {
      executionId: 'e',
      position: 1,
      taskRunId: 't2',
      taskId: 'task',
      attempt: 2,
      line: 1,
      at: AT,
      level: 'DEBUG',
      message: 'line 1␀',
    },
    {
      executionId: 'e',
      position: 2,
      taskRunId: 't2',
      taskId: 'task',
      attempt: 2,
      line: 2,
      at: LATER,
      level: 'WARN',
      message: 'line 2',
    },
    {
      executionId: 'e',
      position: 3,
      taskRunId: null,
      taskId: null,
      attempt: null,
      line: null,
      at: LATER,
      level: 'ERROR',
      message: 'of the execution␀',
    },
  ],
  workers: [],
};

/** Behind EVERYTHING_NEW: every field that can be changed is. */
const EVERYTHING_CHANGED: Commit = commitOf(
  'e',
  1,
  {
    execution: {
      state: 'RETRYING',
      history: [{ state: 'RETRYING', at: LATER }],
      scope: OTHER_SCOPE,
      retrying: 5,
    },
    taskRuns: [
      {
        id: 't2',
        state: 'CREATED',
        history: [{ state: 'CREATED', at: LATER }],
        scope: OTHER_SCOPE,
        startedAt: LATER,
        lostAttempts: 4,
      },
    ],
    attempts: [
      {
        id: 'a2',
        state: 'LOST',
        workerId: 'w2',
        startedAt: LATER,
        dueAt: LATER,
        refusals: 6,
        error: 'gone\u0000',
        endedAt: LATER,
      },
    ],
    outputs: [{ ...OUTPUTS, attempt: 2 }],
    newSignals: [signal('s3')],
    takenSignals: ['s1'],
  },
  {
    id: 'changed',
    events: [noted('changed')],
    lines: [
      {
        attemptId: 'a2',
        taskRunId: 't2',
        taskId: 'task',
        attempt: 2,
        firstLine: 3,
        lines: [{ at: new Date(LATER), level: 'TRACE', message: 'line 3' }],
      },
    ],
  },
);

/** An attempt three levels deep, and a task run beside it. */
const NESTED: Commit = (() => {
  const start = startOf('e', { tasks: 0 });
  const level = (id: string, path: readonly string[]) =>
    newTaskRun('e', id, { path, scopeId: path.at(-1) ?? 'e', scope: NEW_SCOPE });
  return {
    ...start,
    changes: {
      ...start.changes,
      newTaskRuns: [
        level('outer', []),
        level('middle', ['outer']),
        level('beside', ['outer']),
        newTaskRun('e', 'inner', { path: ['outer', 'middle'], scopeId: 'middle' }),
      ],
      newAttempts: [newAttempt('a', 'inner')],
    },
  };
})();

const EXECUTION_FIELDS =
  'id namespace flowId flowRevision originalId createdAt state version scope retrying'.split(' ');
const TASK_RUN_FIELDS =
  'id taskId scopeId path ordinal value values state startedAt lostAttempts scope'.split(' ');
const ATTEMPT_FIELDS = 'id taskRunId number state workerId startedAt dueAt refusals'.split(' ');

/** These fields of a row: those that the engine reads. */
function only(names: readonly string[], row: object | undefined): object {
  return Object.fromEntries(Object.entries(row ?? {}).filter(([name]) => names.includes(name)));
}

interface Loaded {
  readonly taskRuns: readonly { readonly id: string }[];
  readonly attempts: readonly { readonly id: string }[];
}

/** Its rows in the order of their ids: a snapshot has them in any. */
function inOrder(snapshot: Loaded | null) {
  const byId = (a: { readonly id: string }, b: { readonly id: string }) => (a.id < b.id ? -1 : 1);
  return {
    ...snapshot,
    taskRuns: (snapshot?.taskRuns ?? []).toSorted(byId),
    attempts: (snapshot?.attempts ?? []).toSorted(byId),
  };
}
