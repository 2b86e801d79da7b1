import { checkTemplate, references } from '@headrace/expression';
import {
  type Flow,
  type FlowDocument,
  type FlowIssue,
  type ParsedFlow,
  parseFlow,
  referenceWarnings,
  unsupported,
} from '@headrace/flow';
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
  return check(source, () => []);
}

/** As `checkFlow`, with warnings of expressions that refer to what does not exist; for who writes the document. */
export function lintFlow(source: string): CheckedFlow {
  return check(source, (flow, document) => referenceWarnings(flow, document, readable));
}

/** What a template reads. Throws, with the reason as message, if it cannot be parsed. */
function readable(template: string): ReturnType<typeof references> {
  const problem = checkTemplate(template);
  if (problem !== null) throw new Error(problem.message);
  return references(template);
}

type Lint = (flow: Flow, document: FlowDocument) => readonly FlowIssue[];

function check(source: string, lint: Lint): CheckedFlow {
  const parsed = parseFlow(source, taskCatalogue);
  if (!parsed.ok) return parsed;
  const { flow, document, issues } = parsed;
  const refused = unsupported(flow, document, { taskTypes: runnableTaskTypes });
  const all = inOrder([...refused, ...issues, ...lint(flow, document)]);
  if (refused.length === 0) return { ok: true, flow, issues: all };
  return {
    ok: false,
    issues: all,
    identity: { namespace: flow.namespace, id: flow.id },
  };
}

function inOrder(issues: FlowIssue[]): FlowIssue[] {
  return issues.sort((a, b) => a.line - b.line || a.column - b.column);
}
