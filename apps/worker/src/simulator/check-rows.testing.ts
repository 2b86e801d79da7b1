import type { StoredExecution, StoredRows } from '@headrace/db/memory';
import { isTerminal } from '@headrace/engine';
import { groupBy } from './group.testing';
import type { World } from './world.testing';

const LIVE: Readonly<Record<string, string>> = { CREATED: 'READY', RUNNING: 'RUNNING' };

/** What must be true between any two commits: one open attempt or signal for what goes on, nothing open of what has ended, scopes that count. */
export function checkRows(world: World, rows: StoredRows): void {
  const taskRunsOf = groupBy(rows.taskRuns, ({ executionId }) => executionId);
  const attemptsOf = groupBy(rows.attempts, ({ taskRunId }) => taskRunId);
  const signalsOf = groupBy(rows.signals, ({ signal }) => signal.taskRunId);
  for (const execution of rows.executions) {
    const { id } = execution;
    const violate = (check: string, words: string) => world.observer.violate(check, `${words} in ${id}`);
    const taskRuns = taskRunsOf.get(id) ?? [];
    const isLastResort = world.observer.lastResorts.has(id);
    const violateTimes = (words: string) => {
      // The last resort does not look at rows.
      if (!isLastResort) violate('P13 times', words);
    };
    checkTimes(execution, violate, violateTimes);
    for (const { id: taskRunId, taskId, state, scope, endedAt, createdAt, startedAt } of taskRuns) {
      const about = (words: string) => `${taskId}, ${state}, ${words}`;
      const open = (attemptsOf.get(taskRunId) ?? []).filter(
        (one) => one.state === 'READY' || one.state === 'RUNNING',
      );
      const signals = signalsOf.get(taskRunId) ?? [];
      const states = open.map((one) => one.state).join(' ');
      const wanted = scope === null && LIVE[state] !== undefined ? LIVE[state] : '';
      if (states !== wanted) violate('P9 attempts', about(`has the open attempts [${states}]`));
      if (signals.length !== (state === 'RETRYING' ? 1 : 0))
        violate('P9 signals', about(`has ${signals.length} signals`));
      if (isTerminal(state) !== (endedAt !== null)) violate('P9 ended', about(`ended at ${endedAt}`));
      if (endedAt !== null && startedAt !== null && endedAt < startedAt)
        violateTimes(about('ended before it started'));
      if (startedAt !== null && startedAt < createdAt) violateTimes(about('started before it was created'));
    }
    for (const { endedAt, startedAt, number } of taskRuns.flatMap((one) => attemptsOf.get(one.id) ?? []))
      if (endedAt !== null && startedAt !== null && endedAt < startedAt)
        violateTimes(`attempt ${number} ended before it started`);
    const retrying = taskRuns.filter(({ state }) => state === 'RETRYING').length;
    if (isLastResort) continue;
    if (execution.retrying !== retrying)
      violate('P4 retrying', `${execution.retrying} are said to retry, ${retrying} do`);
    if ((execution.state === 'RETRYING') !== retrying > 0)
      violate('P4 retrying', `${retrying} retry, it is ${execution.state}`);
    const scopes = [
      { id, scope: execution.scope, isEnded: isTerminal(execution.state) },
      ...taskRuns.flatMap((one) =>
        one.scope ? [{ id: one.id, scope: one.scope, isEnded: isTerminal(one.state) }] : [],
      ),
    ];
    for (const { id: scopeId, scope, isEnded } of scopes) {
      const children = taskRuns.filter((one) => one.scopeId === scopeId && !isTerminal(one.state)).length;
      if (scope.running !== children)
        violate('scope', `${scopeId} counts ${scope.running}, ${children} are open`);
      if (scope.ended !== isEnded)
        violate('scope', `${scopeId} has ended ${scope.ended}, its owner ${isEnded}`);
    }
  }
}

function checkTimes(
  execution: StoredExecution,
  violate: (check: string, words: string) => void,
  violateTimes: (words: string) => void,
): void {
  const { state, startedAt, endedAt } = execution;
  if (isTerminal(state) !== (endedAt !== null)) violate('P4 ended', `${state} ended at ${endedAt}`);
  if (endedAt !== null && startedAt !== null && endedAt < startedAt) violateTimes('ended before it started');
}
