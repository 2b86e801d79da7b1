import type { Flow } from './flow';
import { childLists } from './flowable/index';
import type { DocumentPath, Finding, FlowIssue } from './issue';
import type { FlowDocument } from './parse';
import type { Retry } from './retry';
import type { Task } from './task';
import type { Trigger } from './trigger/index';
import { WEBHOOK_TRIGGER_TYPE } from './trigger/webhook';

/** What a version of Headrace can run. Everything else in a good document must keep it from being saved. */
export interface Abilities {
  /** Full names of the task types. */
  readonly taskTypes: ReadonlySet<string>;
}

// Each list shrinks as the engine learns. What is not in one of them runs, so nothing may be taken off without a test
// that runs it; a property that is new in the document must be put in.
const FLOW_PROPERTIES = [
  'errors',
  'finally',
  'afterExecution',
  'listeners',
  'concurrency',
  'sla',
  'checks',
] as const satisfies readonly (keyof Flow)[];
const TASK_PROPERTIES = [
  ['runIf', 'runIf'],
  ['allowFailure', 'allowFailure'],
  ['allowWarning', 'allowWarning'],
  ['timeoutExpression', 'timeout'],
  ['logLevel', 'logLevel'],
  ['logToFile', 'logToFile'],
] as const satisfies readonly (readonly [keyof Task, string])[];
const WEBHOOK_PROPERTIES = [
  'conditions',
  'labels',
  'stopAfter',
  'logLevel',
  'logToFile',
  'inputs',
  'wait',
  'returnOutputs',
  'responseContentType',
] as const;

/**
 * Lists every type and property of a good flow that this version cannot run, as errors. A flow with one of them must
 * neither be saved nor started: it would run with another meaning than its author's. Disabled tasks make no task run,
 * so they and what is inside them are left out.
 */
export function unsupported(flow: Flow, document: FlowDocument, abilities: Abilities): FlowIssue[] {
  const findings = [
    ...FLOW_PROPERTIES.flatMap((name) => (flow[name] === undefined ? [] : [cannot([name], `\`${name}\``)])),
    ...ofRetry(flow.retry, ['retry']),
    ...(['tasks', 'errors', 'finally', 'afterExecution'] as const).flatMap((list) =>
      ofTasks(flow[list] ?? [], [list], abilities),
    ),
    ...(flow.listeners ?? []).flatMap(({ tasks }, index) =>
      ofTasks(tasks, ['listeners', index, 'tasks'], abilities),
    ),
    ...flow.triggers.flatMap((trigger, index) => ofTrigger(trigger, ['triggers', index])),
  ];
  return document.locate(findings);
}

function ofTasks(tasks: readonly Task[], path: DocumentPath, abilities: Abilities, inDag = false): Finding[] {
  return tasks.flatMap((task, index) =>
    task.disabled ? [] : ofTask(task, inDag ? [...path, index, 'task'] : [...path, index], abilities),
  );
}

function ofTask(task: Task, path: DocumentPath, abilities: Abilities): Finding[] {
  const type = abilities.taskTypes.has(task.type)
    ? []
    : [cannot([...path, 'type'], `Tasks of type \`${task.type}\``)];
  const properties = TASK_PROPERTIES.flatMap(([property, written]) => {
    if (task[property] === undefined) return [];
    const what = property === 'timeoutExpression' ? 'An expression as `timeout`' : `\`${written}\``;
    return [cannot([...path, written], what)];
  });
  const inside = task.flowable === undefined ? [] : childLists(task.flowable);
  return [
    ...type,
    ...properties,
    ...(task.flowable === undefined ? [] : ofFlowable(task, path)),
    ...ofRetry(task.retry, [...path, 'retry']),
    ...inside.flatMap((list) => ofTasks(list.tasks, [...path, ...list.path], abilities, list.inDag)),
  ];
}

function ofFlowable({ flowable, timeoutMs }: Task, path: DocumentPath): Finding[] {
  return [
    ...(timeoutMs === undefined ? [] : [cannot([...path, 'timeout'], '`timeout` of a flowable task')]),
    ...(['errors', 'finally'] as const).flatMap((branch) =>
      (flowable?.[branch] ?? []).length === 0 ? [] : [cannot([...path, branch], `\`${branch}\``)],
    ),
  ];
}

function ofRetry(retry: Retry | undefined, path: DocumentPath): Finding[] {
  if (retry === undefined) return [];
  return [
    ...(retry.type === 'constant' ? [] : [cannot([...path, 'type'], `Retry of type \`${retry.type}\``)]),
    ...(retry.behavior === undefined ? [] : [cannot([...path, 'behavior'], `\`${retry.behavior}\``)]),
  ];
}

function ofTrigger(trigger: Trigger, path: DocumentPath): Finding[] {
  if (trigger.type !== WEBHOOK_TRIGGER_TYPE)
    return [cannot([...path, 'type'], `Triggers of type \`${trigger.type}\``)];
  return WEBHOOK_PROPERTIES.flatMap((name) =>
    trigger[name] === undefined ? [] : [cannot([...path, name], `\`${name}\` of a webhook`)],
  );
}

function cannot(path: DocumentPath, what: string): Finding {
  return { severity: 'error', path, message: `${what} cannot be run by this version yet` };
}
