import { type FlowIssue, type Task, type Trigger, WEBHOOK_TRIGGER_TYPE } from '@headrace/flow';
import { builder } from '../builder';

export const FlowTask = builder.objectRef<Task>('FlowTask').implement({
  fields: (t) => ({
    taskId: t.exposeString('id'),
    type: t.exposeString('type'),
    description: t.string({ nullable: true, resolve: (task) => task.description }),
    disabled: t.exposeBoolean('disabled'),
  }),
});

/** A trigger and the flow it belongs to. */
export interface TriggerShape {
  readonly trigger: Trigger;
  readonly namespace: string;
  readonly flowId: string;
}

export const FlowTrigger = builder.objectRef<TriggerShape>('FlowTrigger').implement({
  fields: (t) => ({
    triggerId: t.string({ resolve: ({ trigger }) => trigger.id }),
    type: t.string({ resolve: ({ trigger }) => trigger.type }),
    disabled: t.boolean({ resolve: ({ trigger }) => trigger.disabled }),
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
  values: { ERROR: { value: 'error' as const }, WARNING: { value: 'warning' as const } },
});

export const FlowIssueObject = builder.objectRef<FlowIssue>('FlowIssue').implement({
  description: 'Something wrong, or worth knowing, about a flow document.',
  fields: (t) => ({
    severity: t.field({ type: IssueSeverity, resolve: (issue) => issue.severity }),
    path: t.exposeString('path', { description: 'Such as `tasks[0].retry`; empty for the whole document.' }),
    message: t.exposeString('message'),
    line: t.exposeInt('line', { description: 'from 1' }),
    column: t.exposeInt('column', { description: 'from 1' }),
  }),
});
