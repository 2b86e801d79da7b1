import { type TaskOutput, type TriggerDefinition, triggerDefinitions } from '@headrace/flow';

/** What can be said about a trigger type: its properties, and what it gives to the execution as `trigger`. */
export interface TriggerType extends TriggerDefinition {
  readonly title: string;
  readonly description: string;
  readonly outputs: readonly TaskOutput[];
}

type Words = Pick<TriggerType, 'title' | 'description' | 'outputs'>;

const words: Readonly<Record<string, Words>> = {
  'io.kestra.plugin.core.trigger.Webhook': {
    title: 'When an address is called',
    description:
      'Starts the flow when its address is called: `/api/v1/executions/webhook/{namespace}/{flowId}/{key}`.',
    outputs: [
      { name: 'body', type: 'ANY', description: 'The body: JSON, or text.' },
      { name: 'headers', type: 'MAP', description: 'Headers, each a list.' },
      { name: 'parameters', type: 'MAP', description: 'Parameters of the address, each a list.' },
    ],
  },
  'io.kestra.plugin.core.trigger.Schedule': {
    title: 'At the dates of a cron expression',
    description:
      'Starts the flow again and again. One execution at a time: dates that pass while it runs are made up for.',
    outputs: [
      { name: 'date', type: 'DATETIME', description: 'The date it was started for.' },
      { name: 'next', type: 'DATETIME', description: 'The date after it.' },
      { name: 'previous', type: 'DATETIME', description: 'The date before it.' },
    ],
  },
  'io.kestra.plugin.core.trigger.ScheduleOnDates': {
    title: 'At given dates',
    description: 'Starts the flow once at each date.',
    outputs: [],
  },
  'io.kestra.plugin.core.trigger.Flow': {
    title: 'When other executions end',
    description:
      'Starts the flow when executions of other flows end. Without conditions and preconditions: at every end.',
    outputs: [
      { name: 'executionId', type: 'STRING', description: 'Id of the execution that ended.' },
      { name: 'state', type: 'STRING', description: 'Its state.' },
      { name: 'namespace', type: 'STRING', description: 'Its namespace.' },
      { name: 'flowId', type: 'STRING', description: 'Its flow.' },
      { name: 'flowRevision', type: 'INT', description: 'The revision of its flow.' },
    ],
  },
  'io.kestra.plugin.core.http.Trigger': {
    title: 'When an answer fits',
    description:
      'Asks an address every `interval` and starts the flow when `responseCondition` (over `response`) is true.',
    outputs: [
      { name: 'uri', type: 'URI', description: 'The address called.' },
      { name: 'code', type: 'INT', description: 'The status.' },
      { name: 'headers', type: 'MAP', description: 'Headers, each a list.' },
      { name: 'body', type: 'STRING', description: 'The body as text.' },
    ],
  },
};

/** Every trigger type. */
export const coreTriggerTypes: readonly TriggerType[] = triggerDefinitions.map((definition) => {
  const said = words[definition.type];
  if (said === undefined) throw new Error(`${definition.type} has no description`);
  return { ...definition, ...said };
});
