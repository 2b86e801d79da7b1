import type { Flow, Task } from '@headrace/flow';
import { childLists } from '@headrace/flow';

const indexes = new WeakMap<Flow, ReadonlyMap<string, Task>>();

/** The task of a flow with this id, at any depth; undefined = the flow has none. One index a flow, made at the first question. */
export function taskOf(flow: Flow, id: string): Task | undefined {
  let index = indexes.get(flow);
  if (!index) {
    index = new Map(allTasks(flow.tasks).map((task) => [task.id, task]));
    indexes.set(flow, index);
  }
  return index.get(id);
}

function allTasks(tasks: readonly Task[]): Task[] {
  return tasks.flatMap((task) => [
    task,
    ...(task.flowable ? childLists(task.flowable).flatMap((list) => allTasks(list.tasks)) : []),
  ]);
}
