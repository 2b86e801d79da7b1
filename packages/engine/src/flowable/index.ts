import type { Flowable } from '@headrace/flow';
import type { Level } from './level';
import { parallelLevel } from './parallel';
import { sequentialLevel } from './sequential';

/**
 * The level of tasks inside a flowable task.
 * @throws Error for a kind that this version cannot run: such flows are refused when they are saved and when they are read
 * (`unsupported` of flow), so that this is an error of deciding and ends the execution with its sentence
 */
export function levelOf(flowable: Flowable): Level {
  switch (flowable.kind) {
    case 'sequential':
      return sequentialLevel(flowable.tasks);
    case 'parallel':
      return parallelLevel(flowable);
    case 'allowFailure':
    case 'dag':
    case 'if':
    case 'switch':
    case 'forEach':
    case 'eachParallel':
    case 'forEachItem':
    case 'workingDirectory':
    case 'pause':
    case 'loopUntil':
    case 'template':
      throw new Error(`Flowable tasks of the kind ${flowable.kind} cannot be run by this version yet`);
  }
}
