import { type Flow, type FlowIssue, type ParsedFlow, parseFlow, unsupported } from '@headrace/flow';
import { runnableTaskTypes, taskCatalogue } from '@headrace/tasks';

/** A flow that can be run, or everything that is wrong with it. */
export type CheckedFlow =
  | {
      readonly ok: true;
      readonly flow: Flow;
      /** Warnings. */
      readonly issues: readonly FlowIssue[];
    }
  | Extract<ParsedFlow, { ok: false }>;

/**
 * Reads a document. One that is good but asks for what this version cannot run is refused like a bad one, whether it
 * is saved, validated or was stored by a newer version: it must never run with another meaning.
 */
export function checkFlow(source: string): CheckedFlow {
  const parsed = parseFlow(source, taskCatalogue);
  if (!parsed.ok) return parsed;
  const { flow, document, issues } = parsed;
  const refused = unsupported(flow, document, { taskTypes: runnableTaskTypes });
  if (refused.length === 0) return { ok: true, flow, issues };
  return {
    ok: false,
    issues: [...refused, ...issues].sort((a, b) => a.line - b.line || a.column - b.column),
    identity: { namespace: flow.namespace, id: flow.id },
  };
}
