import type { Task } from '../task';
import type { If, Switch } from './branch';
import type { EachParallel, ForEach } from './each';
import type { ForEachItem } from './for-each-item';
import type { LoopUntil } from './loop-until';
import type { Dag, Parallel } from './parallel';
import type { Pause } from './pause';
import type { AllowFailure, Sequential } from './sequence';
import type { Template } from './template';
import type { WorkingDirectory } from './working-directory';

/** What makes a task a level of other tasks. */
export type Flowable =
  | Sequential
  | AllowFailure
  | Parallel
  | Dag
  | If
  | Switch
  | ForEach
  | EachParallel
  | ForEachItem
  | WorkingDirectory
  | Pause
  | LoopUntil
  | Template;

/** A list of tasks inside a task, and the way to it. Entries of a Dag lie one step deeper, under `task`. */
export interface ChildList {
  readonly path: readonly (string | number)[];
  readonly tasks: readonly Task[];
  readonly inDag: boolean;
}

/** The lists of tasks inside a flowable task, in the order of its properties; empty ones are left out. */
export function childLists(flowable: Flowable): ChildList[] {
  const lists = [
    ...ownLists(flowable),
    list(['errors'], flowable.errors),
    list(['finally'], flowable.finally),
  ];
  return lists.filter(({ tasks }) => tasks.length > 0);
}

function ownLists(flowable: Flowable): ChildList[] {
  switch (flowable.kind) {
    case 'sequential':
    case 'allowFailure':
    case 'parallel':
    case 'forEach':
    case 'eachParallel':
    case 'workingDirectory':
    case 'pause':
    case 'loopUntil':
      return [list(['tasks'], flowable.tasks)];
    case 'dag':
      return [{ path: ['tasks'], tasks: flowable.tasks.map(({ task }) => task), inDag: true }];
    case 'if':
      return [list(['then'], flowable.then), list(['else'], flowable.else)];
    case 'switch':
      return [
        ...Object.entries(flowable.cases).map(([value, tasks]) => list(['cases', value], tasks)),
        list(['defaults'], flowable.defaults ?? []),
      ];
    case 'forEachItem':
    case 'template':
      return [];
  }
}

function list(path: readonly string[], tasks: readonly Task[]): ChildList {
  return { path, tasks, inDag: false };
}
