import { type FlowIssue, type Input, type Task, type Trigger, WEBHOOK_TRIGGER_TYPE } from '@headrace/flow';
import { builder } from '../builder';

export const InputType = builder.enumType('InputType', { values: ['STRING', 'INT', 'BOOLEAN'] as const });

export const FlowInput = builder.objectRef<Input>('FlowInput').implement({
  description: 'What an execution asks for at its start.',
  fields: (t) => ({
    inputId: t.exposeString('id'),
    type: t.field({ type: InputType, resolve: inputType }),
    displayName: t.string({ nullable: true, resolve: (input) => input.displayName }),
    description: t.string({ nullable: true, resolve: (input) => input.description }),
    required: t.exposeBoolean('required'),
    defaults: t.field({ type: 'JSON', nullable: true, resolve: (input) => input.defaults }),
    validator: t.string({
      nullable: true,
      description: 'A regular expression that must match the whole text.',
      resolve: (input) => (input.type === 'STRING' ? input.validator : undefined),
    }),
    min: t.int({ nullable: true, resolve: (input) => (input.type === 'INT' ? input.min : undefined) }),
    max: t.int({ nullable: true, resolve: (input) => (input.type === 'INT' ? input.max : undefined) }),
  }),
});

/** Flows with other types cannot be saved by this version (`unsupported` of flow). */
function inputType({ id, type }: Input): 'STRING' | 'INT' | 'BOOLEAN' {
  if (type === 'STRING' || type === 'INT' || type === 'BOOLEAN') return type;
  throw new Error(`The input ${id} has the type ${type}, which this version cannot run.`);
}

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
