import type { StoredLine, StoredRows } from '@headrace/db/memory';
import { groupBy } from './group.testing';
import type { World } from './world.testing';

/** P9: positions without gaps, lines of a try numbered from 1, and the lines of what was accepted complete. */
export function checkLog(world: World, rows: StoredRows): void {
  const { observer, ledger } = world;
  for (const [id, lines] of groupBy(rows.lines, ({ executionId }) => executionId))
    lines.forEach(({ position }, index) => {
      if (position !== index + 1)
        observer.violate('P9 positions', `line ${index + 1} of ${id} has ${position}`);
    });
  const released = groupBy(
    rows.events.filter(({ kind }) => kind === 'attemptReleased'),
    ({ taskRunId, attempt }) => `${taskRunId} ${attempt}`,
  );
  const byAttempt = groupBy(
    rows.lines.filter(({ taskRunId }) => taskRunId !== null),
    ({ taskRunId, attempt }) => `${taskRunId} ${attempt}`,
  );
  for (const attempt of rows.attempts) {
    const key = `${attempt.taskRunId} ${attempt.number}`;
    const tries = triesOf(byAttempt.get(key) ?? []);
    const violate = (words: string) => observer.violate('P9 lines', `${words} in attempt ${attempt.id}`);
    for (const lines of tries)
      lines.forEach(({ line }, index) => {
        if (line !== index + 1) violate(`line ${index + 1} has the number ${line}`);
      });
    if (tries.length > 1 + (released.get(key)?.length ?? 0)) violate(`there are ${tries.length} beginnings`);
    const told = tries.at(-1) ?? [];
    if (attempt.state === 'SUCCEEDED') {
      const texts = told.map(({ message }) => message);
      const runs = ledger.of(attempt.taskRunId).filter(({ ended }) => ended === 'succeed');
      if (!runs.some(({ lines }) => lines.join('\n') === texts.join('\n')))
        violate(`the lines are those of no run: ${JSON.stringify(texts)}`);
    }
    if (attempt.state === 'FAILED' || attempt.state === 'TIMED_OUT') {
      const last = told.at(-1);
      if (last?.level !== 'ERROR' || last.message !== attempt.error)
        violate(`the last line does not tell the error: ${last?.message} and not ${attempt.error}`);
    }
  }
}

/** An attempt that was given back begins anew. */
function triesOf(lines: readonly StoredLine[]): StoredLine[][] {
  const tries: StoredLine[][] = [];
  for (const line of lines) {
    const last = tries.at(-1);
    if (last && line.line !== 1) last.push(line);
    else tries.push([line]);
  }
  return tries;
}
