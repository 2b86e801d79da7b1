import type { Flow } from '../flow';
import { childLists } from '../flowable/index';
import type { DocumentPath } from '../issue';
import type { Task } from '../task';

/** One level on the way from the flow to a task. */
interface Step {
  /** The path of the flow or flowable task that holds the list. */
  readonly level: string;
  /** What is around: undefined for the flow itself. */
  readonly kind: NonNullable<Task['flowable']>['kind'] | undefined;
  /** The list: `tasks`, `then`, `cases.x`, ... */
  readonly list: string;
  readonly index: number;
}

/** Where a task stands. */
export interface Place {
  readonly task: Task;
  readonly path: DocumentPath;
  /** It or something around it is disabled. */
  readonly disabled: boolean;
  readonly steps: readonly Step[];
}

/** Every task at every depth. */
export function placesOf(flow: Flow): Place[] {
  const places: Place[] = [];
  const visit = (
    tasks: readonly Task[],
    path: DocumentPath,
    around: Pick<Step, 'level' | 'kind' | 'list'> & {
      steps: readonly Step[];
      disabled: boolean;
      inDag: boolean;
    },
  ): void => {
    const { level, kind, list } = around;
    for (const [index, task] of tasks.entries()) {
      const own = around.inDag ? [...path, index, 'task'] : [...path, index];
      const steps = [...around.steps, { level, kind, list, index }];
      const disabled = around.disabled || task.disabled;
      places.push({ task, path: own, disabled, steps });
      if (task.flowable === undefined) continue;
      for (const child of childLists(task.flowable))
        visit(child.tasks, [...own, ...child.path], {
          level: own.join('.'),
          kind: task.flowable.kind,
          list: child.path.join('.'),
          steps,
          disabled,
          inDag: child.inDag,
        });
    }
  };
  const root = { level: '', kind: undefined, steps: [], disabled: false, inDag: false };
  for (const list of ['tasks', 'errors', 'finally', 'afterExecution'] as const)
    visit(flow[list] ?? [], [list], { ...root, list });
  for (const [index, { tasks }] of (flow.listeners ?? []).entries())
    visit(tasks, ['listeners', index, 'tasks'], { ...root, list: 'listeners' });
  return places;
}

const ORDER = ['errors', 'finally', 'afterExecution', 'listeners'];

/** Says why the task at `other` cannot have run when the one at `own` does; undefined if it can. */
export function whyNotYet(own: Place, other: Place): string | undefined {
  const id = other.task.id;
  if (other.disabled) return `task \`${id}\` is disabled and never runs`;
  if (own === other) return own.task.flowable ? undefined : 'a task cannot read its own outputs';
  for (const [depth, step] of own.steps.entries()) {
    const match = other.steps[depth];
    // One of them is inside the other
    if (match === undefined || match.level !== step.level) return undefined;
    if (match.list === step.list && match.index === step.index) {
      if (isLoop(own, depth)) return undefined;
      continue;
    }
    return match.list === step.list ? whyNotInOrder(step, match, id) : whyNotInList(step, match, id);
  }
  return undefined;
}

/** Earlier rounds of a loop leave outputs of all that is inside. */
function isLoop({ steps }: Place, depth: number): boolean {
  const kind = steps[depth + 1]?.kind;
  return kind === 'forEach' || kind === 'eachParallel' || kind === 'loopUntil' || kind === 'forEachItem';
}

function whyNotInOrder(own: Step, other: Step, id: string): string | undefined {
  const isOrdered = own.kind !== 'parallel' && own.kind !== 'dag' && own.kind !== 'eachParallel';
  return isOrdered && other.index > own.index
    ? `task \`${id}\` comes later and cannot have run yet`
    : undefined;
}

function whyNotInList(own: Step, other: Step, id: string): string | undefined {
  const ownRank = ORDER.indexOf(own.list);
  const otherRank = ORDER.indexOf(other.list);
  if (ownRank === -1 && otherRank === -1) return `task \`${id}\` is in another branch and cannot have run`;
  return otherRank > ownRank ? `task \`${id}\` comes later and cannot have run yet` : undefined;
}
