import { setImmediate } from 'node:timers/promises';
import { loadExecutionIdentity, loadTaskRunPlace } from '@headrace/db';
import { taskOf } from '@headrace/engine';
import {
  MAX_EVALUATED_CHARACTERS,
  type RenderOptions,
  renderWithTrace,
  type TracedRendering,
} from '@headrace/expression';
import { expressionContext, type TaskPlace } from './context';
import { ownersOf } from './file/owners';
import type { Flows } from './flows';
import { expressionFunctions } from './functions';
import type { Ports } from './ports';
import { MASK, masked } from './secret/cipher';

export interface EvaluateRequest {
  readonly executionId: string;
  /** Sees what this task run sees; without it what every task of the execution sees. */
  readonly taskRunId?: string;
  readonly expression: string;
}

/** Much less than a task may take. */
const WALL_TIME_LIMIT_MS = 250;
/** Others on the loop wait as long as what cannot pause works. */
const STRETCH_LIMIT_MS = 80;

export type EvaluateResult =
  | { readonly kind: 'evaluated'; readonly rendering: TracedRendering }
  | { readonly kind: 'executionNotFound' }
  | { readonly kind: 'taskRunNotFound' };

/** Renders an expression with the variables of an execution, live or ended, and tells every step. Changes nothing. */
export async function evaluateExpression(
  ports: Ports,
  flows: Flows,
  { executionId, taskRunId, expression }: EvaluateRequest,
): Promise<EvaluateResult> {
  const { database, clock } = ports;
  const execution = await loadExecutionIdentity(database.pool, executionId);
  if (!execution) return { kind: 'executionNotFound' };
  const flow = await flows.ofExecution({
    namespace: execution.namespace,
    flowId: execution.flowId,
    revision: execution.flowRevision,
  });
  let place: TaskPlace | undefined;
  if (taskRunId !== undefined) {
    const taskRun = await loadTaskRunPlace(database.pool, executionId, taskRunId);
    if (!taskRun) return { kind: 'taskRunNotFound' };
    const task = (flow && taskOf(flow, taskRun.taskId)) ?? { id: taskRun.taskId, type: '' };
    place = { task, taskRun, attemptsCount: Math.max(0, taskRun.attempts - 1) };
  }
  // Nothing is loaded for what is refused.
  if (expression.length > MAX_EVALUATED_CHARACTERS) {
    return { kind: 'evaluated', rendering: await renderWithTrace(expression, {}) };
  }
  // Whoever may look at an execution may not read its secrets, and a filter could carry them past any mask.
  const context = await expressionContext(ports, {
    flow: { variables: flow?.variables ?? {} },
    execution,
    facts: async () => execution,
    templates: [expression],
    reveal: masked,
    place,
  });
  const options: RenderOptions = {
    now: () => clock.now(),
    functions: expressionFunctions(ports, { owners: ownersOf(execution, execution), reveal: () => MASK }),
    // It runs on the loop that serves everybody else.
    budget: { wallTimeMs: WALL_TIME_LIMIT_MS, stretchMs: STRETCH_LIMIT_MS },
    pause: setImmediate,
  };
  return { kind: 'evaluated', rendering: await renderWithTrace(expression, context, options) };
}
