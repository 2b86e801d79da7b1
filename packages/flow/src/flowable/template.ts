import { z } from 'zod';
import type { JsonMap } from '../json';
import { optional, text } from '../scalar';
import { type Branches, flowable } from './definition';

/** The tasks of a stored template. */
export interface Template extends Branches {
  readonly kind: 'template';
  readonly namespace: string;
  readonly templateId: string;
  readonly args: JsonMap;
}

export const template = flowable(
  () => ({
    namespace: text(z.string().min(1)),
    templateId: text(z.string().min(1)),
    args: optional(z.record(z.string(), text())),
  }),
  ({ namespace, templateId, args }, branches): Template => ({
    kind: 'template',
    namespace,
    templateId,
    args: args ?? {},
    ...branches,
  }),
);
