import type { z } from 'zod';
import type { Task } from '../task';

/** One entry of a Dag. */
export interface DagTask {
  readonly task: Task;
  /** Ids of tasks of the same Dag that must have ended before. */
  readonly dependsOn: readonly string[];
}

/** The schemas of tasks inside a task. They know the catalogue, so a definition gets them and does not make them. */
export interface ChildSchemas {
  /** A list of at least one task. */
  readonly some: z.ZodType<readonly Task[]>;
  /** A list that may be empty or absent. */
  readonly any: z.ZodType<readonly Task[] | undefined>;
  readonly cases: z.ZodType<Readonly<Record<string, readonly Task[]>> | undefined>;
  readonly dag: z.ZodType<readonly DagTask[]>;
}

/** What every flowable task has: what runs when it failed, and what runs at its end in any case. */
export interface Branches {
  readonly errors: readonly Task[];
  readonly finally: readonly Task[];
}

/** The properties of one kind of flowable task, and how they are read. */
export interface FlowableDefinition<F = unknown> {
  shape(children: ChildSchemas): z.ZodRawShape;
  /** @param written what the schema made of the properties */
  read(written: unknown): F;
}

/** Ties the properties to their reading, so that the types of both are checked against each other. */
export function flowable<Shape extends z.ZodRawShape, F>(
  shape: (children: ChildSchemas) => Shape,
  read: (written: z.output<z.ZodObject<Shape>>, branches: Branches) => F,
): FlowableDefinition<F> {
  return {
    shape: (children) => ({ ...shape(children), errors: children.any, finally: children.any }),
    read: (written) => {
      const { errors, finally: atEnd } = written as Partial<Branches>;
      return read(written as z.output<z.ZodObject<Shape>>, { errors: errors ?? [], finally: atEnd ?? [] });
    },
  };
}
