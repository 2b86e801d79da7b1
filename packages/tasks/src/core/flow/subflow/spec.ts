import {
  flag,
  instant,
  integer,
  labelsSchema,
  optional,
  orExpression,
  type TaskType,
  text,
} from '@headrace/flow';
import { z } from 'zod';

export const subflowProperties = z.object({
  namespace: text(z.string().min(1)),
  flowId: text(z.string().min(1)),
  revision: optional(orExpression(integer(z.int32().min(1)))).describe('The newest by default.'),
  inputs: optional(z.record(z.string(), z.unknown())),
  labels: optional(labelsSchema),
  wait: optional(flag()).describe('true by default.'),
  transmitFailed: optional(flag()).describe('true by default.'),
  inheritLabels: optional(flag()),
  outputs: optional(z.record(z.string(), z.unknown())).describe(
    'Deprecated: let the other flow have `outputs`.',
  ),
  scheduleDate: optional(orExpression(instant())),
});

export const subflowType: TaskType = {
  type: 'io.kestra.plugin.core.flow.Subflow',
  aliases: ['io.kestra.core.tasks.flows.Subflow', 'io.kestra.core.tasks.flows.Flow'],
  title: 'Start another flow',
  description:
    'Starts an execution of another flow and, unless `wait` is false, waits for its end. With `transmitFailed` its state becomes that of this task.',
  schema: subflowProperties,
  expressions: ['namespace', 'flowId', 'revision', 'inputs', 'labels', 'outputs', 'scheduleDate'],
  outputs: [
    { name: 'executionId', type: 'STRING', description: 'Id of the execution that was started.' },
    { name: 'state', type: 'STRING', description: 'Its state at its end.' },
    { name: 'outputs', type: 'MAP', description: 'The outputs of the other flow.' },
  ],
  runs: 'engine',
};
