import { z } from 'zod';
import type { JsonMap } from '../json';
import { type Label, labelsSchema } from '../label';
import { instant } from '../moment';
import { properties } from '../properties';
import { flag, integer, optional, orExpression, text } from '../scalar';
import { type Branches, flowable } from './definition';

/** One execution of another flow for each batch of a file. Texts may be expressions, not rendered. */
export interface ForEachItem extends Branches {
  readonly kind: 'forEachItem';
  readonly items: string;
  readonly batch: {
    readonly bytes?: string;
    readonly partitions?: number | string;
    readonly rows: number | string;
    readonly separator: string;
  };
  readonly namespace: string;
  readonly flowId: string;
  readonly revision?: number;
  readonly inputs?: JsonMap;
  readonly labels: readonly Label[];
  readonly wait: boolean;
  readonly transmitFailed: boolean;
  readonly inheritLabels: boolean;
  readonly scheduleDate?: string;
}

const count = orExpression(integer(z.int32().min(1)));

export const forEachItem = flowable(
  () => ({
    items: text(z.string().min(1)).describe('The address of a file.'),
    batch: optional(
      properties({
        bytes: optional(text()).describe('Such as `10KB`; goes before `partitions` and `rows`.'),
        partitions: optional(count),
        rows: optional(count).describe('1 by default.'),
        separator: optional(text()).describe('A new line by default.'),
      }),
    ),
    namespace: text(z.string().min(1)),
    flowId: text(z.string().min(1)),
    revision: optional(integer(z.int32().min(1))),
    inputs: optional(z.record(z.string(), z.unknown())),
    labels: optional(labelsSchema),
    wait: optional(flag()),
    transmitFailed: optional(flag()),
    inheritLabels: optional(flag()),
    scheduleDate: optional(orExpression(instant())),
  }),
  (written, branches): ForEachItem => ({
    kind: 'forEachItem',
    items: written.items,
    batch: {
      bytes: written.batch?.bytes,
      partitions: written.batch?.partitions,
      rows: written.batch?.rows ?? 1,
      separator: written.batch?.separator ?? '\n',
    },
    namespace: written.namespace,
    flowId: written.flowId,
    revision: written.revision,
    inputs: written.inputs as JsonMap | undefined,
    labels: written.labels ?? [],
    wait: written.wait ?? true,
    transmitFailed: written.transmitFailed ?? true,
    inheritLabels: written.inheritLabels ?? false,
    scheduleDate: written.scheduleDate,
    ...branches,
  }),
);
