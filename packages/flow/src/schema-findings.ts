import type { z } from 'zod';
import type { DocumentPath, Finding } from './issue';
import { isJsonMap, type JsonValue } from './json';
import { type didYouMean, hints } from './nearest';
import { A_NUMBER, NOT_AN_EXPRESSION, shorten } from './scalar';
import { MAX_LOCATED, valueAt } from './source';
import type { TaskCatalogue } from './task-type';
import { fullTypeName } from './type-name';

type SchemaIssue = z.core.$ZodIssue;

/** Says in a user's words what a schema found in the document `root`; of very many, the first ones. */
export function schemaFindings(
  issues: readonly SchemaIssue[],
  root: JsonValue,
  catalogue: TaskCatalogue,
): { readonly findings: Finding[]; readonly leftOut: number } {
  const document: Document = { root, catalogue, hint: hints() };
  const findings: Finding[] = [];
  let leftOut = 0;
  for (const issue of issues) {
    const room = MAX_LOCATED - findings.length;
    if (issue.code === 'unrecognized_keys') {
      findings.push(...findingsOf({ ...issue, keys: issue.keys.slice(0, room) }, [], document));
      leftOut += Math.max(0, issue.keys.length - room);
    } else if (room > 0) findings.push(...findingsOf(issue, [], document));
    else leftOut += 1;
  }
  return { findings, leftOut };
}

interface Document {
  readonly root: JsonValue;
  readonly catalogue: TaskCatalogue;
  readonly hint: typeof didYouMean;
}

function findingsOf(issue: SchemaIssue, base: DocumentPath, document: Document): Finding[] {
  const path: DocumentPath = [...base, ...(issue.path as (string | number)[])];
  const error = (message: string): Finding[] => [{ severity: 'error', path, message }];
  const value = valueAt(document.root, path);
  const name = String(path.at(-1) ?? '');
  if (
    (value === undefined || value === null) &&
    issue.code !== 'unrecognized_keys' &&
    issue.code !== 'custom'
  ) {
    return error(
      typeof path.at(-1) === 'number'
        ? 'An entry of the list is empty'
        : `Missing required property \`${name}\``,
    );
  }
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => ({
        severity: 'error',
        path: [...path, key],
        message: `Unknown property \`${shorten(key)}\`${document.hint(key, issue.message.split(' '))}`,
        atKey: true,
        unknownProperty: { name: key, owner: ownerOf(path, value, document) },
      }));
    case 'invalid_type':
      return error(
        `Expected ${issue.message === A_NUMBER ? A_NUMBER : wanted(issue.expected)}, found ${described(value)}`,
      );
    case 'invalid_value':
      return error(
        `Invalid value \`${shorten(String(value))}\`, expected one of ${issue.values.join(', ')}${document.hint(String(value), issue.values.map(String))}`,
      );
    case 'invalid_format':
      return error(
        `Invalid value \`${shorten(String(value))}\`, it must match "${patternText(issue.pattern)}"`,
      );
    case 'too_small':
      if (issue.origin === 'array' || issue.origin === 'string') return error('must not be empty');
      return error(`must be at least ${issue.minimum}`);
    case 'too_big':
      if (issue.origin === 'string') return error(`must be at most ${issue.maximum} characters long`);
      return error(`must be at most ${issue.maximum}`);
    case 'invalid_union':
      return unionFindings(issue, path, document, value);
    case 'invalid_key':
      return issue.issues.flatMap((inner) => findingsOf({ ...inner, path: [] }, path, document));
    case 'not_multiple_of':
    case 'invalid_element':
    case 'custom':
      return error(issue.message);
  }
}

/** What a map is called: by its type, or else by the property that holds it. */
function ownerOf(path: DocumentPath, map: JsonValue | undefined, { catalogue }: Document): string {
  const type = isJsonMap(map) ? map.type : undefined;
  if (typeof type === 'string' && type.includes('.')) return fullTypeName(type, catalogue);
  return path.findLast((part) => typeof part === 'string') ?? 'flow';
}

/** Of a choice that fits nowhere, tells what is wrong with the alternative of the right kind. */
function unionFindings(
  issue: z.core.$ZodIssueInvalidUnion,
  path: DocumentPath,
  document: Document,
  value: JsonValue | undefined,
): Finding[] {
  if (issue.errors.length === 0) {
    const written = typeof value === 'string' ? value : described(value);
    const known = 'options' in issue && Array.isArray(issue.options) ? issue.options.map(String) : [];
    const hint =
      document.hint(written, known) || (known.length <= 3 ? `. Known types: ${known.join(', ')}` : '');
    const message = `Invalid type: ${shorten(written)}${hint}`;
    return [{ severity: 'error', path, message }];
  }
  const isWrongKind = (inner: SchemaIssue): boolean =>
    inner.path.length === 0 && inner.code === 'invalid_type';
  const alternatives = issue.errors.filter(
    (alternative) => !alternative.some((inner) => inner.message === NOT_AN_EXPRESSION),
  );
  const [only, ...others] = alternatives;
  if (only !== undefined && others.length === 0)
    return only.flatMap((inner) => findingsOf(inner, path, document));
  const fitting = alternatives.find((alternative) => !alternative.some(isWrongKind));
  if (fitting !== undefined) return fitting.flatMap((inner) => findingsOf(inner, path, document));
  const kinds = alternatives
    .flat()
    .flatMap((inner) => (inner.code === 'invalid_type' ? [wanted(inner.expected)] : []));
  return [
    {
      severity: 'error',
      path,
      message: `Expected ${[...new Set(kinds)].join(' or ')}, found ${described(value)}`,
    },
  ];
}

function wanted(expected: string): string {
  if (expected === 'string') return 'a text';
  if (expected === 'int' || expected === 'number') return 'a whole number';
  if (expected === 'boolean') return '`true` or `false`';
  if (expected === 'array') return 'a list';
  return 'a map';
}

function described(value: JsonValue | undefined): string {
  if (value === undefined || value === null) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  if (isJsonMap(value)) return 'a map';
  return `\`${shorten(String(value))}\``;
}

/** `/^a$/` as Kestra's messages write it: without slashes and the end mark. */
function patternText(pattern: string | undefined): string {
  return (pattern ?? '').replace(/^\//, '').replace(/\$?\/[a-z]*$/, '');
}
