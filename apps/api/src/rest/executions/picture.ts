import { writeJson } from '@headrace/json';
import { type ExecutionTree, executionTrees, type Runtime } from '@headrace/runtime';
import { headJson, taskRunJson } from './json';

/** The JSON of an execution, kept as it goes on: only task runs that changed are read and written again. */
export class ExecutionPicture {
  readonly #runtime: Runtime;
  readonly #id: string;
  /** JSON by task run. Ids sort by time. */
  readonly #taskRuns = new Map<string, string>();
  #head = '';
  #seq = 0;

  private constructor(runtime: Runtime, id: string) {
    this.#runtime = runtime;
    this.#id = id;
  }

  /** As it is now; null = there is none. */
  static async of(runtime: Runtime, id: string): Promise<ExecutionPicture | null> {
    const picture = new ExecutionPicture(runtime, id);
    return (await picture.update(null)) ? picture : null;
  }

  /** Number of the last event that is in the picture. */
  get seq(): number {
    return this.#seq;
  }

  /** Reads again what changed: these task runs, or all with null. False = the execution is not there any more. */
  async update(taskRunIds: Iterable<string> | null): Promise<boolean> {
    const only = taskRunIds && [...taskRunIds];
    const [tree] = await executionTrees(this.#runtime.database.pool, [this.#id], only);
    if (!tree) return false;
    if (!only) this.#taskRuns.clear();
    this.#take(tree);
    return true;
  }

  #take(tree: ExecutionTree): void {
    this.#seq = tree.seq;
    this.#head = writeJson(headJson(tree));
    for (const taskRun of tree.taskRuns)
      this.#taskRuns.set(taskRun.id, writeJson(taskRunJson(taskRun, tree)));
  }

  /** The whole execution as JSON in one line. */
  text(): string {
    const ids = [...this.#taskRuns.keys()].sort(inBytes);
    const taskRuns = ids.map((id) => this.#taskRuns.get(id)).join(',');
    return `${this.#head.slice(0, -1)},"taskRunList":[${taskRuns}]}`;
  }
}

function inBytes(left: string, right: string): number {
  return left < right ? -1 : Number(left > right);
}
