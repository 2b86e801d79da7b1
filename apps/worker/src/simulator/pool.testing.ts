import type { Database } from '@headrace/db';
import type { MemoryJournal } from '@headrace/db/memory';
import type { Link, LinkEnd } from './link.testing';

/** Flows as the tables keep them. */
export interface FlowShelf {
  /** The newest revision; undefined = there is no such flow. */
  newestOf(flowId: string): number | undefined;
  sourceOf(flowId: string, revision: number): string | undefined;
}

export interface PoolOptions {
  readonly link: Link;
  readonly store: MemoryJournal;
  readonly shelf: FlowShelf;
  /** A text that a newer version of the product wrote, for a process of an older one. */
  readonly isUnreadable: (flowId: string, revision: number) => boolean;
}

interface Query {
  readonly name: string;
  readonly values: readonly unknown[];
}

/** The pools of one process: answers the statements by name that are no verbs of the journal, and refuses all others. */
export function simulatedDatabase(caller: LinkEnd, options: PoolOptions): Database {
  const query = (query: string | Query) => {
    if (query === 'SELECT 1') return options.link.call(caller, async () => ({ rows: [{}] }));
    if (typeof query === 'string') throw new Error(`the simulator does not know the statement ${query}`);
    return options.link.call(caller, async () => ({ rows: rowsOf(query, options) }));
  };
  const pool = { query } as unknown as Database['pool'];
  return { pool, hot: pool, prisma: {} as Database['prisma'], close: async () => {} };
}

function rowsOf({ name, values }: Query, { shelf, store, isUnreadable }: PoolOptions): readonly object[] {
  switch (name) {
    case 'headrace_find_flow': {
      const revision = shelf.newestOf(String(values[1]));
      return revision === undefined ? [] : [{ revision, disabled: false }];
    }
    case 'headrace_find_revision': {
      const [, flowId, revision] = values as [string, string, number];
      const source = shelf.sourceOf(flowId, revision);
      if (source === undefined) return [];
      const isNewer = isUnreadable(flowId, revision);
      return [{ source: isNewer ? source.replaceAll('.plugin.core.', '.plugin.newer.') : source }];
    }
    case 'headrace_results': {
      const [executionId, taskIds] = values as [string, readonly string[] | null];
      const { taskRuns, outputs } = store.rows();
      return taskRuns
        .filter((row) => row.executionId === executionId && (!taskIds || taskIds.includes(row.taskId)))
        .map(({ id, taskId, values: loops, state }) => ({
          taskRunId: id,
          taskId,
          values: loops,
          state,
          outputs: outputs.filter(({ taskRunId }) => taskRunId === id).at(-1)?.outputs ?? null,
        }));
    }
    default:
      throw new Error(`the simulator does not know the statement ${name}`);
  }
}
