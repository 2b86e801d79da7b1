import type { StoredRows } from '@headrace/db/memory';
import type { Process } from './process.testing';
import { type Audit, LEASE_MS, type World } from './world.testing';

/** From the end of a lease to the loss of what was held under it: a round of the rescue, and the ways. */
const RESCUE_MS = 3_000;
/** A keeper's rest between two tries, and what one of them may take. */
const KEEPER_MS = 3_000;

/** What may follow from the faults of this world, and what may not: nobody is given up who was well, and who is gone is soon. */
export function checkFaults(world: World, rows: StoredRows): void {
  checkMarks(world);
  const { profile } = world;
  const kinds = new Set(rows.events.map(({ kind }) => kind));
  if (profile.name === 'calm' || profile.name === 'noHints') checkCalm(world, rows);
  if (['calm', 'noHints', 'lostAnswers', 'outages'].includes(profile.name) && kinds.has('attemptLost'))
    world.observer.violate('P13 falseLoss', `an attempt was given up in a world of the kind ${profile.name}`);
  if (['calm', 'noHints', 'lostAnswers', 'kills'].includes(profile.name)) checkOverlaps(world, rows);
  if (profile.name === 'lostAnswers')
    for (const { kind, executionId, taskId } of rows.events)
      if (kind === 'attemptReleased' && !world.observer.unheard.has(executionId))
        world.observer.violate(
          'P2 repeat',
          `${taskId} of ${executionId} was handed back after a lost answer`,
        );
  if (profile.name === 'kills') checkRescue(world, rows);
}

/** An idle worker looks this often, and a lost answer costs one look. */
const WAIT_MS = 5_000;

/** P6: nothing waits while there is a free place, hints or not. */
export function checkIdle(world: World, { atMs, rows, places }: Audit): void {
  if (!['calm', 'noHints', 'kills', 'lostAnswers'].includes(world.profile.name)) return;
  const dueAt = new Date(atMs - WAIT_MS).toISOString();
  const waiting = rows.attempts.filter((one) => one.state === 'READY' && one.dueAt < dueAt);
  if (waiting.length === 0) return;
  for (const [name, most] of places) {
    const held = rows.attempts.filter(
      ({ state, workerId }) => state === 'RUNNING' && processOf(world, workerId)?.name === name,
    );
    if (held.length < most)
      world.observer.violate(
        'P6 idle',
        `${name} holds ${held.length} of ${most}, and ${waiting[0]?.id} has waited`,
      );
  }
}

function processOf({ observer, processes }: World, workerId: string | null): Process | undefined {
  const name = observer.processOf.get(workerId ?? '');
  return processes.find((one) => one.name === name);
}

/** A worker is only marked lost when it was dead, frozen or cut off during a lease. */
function checkMarks(world: World): void {
  for (const { workerId, atMs, by } of world.observer.marks) {
    const marked = processOf(world, workerId);
    if (!world.observer.renewed.has(workerId)) continue;
    if (!marked || [marked.diedMs, marked.leftMs].some((goneMs) => goneMs !== null && goneMs <= atMs))
      continue;
    const fromMs = atMs - LEASE_MS - KEEPER_MS;
    if (marked.hurts.some((hurt) => hurt.fromMs < atMs && hurt.untilMs > fromMs)) continue;
    world.observer.violate('P13 falseLoss', `${marked.name} was given up by ${by} and was well`);
  }
}

/** Where nothing goes wrong nothing is done twice. */
function checkCalm(world: World, rows: StoredRows): void {
  for (const { outcome, flowId } of world.requests)
    if (typeof outcome !== 'object' || outcome.kind !== 'started')
      world.observer.violate('P1 started', `${flowId} was not started: ${JSON.stringify(outcome)}`);
  for (const { kind, taskRunId } of rows.events)
    if (kind === 'attemptReleased') world.observer.violate('P2 calm', `${taskRunId} was given back`);
  for (const { id, taskId, executionId } of rows.taskRuns) {
    const attempts = rows.attempts.filter(({ taskRunId }) => taskRunId === id).length;
    const runs = world.ledger.of(id).length;
    if (runs !== attempts)
      world.observer.violate(
        'P2 calm',
        `${taskId} of ${executionId} ran ${runs} times for ${attempts} attempts`,
      );
  }
}

/** No two runs of a task at the same time. */
function checkOverlaps(world: World, rows: StoredRows): void {
  const diedMs = new Map(world.processes.map((one) => [one.name, one.diedMs]));
  for (const { id, taskId } of rows.taskRuns) {
    let lastMs = 0;
    for (const run of world.ledger.of(id)) {
      if (run.beganMs < lastMs)
        world.observer.violate(
          'P3 overlap',
          `two runs of ${taskId} (${id}) at the same time, one on ${run.process}`,
        );
      const deathMs = diedMs.get(run.process) ?? Number.POSITIVE_INFINITY;
      lastMs = Math.max(lastMs, Math.min(run.endedMs ?? Number.POSITIVE_INFINITY, deathMs));
    }
  }
}

/** P13: what a dead worker held is given up as soon as its lease has run out, if somebody was there to see it. */
function checkRescue(world: World, rows: StoredRows): void {
  const workers = world.processes.filter(({ name }) => name.startsWith('w'));
  for (const { kind, at, detail, taskId } of rows.events) {
    if (kind !== 'attemptLost') continue;
    const atMs = Date.parse(at);
    const lost = workers.filter(({ diedMs }) => diedMs !== null && diedMs <= atMs);
    const dead = lost.find(({ name }) => String(detail?.message).includes(workerIdsOf(world, name)));
    if (!dead || dead.diedMs === null) continue;
    const deathMs = dead.diedMs;
    const wasSeen = workers.some((one) => one.bornMs + 100 < deathMs && (one.diedMs ?? atMs + 1) > atMs);
    if (wasSeen && atMs - deathMs > LEASE_MS + RESCUE_MS)
      world.observer.violate(
        'P13 rescue',
        `${taskId} was given up ${atMs - deathMs} ms after the death of ${dead.name}`,
      );
  }
}

function workerIdsOf({ observer }: World, name: string): string {
  return [...observer.processOf].find(([, process]) => process === name)?.[0] ?? 'nobody';
}
