import type { FlowIssue } from '@headrace/flow';
import { invalidEntity, type RestError } from '../errors';

export function refused(issues: readonly FlowIssue[]): RestError {
  const errors = issues.filter(({ severity }) => severity === 'error');
  return invalidEntity(
    errors.map((issue) => ({ path: issue.path, message: `${sentence(issue)} (line ${issue.line})` })),
  );
}

/** Answers the revision that was saved, whoever saves another one meanwhile. */
/** What Kestra's clients look for: of an unknown property, the words of Jackson, which reads its flows. */
export function sentence({ message, unknownProperty }: FlowIssue): string {
  if (unknownProperty === undefined) return message;
  const { name, owner } = unknownProperty;
  return `Unrecognized field "${name}" (class ${CLASSES.get(owner) ?? owner}), not marked as ignorable`;
}

/** Kestra's names of what has no type of its own in a document. */
const CLASSES: ReadonlyMap<string, string> = new Map([
  ['flow', 'io.kestra.core.models.flows.Flow'],
  ['inputs', 'io.kestra.core.models.flows.Input'],
  ['outputs', 'io.kestra.core.models.flows.Output'],
  ['concurrency', 'io.kestra.core.models.flows.Concurrency'],
  ['pluginDefaults', 'io.kestra.core.models.flows.PluginDefault'],
  ['taskDefaults', 'io.kestra.core.models.flows.PluginDefault'],
  ['retry', 'io.kestra.core.models.tasks.retrys.AbstractRetry'],
  ['workerGroup', 'io.kestra.core.models.tasks.WorkerGroup'],
  ['labels', 'io.kestra.core.models.Label'],
  ['listeners', 'io.kestra.core.models.listeners.Listener'],
  ['sla', 'io.kestra.core.models.flows.sla.SLA'],
  ['checks', 'io.kestra.core.models.flows.check.Check'],
]);
