import {
  coreTaskTypes,
  coreTriggerTypes,
  runnableTaskTypes,
  taskTypePage,
  triggerTypePage,
} from '@headrace/tasks';

export { flowJsonSchema } from '@headrace/tasks';

/** What is written about a type of task or trigger. */
export interface TypeDocumentation {
  /** The full name. */
  readonly type: string;
  /** Older spellings, which are understood too. */
  readonly aliases: readonly string[];
  readonly title: string;
  readonly description: string;
  /** Why it should not be used any more. */
  readonly deprecated?: string;
  /** Whether this version can run it. */
  readonly isRunnable: boolean;
  /** Its page of documentation as Markdown. */
  page(): string;
}

/** All task types that documents may name, by name. */
export function taskTypes(): TypeDocumentation[] {
  return coreTaskTypes
    .map(({ type, aliases, title, description, deprecated }) => ({
      type,
      aliases,
      title,
      description,
      ...(deprecated !== undefined && { deprecated }),
      isRunnable: runnableTaskTypes.has(type),
      page: () => taskTypePage(type) ?? '',
    }))
    .sort(byType);
}

/** The only trigger that starts anything yet. */
const RUNNABLE_TRIGGER_TYPES: ReadonlySet<string> = new Set(['io.kestra.plugin.core.trigger.Webhook']);

/** All trigger types that documents may name, by name. */
export function triggerTypes(): TypeDocumentation[] {
  return coreTriggerTypes
    .map(({ type, aliases, title, description }) => ({
      type,
      aliases,
      title,
      description,
      isRunnable: RUNNABLE_TRIGGER_TYPES.has(type),
      page: () => triggerTypePage(type) ?? '',
    }))
    .sort(byType);
}

function byType(one: { type: string }, other: { type: string }): number {
  return one.type < other.type ? -1 : 1;
}
