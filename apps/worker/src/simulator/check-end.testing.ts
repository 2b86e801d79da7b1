import type { StoredAttempt, StoredExecution, StoredRows, StoredTaskRun } from '@headrace/db/memory';
import { MAX_LOST_ATTEMPTS, MAX_REFUSALS } from '@headrace/engine';
import { groupBy } from './group.testing';
import { expectedOf } from './reference.testing';
import { keyOf } from './script.testing';
import type { World } from './world.testing';

/** P1, P2 and P5: whatever was acknowledged is there, has ended as the reference says, and its effects did happen. */
export function checkEnd(world: World, rows: StoredRows): void {
  const { observer, requests } = world;
  const executions = new Map(rows.executions.map((execution) => [execution.id, execution]));
  for (const { outcome } of requests)
    if (
      typeof outcome === 'object' &&
      outcome.executionId !== undefined &&
      !executions.has(outcome.executionId)
    )
      observer.violate('P1 acknowledged', `${outcome.executionId} is not there`);
  const taskRunsOf = groupBy(rows.taskRuns, ({ executionId }) => executionId);
  const attemptsOf = groupBy(rows.attempts, ({ taskRunId }) => taskRunId);
  for (const execution of executions.values()) {
    if (execution.endedAt === null) observer.violate('P1 ends', `${execution.id} is ${execution.state}`);
    else if (observer.lastResorts.has(execution.id)) checkLastResort(world, execution);
    else checkReference(world, execution, taskRunsOf.get(execution.id) ?? [], attemptsOf);
  }
  for (const attempt of rows.attempts) checkEffect(world, attempt);
  checkPhantoms(world, rows);
}

/** Only tasks without an effect may run before their attempt is stored, and only there where something goes wrong is it in vain. */
function checkPhantoms({ ledger, observer, leaves, profile }: World, rows: StoredRows): void {
  const stored = new Set(rows.taskRuns.map(({ id }) => id));
  for (const [taskRunId, [first]] of ledger.all()) {
    if (!first || stored.has(taskRunId)) continue;
    if (profile.name === 'calm' || profile.name === 'noHints' || !leaves.get(first.key)?.isEffectFree)
      observer.violate(
        'P2 phantom',
        `${first.key} ran on ${first.process} as ${taskRunId}, which is not stored`,
      );
  }
}

function checkLastResort({ observer }: World, { id, error }: StoredExecution): void {
  if (!observer.poisoned.has(id)) observer.violate('P14 lastResort', `${id} was ended: ${error}`);
}

function checkReference(
  { scripts, observer }: World,
  execution: StoredExecution,
  taskRuns: readonly StoredTaskRun[],
  attemptsOf: ReadonlyMap<string, readonly StoredAttempt[]>,
): void {
  const { id, flowId, flowRevision: revision, state, outputs } = execution;
  const script = scripts.get(keyOf({ flowId, revision }));
  if (!script) return observer.violate('P5 reference', `${id} runs an unknown flow`);
  const byTask = groupBy(taskRuns, ({ taskId }) => taskId);
  for (const [taskId, runs] of byTask)
    if (runs.length > 1) observer.violate('P2 once', `${taskId} has ${runs.length} task runs in ${id}`);
  const of = (taskId: string) => byTask.get(taskId)?.[0];
  const expected = expectedOf(
    script,
    (taskId) => of(taskId)?.state,
    (taskId) => {
      const taskRun = of(taskId);
      const refusals = attemptsOf.get(taskRun?.id ?? '')?.map((one) => one.refusals) ?? [];
      return (
        (taskRun?.lostAttempts ?? 0) >= MAX_LOST_ATTEMPTS || Math.max(0, ...refusals) >= MAX_REFUSALS - 1
      );
    },
  );
  const violate = (words: string) =>
    observer.violate('P5 reference', `${words} in ${id} of ${keyOf(script)}`);
  for (const problem of expected.problems) violate(problem);
  if (state !== expected.state) violate(`it is ${state} and not ${expected.state}`);
  if (JSON.stringify(outputs) !== JSON.stringify(expected.outputs))
    violate(`its outputs are ${JSON.stringify(outputs)} and not ${JSON.stringify(expected.outputs)}`);
}

/** A result was accepted from who held the attempt, and what it tells of did happen there. */
function checkEffect({ observer, ledger }: World, attempt: StoredAttempt): void {
  const { id, state, workerId, taskRunId } = attempt;
  const teller = observer.settledBy.get(id);
  if (teller === undefined) {
    if (state === 'SUCCEEDED') observer.violate('P2 effect', `nobody told that ${id} succeeded`);
    return;
  }
  const holder = observer.processOf.get(workerId ?? '');
  if (holder !== teller) observer.violate('P3 fence', `${id} was held by ${holder} and settled by ${teller}`);
  const own = ledger.of(taskRunId).filter(({ process }) => process === teller);
  if (state === 'SUCCEEDED' && !own.some(({ ended }) => ended === 'succeed'))
    observer.violate('P2 effect', `${id} succeeded on ${teller}, and nothing was done there`);
  if (state === 'TIMED_OUT' && own.length === 0)
    observer.violate('P2 effect', `${id} never ran on ${teller}`);
}
