import { z } from 'zod';
import { type Label, labelsSchema } from './label';
import { instant, offsetTime } from './moment';
import { properties } from './properties';
import { durationText, flag, optional, text } from './scalar';
import { type StateName, stateList } from './state';
import { type TimeWindow, timeWindowSchema } from './time-window';

const PACKAGE = 'io.kestra.plugin.core.condition';
const OLD_PACKAGE = 'io.kestra.core.models.conditions.types';

/** What must hold for a trigger to fire. Texts are expressions, not rendered; dates and times are as written. */
export type Condition =
  | { readonly type: `${typeof PACKAGE}.DateTimeBetween`; date: string; after?: string; before?: string }
  | { readonly type: `${typeof PACKAGE}.DayWeek`; date: string; dayOfWeek: DayOfWeek }
  | {
      readonly type: `${typeof PACKAGE}.DayWeekInMonth`;
      date: string;
      dayOfWeek: DayOfWeek;
      dayInMonth: DayInMonth;
    }
  | { readonly type: `${typeof PACKAGE}.ExecutionFlow`; namespace: string; flowId: string }
  | { readonly type: `${typeof PACKAGE}.ExecutionLabels`; labels: readonly Label[] }
  | {
      readonly type: `${typeof PACKAGE}.ExecutionNamespace`;
      namespace: string;
      comparison: 'EQUALS' | 'PREFIX' | 'SUFFIX';
    }
  | { readonly type: `${typeof PACKAGE}.ExecutionOutputs`; expression: string }
  | {
      readonly type: `${typeof PACKAGE}.ExecutionStatus`;
      in?: readonly StateName[];
      notIn?: readonly StateName[];
    }
  | { readonly type: `${typeof PACKAGE}.Expression`; expression: string }
  | { readonly type: `${typeof PACKAGE}.FlowCondition`; namespace: string; flowId: string }
  | { readonly type: `${typeof PACKAGE}.FlowNamespaceCondition`; namespace: string; prefix: boolean }
  | {
      readonly type: `${typeof PACKAGE}.HasRetryAttempt`;
      in?: readonly StateName[];
      notIn?: readonly StateName[];
    }
  | MultipleCondition
  | { readonly type: `${typeof PACKAGE}.Not`; conditions: readonly Condition[] }
  | { readonly type: `${typeof PACKAGE}.Or`; conditions: readonly Condition[] }
  | { readonly type: `${typeof PACKAGE}.PublicHoliday`; date: string; country?: string; subDivision?: string }
  | { readonly type: `${typeof PACKAGE}.TimeBetween`; date: string; after?: string; before?: string }
  | { readonly type: `${typeof PACKAGE}.Weekend`; date: string };

/** Several named conditions, each met by some execution within one window. */
export interface MultipleCondition {
  readonly type: `${typeof PACKAGE}.MultipleCondition`;
  readonly id: string;
  readonly timeWindow: TimeWindow;
  readonly resetOnSuccess: boolean;
  readonly conditions: Readonly<Record<string, Condition>>;
}

export const MULTIPLE_CONDITION_TYPE = `${PACKAGE}.MultipleCondition`;

const DAYS = ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY', 'SUNDAY'] as const;
const DAYS_IN_MONTH = ['FIRST', 'LAST', 'SECOND', 'THIRD', 'FOURTH'] as const;
type DayOfWeek = (typeof DAYS)[number];
type DayInMonth = (typeof DAYS_IN_MONTH)[number];

/** A condition type, without those that hold other conditions: what it is called and which properties it has. */
export interface ConditionDefinition {
  readonly type: string;
  readonly aliases: readonly string[];
  readonly schema: z.ZodObject;
}

const definitions: ConditionDefinition[] = [];

/** Defines a type by the last word of its name. */
function condition<Shape extends z.ZodRawShape, const Name extends string, C extends Condition>(
  name: Name,
  shape: Shape,
  read: (written: z.output<z.ZodObject<Shape, z.core.$strict>>) => C,
  oldName: string = `${name}Condition`,
) {
  const type = `${PACKAGE}.${name}` as const;
  const aliases = [`${OLD_PACKAGE}.${oldName}`];
  const alsoHere = name.endsWith('Condition') ? [] : [`${PACKAGE}.${name}Condition`];
  definitions.push({ type, aliases: [...aliases, ...alsoHere], schema: z.object(shape) });
  return properties({ ...shape, type: z.literal([type, ...aliases, ...alsoHere]) }).transform(
    (written): Condition => read(written as never),
  );
}

const TRIGGER_DATE = '{{ trigger.date }}';
const date = optional(text()).describe('An expression that gives a date; `{{ trigger.date }}` by default.');
const required = text(z.string().min(1));
const nested = z.lazy((): z.ZodType<Condition> => conditionSchema);
const between = (written: { after?: string; before?: string }, context: z.RefinementCtx): void => {
  if (written.after === undefined && written.before === undefined)
    context.addIssue({ code: 'custom', path: [], message: 'needs `after` or `before`' });
};

const schemas = [
  condition(
    'DateTimeBetween',
    { date, after: optional(instant()), before: optional(instant()) },
    ({ date: at, after, before }) => ({
      type: `${PACKAGE}.DateTimeBetween`,
      date: at ?? TRIGGER_DATE,
      after,
      before,
    }),
  ),
  condition('DayWeek', { date, dayOfWeek: text(z.enum(DAYS)) }, ({ date: at, dayOfWeek }) => ({
    type: `${PACKAGE}.DayWeek`,
    date: at ?? TRIGGER_DATE,
    dayOfWeek,
  })),
  condition(
    'DayWeekInMonth',
    { date, dayOfWeek: text(z.enum(DAYS)), dayInMonth: text(z.enum(DAYS_IN_MONTH)) },
    ({ date: at, dayOfWeek, dayInMonth }) => ({
      type: `${PACKAGE}.DayWeekInMonth`,
      date: at ?? TRIGGER_DATE,
      dayOfWeek,
      dayInMonth,
    }),
  ),
  condition('ExecutionFlow', { namespace: required, flowId: required }, ({ namespace, flowId }) => ({
    type: `${PACKAGE}.ExecutionFlow`,
    namespace,
    flowId,
  })),
  condition('ExecutionLabels', { labels: labelsSchema }, ({ labels }) => ({
    type: `${PACKAGE}.ExecutionLabels`,
    labels,
  })),
  condition(
    'ExecutionNamespace',
    {
      namespace: required,
      comparison: optional(text(z.enum(['EQUALS', 'PREFIX', 'SUFFIX']))),
      prefix: optional(flag()),
    },
    ({ namespace, comparison, prefix }) => ({
      type: `${PACKAGE}.ExecutionNamespace`,
      namespace,
      comparison: comparison ?? (prefix === true ? 'PREFIX' : 'EQUALS'),
    }),
  ),
  condition('ExecutionOutputs', { expression: required }, ({ expression }) => ({
    type: `${PACKAGE}.ExecutionOutputs`,
    expression,
  })),
  condition(
    'ExecutionStatus',
    { in: optional(stateList()), notIn: optional(stateList()) },
    ({ in: among, notIn }) => ({ type: `${PACKAGE}.ExecutionStatus`, in: among, notIn }),
  ),
  condition(
    'Expression',
    { expression: required },
    ({ expression }) => ({ type: `${PACKAGE}.Expression`, expression }),
    'VariableCondition',
  ),
  condition(
    'FlowCondition',
    { namespace: required, flowId: required },
    ({ namespace, flowId }) => ({
      type: `${PACKAGE}.FlowCondition`,
      namespace,
      flowId,
    }),
    'FlowCondition',
  ),
  condition(
    'FlowNamespaceCondition',
    { namespace: required, prefix: optional(flag()) },
    ({ namespace, prefix }) => ({
      type: `${PACKAGE}.FlowNamespaceCondition`,
      namespace,
      prefix: prefix ?? false,
    }),
    'FlowNamespaceCondition',
  ),
  condition(
    'HasRetryAttempt',
    { in: optional(stateList()), notIn: optional(stateList()) },
    ({ in: among, notIn }) => ({ type: `${PACKAGE}.HasRetryAttempt`, in: among, notIn }),
  ),
  condition(
    'MultipleCondition',
    {
      id: text(
        z
          .string()
          .max(256)
          .regex(/^[a-zA-Z0-9][a-zA-Z0-9_-]*$/),
      ),
      timeWindow: optional(timeWindowSchema),
      resetOnSuccess: optional(flag()),
      window: optional(durationText({ positive: true })).describe('Deprecated: see `timeWindow`.'),
      windowAdvance: optional(durationText()).describe('Deprecated: see `timeWindow`.'),
      conditions: z.record(z.string(), nested).refine((all) => Object.keys(all).length > 0, {
        message: 'must not be empty',
      }),
    },
    (written): MultipleCondition => ({
      type: `${PACKAGE}.MultipleCondition`,
      id: written.id,
      timeWindow: written.timeWindow ?? {
        type: 'DURATION_WINDOW',
        window: written.window ?? 'P1D',
        windowAdvance: written.windowAdvance ?? 'PT0S',
      },
      resetOnSuccess: written.resetOnSuccess ?? true,
      conditions: written.conditions,
    }),
    'MultipleCondition',
  ),
  condition('Not', { conditions: z.array(nested).min(1) }, ({ conditions }) => ({
    type: `${PACKAGE}.Not`,
    conditions,
  })),
  condition('Or', { conditions: z.array(nested).min(1) }, ({ conditions }) => ({
    type: `${PACKAGE}.Or`,
    conditions,
  })),
  condition(
    'PublicHoliday',
    { date, country: optional(text()), subDivision: optional(text()) },
    ({ date: at, country, subDivision }) => ({
      type: `${PACKAGE}.PublicHoliday`,
      date: at ?? TRIGGER_DATE,
      country,
      subDivision,
    }),
  ),
  condition(
    'TimeBetween',
    { date, after: optional(offsetTime()), before: optional(offsetTime()) },
    ({ date: at, after, before }) => ({
      type: `${PACKAGE}.TimeBetween`,
      date: at ?? TRIGGER_DATE,
      after,
      before,
    }),
  ),
  condition('Weekend', { date }, ({ date: at }) => ({
    type: `${PACKAGE}.Weekend`,
    date: at ?? TRIGGER_DATE,
  })),
] as const;

/** One of `conditions`. */
export const conditionSchema: z.ZodType<Condition> = z
  .discriminatedUnion('type', schemas)
  .superRefine((found, context) => {
    if (found.type === `${PACKAGE}.DateTimeBetween` || found.type === `${PACKAGE}.TimeBetween`)
      between(found, context);
  });

/** Every condition type, by its full name. */
export const conditionDefinitions: readonly ConditionDefinition[] = definitions;
