import { documentSchema, FLOW_ID, NAMESPACE } from './document';
import type { Flow } from './flow';
import type { FlowIssue } from './issue';
import { isJsonMap, type JsonValue } from './json';
import { flowWarnings, ruleFindings, sizeFindings } from './rules';
import { schemaFindings } from './schema-findings';
import { readSource } from './source';
import type { TaskCatalogue } from './task-type';

export type ParsedFlow =
  | {
      readonly ok: true;
      readonly flow: Flow;
      /** Warnings. */
      readonly issues: readonly FlowIssue[];
    }
  | {
      readonly ok: false;
      /** Errors, and warnings beside them, in the order of the document. */
      readonly issues: readonly FlowIssue[];
      /** Which flow was meant, where that much could be read. */
      readonly identity?: { readonly namespace: string; readonly id: string };
    };

/**
 * Reads a flow document: YAML text to a typed flow, or everything that is wrong with it. Never throws, whatever the
 * text; refuses documents over 1 MiB unread.
 */
export function parseFlow(source: string, catalogue: TaskCatalogue): ParsedFlow {
  const document = readSource(source);
  const root = document.value;
  if (root === undefined || document.issues.some((issue) => issue.severity === 'error')) {
    return { ok: false, issues: document.issues, identity: identityOf(root) };
  }
  if (!isJsonMap(root)) {
    const message = 'A flow is a map of properties such as `id`, `namespace` and `tasks`';
    const found =
      root === null
        ? 'The flow is empty'
        : Array.isArray(root)
          ? `${message}, found a list`
          : `${message}, found a single value`;
    return { ok: false, issues: document.locate([{ severity: 'error', path: [], message: found }]) };
  }
  const tooLarge = sizeFindings(root);
  if (tooLarge.length > 0)
    return { ok: false, issues: document.locate(tooLarge), identity: identityOf(root) };
  const parsed = documentSchema(catalogue).safeParse(root);
  const rules = ruleFindings(root, catalogue);
  const findings = [...(parsed.success ? [] : schemaFindings(parsed.error.issues, root)), ...rules];
  if (!parsed.success || findings.some((finding) => finding.severity === 'error')) {
    return { ok: false, issues: document.locate(findings), identity: identityOf(root) };
  }
  const flow = parsed.data;
  const warnings = document.locate([...findings, ...flowWarnings(flow)]);
  return { ok: true, flow, issues: [...document.issues, ...warnings] };
}

function identityOf(root: JsonValue | undefined): { namespace: string; id: string } | undefined {
  if (!isJsonMap(root)) return undefined;
  const { id, namespace } = root;
  if (typeof id !== 'string' || typeof namespace !== 'string') return undefined;
  return FLOW_ID.test(id) && NAMESPACE.test(namespace) ? { namespace, id } : undefined;
}
