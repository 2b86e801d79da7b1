export type { Check } from './check';
export type { Concurrency } from './concurrency';
export type { Condition, ConditionDefinition, MultipleCondition } from './condition';
export { conditionDefinitions } from './condition';
export { formatDuration, parseDuration } from './duration';
export type { Flow } from './flow';
export { flowDocument } from './flow-document';
export type { EachParallel, ForEach } from './flowable/each';
export { eachParallel, eachSequential, forEach } from './flowable/each';
export type { If, Switch } from './flowable/branch';
export { ifElse, switchCase } from './flowable/branch';
export type { Branches, DagTask } from './flowable/definition';
export type { ForEachItem } from './flowable/for-each-item';
export { forEachItem } from './flowable/for-each-item';
export type { ChildList, Flowable } from './flowable/index';
export { childLists } from './flowable/index';
export type { LoopUntil } from './flowable/loop-until';
export { loopUntil, waitFor } from './flowable/loop-until';
export type { Dag, Parallel } from './flowable/parallel';
export { dag, parallel } from './flowable/parallel';
export type { Pause } from './flowable/pause';
export { pause } from './flowable/pause';
export type { AllowFailure, Sequential } from './flowable/sequence';
export { allowFailure, sequential } from './flowable/sequence';
export type { Template } from './flowable/template';
export { template } from './flowable/template';
export type { WorkingDirectory } from './flowable/working-directory';
export { workingDirectory } from './flowable/working-directory';
export { httpRequest } from './http';
export type { ArrayInput, ItemType, MultiselectInput, SelectInput } from './input/choice-input';
export type { InputDependency } from './input/common';
export type { FileInput, JsonInput, YamlInput } from './input/document-input';
export type { Input } from './input/index';
export { INPUT_TYPES } from './input/index';
export type { InputIssue } from './input/input-value';
export type { InputPorts, ResolvedInput, ResolvedInputs } from './input/resolve-inputs';
export { ENCRYPTION_NEEDED, nestedValues, resolveInputs } from './input/resolve-inputs';
export type {
  BooleanInput,
  EmailInput,
  FloatInput,
  IntInput,
  SecretInput,
  StringInput,
  UriInput,
} from './input/scalar-input';
export type { DateInput, DateTimeInput, DurationInput, TimeInput } from './input/time-input';
export type { FlowIssue } from './issue';
export type { JsonMap, JsonValue } from './json';
export { flowJsonSchema } from './json-schema';
export type { Label } from './label';
export { checkLabels, labelsSchema } from './label';
export type { Listener } from './listener';
export { LOG_LEVEL_NAMES, type LogLevelName, logLevel } from './log-level';
export { instant } from './moment';
export type { Output } from './output';
export type { CheckedOutputs } from './output-value';
export { checkOutputs } from './output-value';
export type { FlowDocument, ParsedFlow } from './parse';
export { parseFlow } from './parse';
export type { PluginDefault } from './plugin-default';
export { properties } from './properties';
export type { References, TemplateReference } from './references/warnings';
export { referenceWarnings } from './references/warnings';
export type { ConstantRetry, ExponentialRetry, RandomRetry, Retry } from './retry';
export {
  anything,
  decimal,
  duration,
  durationText,
  flag,
  integer,
  isExpression,
  optional,
  orExpression,
  text,
} from './scalar';
export type { Sla } from './sla';
export { STATE_NAMES, type StateName, stateList } from './state';
export type { Task } from './task';
export type { TaskCatalogue, TaskOutput, TaskType } from './task-type';
export { catalogueOf, flowableType } from './task-type';
export { hasExpression } from './templates';
export type { TimeWindow } from './time-window';
export type { TriggerDefinition } from './trigger/common';
export type { ExecutionFilter, FlowTrigger, Preconditions, UpstreamFlow } from './trigger/flow';
export { FLOW_TRIGGER_TYPE } from './trigger/flow';
export { HTTP_TRIGGER_TYPE, type HttpTrigger } from './trigger/http';
export { type Trigger, triggerDefinitions } from './trigger/index';
export { SCHEDULE_TRIGGER_TYPE, type ScheduleTrigger } from './trigger/schedule';
export { SCHEDULE_ON_DATES_TRIGGER_TYPE, type ScheduleOnDatesTrigger } from './trigger/schedule-on-dates';
export { WEBHOOK_TRIGGER_TYPE, type WebhookTrigger } from './trigger/webhook';
export { type DocumentedType, typePage } from './type-page';
export type { Abilities } from './unsupported';
export { unsupported } from './unsupported';
export { MASKED_KEY, maskWebhookKeys, restoreWebhookKeys } from './webhook-key';
export { didYouMean } from './nearest';
