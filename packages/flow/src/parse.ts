import { applyPluginDefaults } from './apply-defaults';
import { documentSchema, FLOW_ID, NAMESPACE } from './document';
import type { Flow } from './flow';
import type { Finding, FlowIssue } from './issue';
import { isJsonMap, type JsonValue } from './json';
import { defaultWarnings, ruleFindings, sizeFindings } from './rules/index';
import { schemaFindings } from './schema-findings';
import { readSource, type Source, valueAt } from './source';
import type { TaskCatalogue } from './task-type';
import { marked, sourceOf, withoutMarks, withTexts } from './written-scalar';

/** The text behind a flow, to tell the places of what else is found about it. */
export type FlowDocument = Pick<Source, 'locate'> & {
  /** As written, with `pluginDefaults` applied; properties that hold texts have texts, also without quotes (`id: 010`). */
  readonly root: JsonValue;
};

export type ParsedFlow =
  | {
      readonly ok: true;
      readonly flow: Flow;
      /** Large: keep it no longer than needed. */
      readonly document: FlowDocument;
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
  const applied = applyPluginDefaults(root, catalogue);
  const asRead = marked(applied.root);
  const parsed = documentSchema(catalogue).safeParse(asRead);
  const asWritten = withTexts(asRead);
  const rules = ruleFindings(asWritten, catalogue);
  const { findings: ofSchema, leftOut } = schemaFindings(parsed.error?.issues ?? [], asWritten, catalogue);
  const found = [...ofSchema, ...rules];
  const findings = [...found.map((finding) => withOrigin(finding, root, applied.root)), ...applied.findings];
  if (!parsed.success || findings.some((finding) => finding.severity === 'error')) {
    return { ok: false, issues: document.locate(findings, leftOut), identity: identityOf(root) };
  }
  const flow = withoutMarks(parsed.data);
  const warnings = document.locate([...findings, ...defaultWarnings(flow)]);
  return {
    ok: true,
    flow,
    document: { locate: document.locate, root: asWritten },
    issues: [...document.issues, ...warnings],
  };
}

/** Says of a value that is not in the text where it comes from. */
function withOrigin(finding: Finding, root: JsonValue, applied: JsonValue): Finding {
  if (root === applied || valueAt(root, finding.path) !== undefined) return finding;
  if (valueAt(applied, finding.path) === undefined) return finding;
  return { ...finding, message: `${finding.message} (set by \`pluginDefaults\`)` };
}

function identityOf(root: JsonValue | undefined): { namespace: string; id: string } | undefined {
  if (!isJsonMap(root)) return undefined;
  const [id, namespace] = [sourceOf(root, 'id'), sourceOf(root, 'namespace')];
  if (id === undefined || namespace === undefined) return undefined;
  return FLOW_ID.test(id) && NAMESPACE.test(namespace) ? { namespace, id } : undefined;
}
