import { optional, text } from '../scalar';
import type { Task } from '../task';
import { type Branches, flowable } from './definition';

export interface If extends Branches {
  readonly kind: 'if';
  /** An expression; absent counts as false. */
  readonly condition?: string;
  readonly then: readonly Task[];
  readonly else: readonly Task[];
}

export interface Switch extends Branches {
  readonly kind: 'switch';
  /** An expression that gives the name of a case. */
  readonly value: string;
  readonly cases: Readonly<Record<string, readonly Task[]>>;
  /** Absent if no branch is there for other values. */
  readonly defaults?: readonly Task[];
}

export const ifElse = flowable(
  ({ some, any }) => ({
    condition: optional(text()).describe('An expression; the branch depends on whether it is true.'),
    // biome-ignore lint/suspicious/noThenProperty: Kestra's name for the branch
    then: some,
    else: any,
  }),
  (written, branches): If => ({
    kind: 'if',
    condition: written.condition,
    // biome-ignore lint/suspicious/noThenProperty: Kestra's name for the branch
    then: written.then,
    else: written.else ?? [],
    ...branches,
  }),
);

export const switchCase = flowable(
  ({ any, cases }) => ({
    value: text().describe('An expression that gives the name of a case.'),
    cases: cases.describe('Tasks by value.'),
    defaults: any.describe('Tasks for every other value.'),
  }),
  ({ value, cases, defaults }, branches): Switch => ({
    kind: 'switch',
    value,
    cases: cases ?? {},
    defaults,
    ...branches,
  }),
);
