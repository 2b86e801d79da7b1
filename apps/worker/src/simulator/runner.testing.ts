import type { RunContext, TaskResult, TaskRunner } from '@headrace/tasks/runners';
import { keyIn, LOG, RETURN, SLEEP } from './document.testing';
import type { Ledger, Run } from './ledger.testing';
import type { Owner } from './schedule.testing';
import type { Leaf, Step } from './script.testing';

export interface RunnerOptions {
  readonly owner: Owner;
  readonly ledger: Ledger;
  readonly leafOf: (key: string) => Leaf;
  /** Failed tries of a task run that are stored. */
  readonly failuresOf: (taskRunId: string) => number;
  /** Nothing hangs any more. */
  readonly isHealing: () => boolean;
}

/** Runners that do what scripts say, and write down that they did. */
export function scriptedRunners(options: RunnerOptions): ReadonlyMap<string, TaskRunner> {
  const run = (context: RunContext) => perform(context, options);
  return new Map([LOG, RETURN, SLEEP].map((type) => [type, { type, run }]));
}

const FOR_EVER_MS = 86_400_000;

async function perform(context: RunContext, options: RunnerOptions): Promise<TaskResult> {
  const { owner, ledger, leafOf, failuresOf, isHealing } = options;
  const key = keyIn(context.properties);
  const leaf = leafOf(key);
  const taskRunId = context.idempotencyKey;
  const step = leaf.steps[Math.min(failuresOf(taskRunId), leaf.steps.length - 1)] as Step;
  const run = ledger.begin({ key, taskRunId, process: owner.name });
  const hangs = (leaf.hangsFirst && run.number === 1 && !isHealing()) || step.kind === 'hang';
  context.signal.addEventListener('abort', () => ledger.end(run, 'aborted'));
  // In one piece where there is a timeout: a process that was frozen for so long must not be late for it.
  const parts = step.lines > 1 && leaf.timeoutMs === null ? 2 : 1;
  for (let line = 1; line <= step.lines; line += 1) {
    if (line === 2 && parts === 2) await pause(step.ms / 2, context.signal);
    const message = `${key} run ${run.number} line ${line}`;
    context.log('INFO', message);
    run.lines.push(message);
  }
  await pause(hangs ? FOR_EVER_MS : step.ms / parts, context.signal);
  ledger.end(run, step.kind);
  return resultOf(step, run);
}

function resultOf(step: Step, run: Run): TaskResult {
  switch (step.kind) {
    case 'succeed':
      return { kind: 'succeeded', outputs: { value: run.key } };
    case 'fail':
    case 'hang':
      return { kind: 'failed', message: `failed as told\u0000 in run ${run.number}` };
    case 'throw':
      throw new Error(`thrown as told in run ${run.number}`);
    case 'unstorable':
      return { kind: 'succeeded', outputs: { value: 'half \ud800' } };
    case 'refused':
      return { kind: 'succeeded', outputs: { value: run.key, refused: true } };
  }
}

/** Rejects when it is aborted. */
function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(signal.reason as Error);
    if (ms === 0) return resolve();
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      reject(signal.reason as Error);
    });
  });
}
