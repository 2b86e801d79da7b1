import { z } from 'zod';
import type { JsonMap } from '../json';
import { type Label, labelsSchema } from '../label';
import { elementId } from '../name';
import { patternProblem } from '../pattern';
import { properties } from '../properties';
import { flag, optional, text } from '../scalar';
import { type StateName, stateList } from '../state';
import { DEFAULT_TIME_WINDOW, type TimeWindow, timeWindowSchema } from '../time-window';
import { readCommon, type TriggerCommon, triggerCommon } from './common';

export const FLOW_TRIGGER_TYPE = 'io.kestra.plugin.core.trigger.Flow';

const ALIASES = ['io.kestra.core.models.triggers.types.Flow'];

/** Starts the flow when executions of others end. */
export interface FlowTrigger extends TriggerCommon {
  readonly type: typeof FLOW_TRIGGER_TYPE;
  readonly inputs?: JsonMap;
  /** Absent: every state in which an execution ends. */
  readonly states?: readonly StateName[];
  readonly preconditions?: Preconditions;
}

/** Executions that must all have ended within a time. */
export interface Preconditions {
  readonly id: string;
  readonly timeWindow: TimeWindow;
  readonly resetOnSuccess: boolean;
  readonly flows: readonly UpstreamFlow[];
  readonly where: readonly ExecutionFilter[];
}

export interface UpstreamFlow {
  readonly namespace: string;
  readonly flowId?: string;
  readonly states?: readonly StateName[];
  readonly labels?: readonly Label[];
}

export interface ExecutionFilter {
  readonly id: string;
  readonly operand: 'AND' | 'OR';
  readonly filters: readonly ExecutionFilterPart[];
}

const FIELDS = ['FLOW_ID', 'NAMESPACE', 'STATE', 'EXPRESSION'] as const;
const COMPARISONS = [
  'EQUAL_TO',
  'NOT_EQUAL_TO',
  'IN',
  'NOT_IN',
  'IS_TRUE',
  'IS_FALSE',
  'IS_NULL',
  'IS_NOT_NULL',
  'STARTS_WITH',
  'ENDS_WITH',
  'REGEX',
  'CONTAINS',
] as const;

export interface ExecutionFilterPart {
  readonly field: (typeof FIELDS)[number];
  readonly type: (typeof COMPARISONS)[number];
  readonly value?: string;
  readonly values?: readonly string[];
}

const filterSchema = properties({
  field: text(z.enum(FIELDS)),
  type: text(z.enum(COMPARISONS)),
  value: optional(text()),
  values: optional(z.array(text())),
}).superRefine(({ type, field, value }, context) => {
  if (type !== 'REGEX' || field === 'EXPRESSION' || value === undefined) return;
  const problem = patternProblem(value);
  if (problem !== undefined)
    context.addIssue({ code: 'custom', path: ['value'], message: `invalid pattern [${value}]: ${problem}` });
});

const preconditionsSchema = properties({
  id: elementId(),
  timeWindow: optional(timeWindowSchema),
  resetOnSuccess: optional(flag()),
  flows: optional(
    z.array(
      properties({
        namespace: text(z.string().min(1)),
        flowId: optional(text()),
        states: optional(stateList()),
        labels: optional(labelsSchema),
      }),
    ),
  ),
  where: optional(
    z.array(
      properties({
        id: text(z.string().min(1)),
        operand: optional(text(z.enum(['AND', 'OR']))),
        filters: z.array(filterSchema).min(1),
      }).transform(
        ({ id, operand, filters }): ExecutionFilter => ({ id, operand: operand ?? 'AND', filters }),
      ),
    ),
  ),
}).transform(
  (written): Preconditions => ({
    id: written.id,
    timeWindow: written.timeWindow ?? DEFAULT_TIME_WINDOW,
    resetOnSuccess: written.resetOnSuccess ?? true,
    flows: written.flows ?? [],
    where: written.where ?? [],
  }),
);

const own = {
  inputs: optional(z.record(z.string(), z.unknown())).describe('Expressions over the execution that ended.'),
  states: optional(stateList()).describe('Every state in which an execution ends by default.'),
  preconditions: optional(preconditionsSchema),
};

export const flowTriggerDefinition = { type: FLOW_TRIGGER_TYPE, aliases: ALIASES, schema: z.object(own) };

export const flowTriggerSchema = properties({
  ...triggerCommon,
  ...own,
  type: z.literal([FLOW_TRIGGER_TYPE, ...ALIASES]),
}).transform(
  (written): FlowTrigger => ({
    ...readCommon(written),
    type: FLOW_TRIGGER_TYPE,
    inputs: written.inputs as JsonMap | undefined,
    states: written.states,
    preconditions: written.preconditions,
  }),
);
