import { z } from 'zod';
import type { ChildSchemas, FlowableDefinition } from './flowable/definition';
import type { Flowable } from './flowable/index';
import type { Task } from './task';

/** One value that a task run of a type leaves behind. */
export interface TaskOutput {
  readonly name: string;
  readonly type: string;
  readonly description: string;
}

/** What can be said about a task type without running it. */
export interface TaskType {
  /** The full name. */
  readonly type: string;
  /** Older spellings that mean the same. */
  readonly aliases: readonly string[];
  readonly title: string;
  readonly description: string;
  /**
   * The type's own properties; those that every task has (`id`, `retry`, ...) are added by the document. Reading what
   * it made once more must give the same, since runners read their properties with it.
   */
  readonly schema: z.ZodObject;
  /** Names of the properties that are rendered as expressions. */
  readonly expressions?: readonly string[];
  readonly outputs: readonly TaskOutput[];
  /** Who carries it out: a worker, or the engine itself. */
  readonly runs: 'worker' | 'engine';
  /**
   * Nothing outside can tell whether it ran once or twice: a worker may run it again after a crash without anybody noticing, so its
   * result may share a commit with what follows.
   */
  readonly isEffectFree?: true;
  /** Of a flowable type: its properties with the tasks inside it, and how they are read. */
  readonly flowable?: FlowableDefinition<Flowable>;
  /** What to use in its place. */
  readonly deprecated?: string;
}

/** The task types that a document may use. */
export interface TaskCatalogue {
  /** Finds a type by its full name or by an alias. */
  find(type: string): TaskType | undefined;
  /** The full names, without aliases, in alphabetical order. */
  names(): readonly string[];
}

/** Property names that every task has and that no type may define for itself. */
export const COMMON_TASK_PROPERTIES = [
  'id',
  'type',
  'description',
  'disabled',
  'retry',
  'timeout',
  'runIf',
  'allowFailure',
  'allowWarning',
  'logLevel',
  'logToFile',
  'workerGroup',
] as const;

const someTask = z.unknown().meta({ title: 'Task' }) as unknown as z.ZodType<Task>;

/** Stands for the tasks inside a task where no catalogue is known. */
const ANY_CHILDREN: ChildSchemas = {
  some: z.array(someTask),
  any: z.array(someTask).optional(),
  cases: z.record(z.string(), z.array(someTask)).optional(),
  dag: z.array(z.object({ task: someTask, dependsOn: z.array(z.string()) })),
};

/** Makes a flowable type: its schema follows from its definition. */
export function flowableType(
  type: Omit<TaskType, 'schema' | 'runs'> & { readonly flowable: FlowableDefinition<Flowable> },
): TaskType {
  return { ...type, runs: 'engine', schema: z.object(type.flowable.shape(ANY_CHILDREN)) };
}

/** Makes a catalogue. Throws if two types claim one name, or if a type redefines a common property. */
export function catalogueOf(types: readonly TaskType[]): TaskCatalogue {
  const byName = new Map<string, TaskType>();
  for (const type of types) {
    for (const name of [type.type, ...type.aliases]) {
      if (byName.has(name)) throw new Error(`Two task types are called ${name}`);
      byName.set(name, type);
    }
    const taken = COMMON_TASK_PROPERTIES.find((name) => name in type.schema.shape);
    if (taken !== undefined) throw new Error(`${type.type} redefines the common property ${taken}`);
  }
  const names = types.map((type) => type.type).sort();
  return { find: (type) => byName.get(type), names: () => names };
}
