import {
  childLists,
  type Flow,
  type FlowIssue,
  type Task,
  type Trigger,
  WEBHOOK_TRIGGER_TYPE,
} from '@headrace/flow';
import { builder } from '../builder';

/** A task and the name of the list it stands in. */
export interface FlowTaskShape {
  readonly task: Task;
  readonly branch: string;
}

export const FlowTask = builder.objectRef<FlowTaskShape>('FlowTask').implement({
  description: 'A task of a flow document. Tasks are a tree.',
  fields: (t) => ({
    taskId: t.string({ description: 'Unique in the flow.', resolve: ({ task }) => task.id }),
    type: t.string({
      description: 'The full name of its type, also where the document has an older spelling.',
      resolve: ({ task }) => task.type,
    }),
    description: t.string({
      nullable: true,
      description: 'What it is for, as its author says.',
      resolve: ({ task }) => task.description,
    }),
    disabled: t.boolean({
      description: 'Whether it is treated as absent.',
      resolve: ({ task }) => task.disabled,
    }),
    branch: t.exposeString('branch', {
      description:
        'The list it stands in: `tasks`, `errors`, `finally`, `afterExecution`, `then`, `else`, `cases.<value>` or `defaults`.',
    }),
    hasTasks: t.boolean({
      description: 'Whether there are tasks inside, for who does not ask for them.',
      resolve: ({ task }) => tasksInside(task).length > 0,
    }),
  }),
});

builder.objectFields(FlowTask, (t) => ({
  tasks: t.field({
    type: [FlowTask],
    description: 'The tasks inside, of all branches in their order.',
    resolve: ({ task }) => tasksInside(task),
  }),
}));

function tasksInside({ flowable }: Task): FlowTaskShape[] {
  if (!flowable) return [];
  return childLists(flowable).flatMap(({ path, tasks }) => inBranch(path.join('.'), tasks));
}

/** The tasks at the top of a document, list by list. */
export function tasksOf(flow: Flow): FlowTaskShape[] {
  const { tasks, errors = [], finally: last = [], afterExecution = [] } = flow;
  return [
    ...inBranch('tasks', tasks),
    ...inBranch('errors', errors),
    ...inBranch('finally', last),
    ...inBranch('afterExecution', afterExecution),
  ];
}

function inBranch(branch: string, tasks: readonly Task[]): FlowTaskShape[] {
  return tasks.map((task) => ({ task, branch }));
}

/** A trigger and the flow it belongs to. */
export interface TriggerShape {
  readonly trigger: Trigger;
  readonly namespace: string;
  readonly flowId: string;
}

export const FlowTrigger = builder.objectRef<TriggerShape>('FlowTrigger').implement({
  description: 'What starts executions of a flow by itself.',
  fields: (t) => ({
    triggerId: t.string({ description: 'Unique in the flow.', resolve: ({ trigger }) => trigger.id }),
    type: t.string({ description: 'The full name of its type.', resolve: ({ trigger }) => trigger.type }),
    disabled: t.boolean({
      description: 'Whether it starts nothing.',
      resolve: ({ trigger }) => trigger.disabled,
    }),
    webhookPath: t.string({
      nullable: true,
      description: 'Path to call, with stars in place of the key: it is a secret.',
      resolve: ({ trigger, namespace, flowId }) =>
        trigger.type === WEBHOOK_TRIGGER_TYPE
          ? `/api/v1/executions/webhook/${namespace}/${flowId}/********`
          : undefined,
    }),
  }),
});

const IssueSeverity = builder.enumType('IssueSeverity', {
  description: 'How bad an issue is.',
  values: {
    ERROR: { value: 'error' as const, description: 'It keeps the flow from being saved.' },
    WARNING: { value: 'warning' as const, description: 'It does not.' },
  },
});

export const FlowIssueObject = builder.objectRef<FlowIssue>('FlowIssue').implement({
  description: 'Something wrong, or worth knowing, about a flow document.',
  fields: (t) => ({
    severity: t.field({
      type: IssueSeverity,
      description: 'How bad it is.',
      resolve: (issue) => issue.severity,
    }),
    path: t.exposeString('path', { description: 'Such as `tasks[0].retry`; empty for the whole document.' }),
    message: t.exposeString('message', { description: 'In one sentence, for people.' }),
    line: t.exposeInt('line', { description: 'from 1' }),
    column: t.exposeInt('column', { description: 'from 1' }),
    endLine: t.exposeInt('line', {
      description: 'Where what is meant ends: on the line on which it begins.',
    }),
    endColumn: t.int({
      description: 'Behind the last character of what is meant on its line.',
      resolve: ({ column, endColumn }) => endColumn ?? column + 1,
    }),
  }),
});
