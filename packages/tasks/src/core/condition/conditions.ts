import { type ConditionDefinition, conditionDefinitions } from '@headrace/flow';

/** What can be said about a condition type. */
export interface ConditionType extends ConditionDefinition {
  readonly title: string;
  readonly description: string;
}

const PACKAGE = 'io.kestra.plugin.core.condition.';

/** By the last word of the type: a title, and what must hold. */
const words: Readonly<Record<string, readonly [title: string, description: string]>> = {
  DateTimeBetween: [
    'Between two dates',
    '`date` is after `after` and before `before`; at least one is needed.',
  ],
  DayWeek: ['On a day of the week', '`date` is such a day.'],
  DayWeekInMonth: ['On the n-th such day of the month', '`date` is the first, second, ... or last such day.'],
  ExecutionFlow: ['Execution of a flow', 'The execution is one of this flow.'],
  ExecutionLabels: ['Execution with labels', 'The execution has all these labels.'],
  ExecutionNamespace: [
    'Execution of a namespace',
    'The namespace of the execution equals this one, or begins or ends with it.',
  ],
  ExecutionOutputs: [
    'Execution with outputs',
    'The expression over `trigger.outputs` is true; without outputs it is not.',
  ],
  ExecutionStatus: ['Execution in a state', 'The state is one of `in` and none of `notIn`.'],
  Expression: ['Expression', 'The expression is true.'],
  FlowCondition: ['Flow', 'The flow has this namespace and id.'],
  FlowNamespaceCondition: [
    'Flow of a namespace',
    'The namespace of the flow equals this one, or begins with it.',
  ],
  HasRetryAttempt: ['Attempt in a state', 'Some attempt has a state in `in` and not in `notIn`.'],
  MultipleCondition: [
    'Several conditions',
    'All named conditions were met within the time window. Newer: `preconditions` of the Flow trigger.',
  ],
  Not: ['None of', 'None of the conditions holds.'],
  Or: ['One of', 'At least one of the conditions holds.'],
  PublicHoliday: ['Public holiday', '`date` is a public holiday of the country.'],
  TimeBetween: ['Between two times of day', 'The time of `date` is after `after` and before `before`.'],
  Weekend: ['Weekend', '`date` is a Saturday or a Sunday.'],
};

/** Every condition type. */
export const coreConditionTypes: readonly ConditionType[] = conditionDefinitions.map((definition) => {
  const said = words[definition.type.slice(PACKAGE.length)];
  if (said === undefined) throw new Error(`${definition.type} has no description`);
  return { ...definition, title: said[0], description: said[1] };
});
