import type { LineCounter } from 'yaml';
import { composeDocument } from './composer';
import type { DocumentPath, Finding, FlowIssue } from './issue';
import { formatPath } from './issue';
import { isJsonMap, type JsonValue } from './json';
import { readTree, type Tree } from './tree';
import { wordEnd } from './word-end';

/** Larger documents are refused unread: no flow that people write comes near. */
export const MAX_SOURCE_BYTES = 1024 * 1024;

/** More than this at once helps nobody. */
const MAX_ISSUES = 100;

/** How many findings are looked at to find the first ones by place. */
export const MAX_LOCATED = MAX_ISSUES * 10;

/** A YAML text, read. */
export interface Source {
  /** The document as plain data; undefined if the text could not be read to its end. */
  readonly value: JsonValue | undefined;
  /** What the YAML itself has wrong. */
  readonly issues: readonly FlowIssue[];
  /**
   * Gives findings their lines, sorts them by place and leaves out what is too much.
   * @param leftOut how many more there are, which nobody looked at
   */
  locate(findings: readonly Finding[], leftOut?: number): FlowIssue[];
}

/** Reads a YAML text of one document. Never throws, whatever the text. */
export function readSource(source: string): Source {
  const sizeBytes =
    source.length > MAX_SOURCE_BYTES ? source.length : new TextEncoder().encode(source).length;
  if (sizeBytes > MAX_SOURCE_BYTES) {
    return unreadable(
      { line: 1, column: 1 },
      'The flow is too large: at most 1 MiB (1,048,576 bytes) of YAML',
    );
  }
  const unstorable = /[\0\p{Surrogate}]/u.exec(source);
  if (unstorable !== null) {
    const before = source.slice(0, unstorable.index).split('\n');
    const position = { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
    return unreadable(position, 'The flow holds a character that cannot be stored');
  }
  const { document, problems, lines } = composeDocument(source);
  const yamlIssues = problems.map((problem): FlowIssue => {
    const { severity, message } = problem;
    return { severity, path: '', message, ...wordAt(source, lines, problem.offset) };
  });
  if (document === undefined) return { value: undefined, issues: yamlIssues, locate: () => [] };
  const tree = readTree(document);
  const locate: Source['locate'] = (findings, leftOut = 0) =>
    located(findings, leftOut, tree, (offset) => wordAt(source, lines, offset));
  return { value: tree.value, issues: limited([...yamlIssues, ...locate(tree.findings)]), locate };
}

function unreadable(position: { line: number; column: number }, message: string): Source {
  return {
    value: undefined,
    issues: [{ severity: 'error', path: '', message, ...position }],
    locate: () => [],
  };
}

function located(
  findings: readonly Finding[],
  leftOut: number,
  tree: Tree,
  placeOf: (offset: number) => Pick<FlowIssue, 'line' | 'column' | 'endColumn'>,
): FlowIssue[] {
  // Ten times the limit gets its lines before the sorting, so that the first ones by place are kept
  const issues = findings.slice(0, MAX_LOCATED).map((finding): FlowIssue => {
    const offset = finding.offset ?? tree.offsetOf(finding.path, finding.atKey ?? false);
    return {
      severity: finding.severity,
      path: formatPath(finding.path),
      message: finding.message,
      ...placeOf(offset),
      ...(finding.unknownProperty && { unknownProperty: finding.unknownProperty }),
    };
  });
  return limited(issues, findings.length - issues.length + leftOut);
}

function limited(issues: FlowIssue[], leftOut = 0): FlowIssue[] {
  issues.sort((a, b) => a.line - b.line || a.column - b.column);
  const shown = issues.slice(0, MAX_ISSUES);
  const hidden = issues.length - shown.length + leftOut;
  const last = shown.at(-1);
  if (hidden > 0 && last !== undefined) {
    const { line, column } = last;
    const message = `There are ${hidden} more problems`;
    shown.push({ severity: 'error', path: '', message, line, column });
  }
  return shown;
}

/** The word at an offset, as editors mark it. */
function wordAt(
  source: string,
  lines: LineCounter,
  offset: number,
): { line: number; column: number; endColumn: number } {
  const { line, col } = lines.linePos(offset);
  const place = line === 0 ? { line: 1, column: 1 } : { line, column: Math.max(col, 1) };
  return { ...place, endColumn: place.column + wordEnd(source, offset) - offset };
}

/** Reads a YAML text of any content, with the same limits as a document. */
export function readYaml(source: string): Pick<Source, 'value' | 'issues'> {
  return readSource(source);
}

/** The value at a path; undefined if there is none. */
export function valueAt(root: JsonValue, path: DocumentPath): JsonValue | undefined {
  let value: JsonValue | undefined = root;
  for (const part of path) {
    if (!(Array.isArray(value) || isJsonMap(value)) || !Object.hasOwn(value, part)) return undefined;
    value = (value as Record<string | number, JsonValue>)[part];
  }
  return value;
}
