import { writeJson } from '@headrace/json';
import {
  type Alias,
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type Node,
  type Scalar,
  visit,
  type YAMLMap,
} from 'yaml';
import { composeDocument } from './composer';
import { MAX_SOURCE_BYTES } from './source';
import { isMergeKey } from './tree';
import { WEBHOOK_TRIGGER_ALIASES, WEBHOOK_TRIGGER_TYPE } from './trigger/webhook';

/** What is shown instead of a key. */
export const MASKED_KEY = '******';
const WEBHOOK_TYPES: readonly unknown[] = [WEBHOOK_TRIGGER_TYPE, ...WEBHOOK_TRIGGER_ALIASES];

/**
 * Hides the keys of webhook triggers in a YAML text, so that it can be shown: each becomes `"******"`, everything
 * else stays as written. Keys that are expressions tell no secret and stay. In a text that is not good YAML everything
 * that looks like a `key` is hidden.
 */
export function maskWebhookKeys(source: string): string {
  // An escape can spell any word, so only a text without one can be seen to have no webhook
  if (!/Webhook|pluginDefaults|taskDefaults|\\/.test(source)) return source;
  if (source.length > MAX_SOURCE_BYTES) return maskLines(source);
  const { document, problems } = composeDocument(source);
  if (document === undefined || problems.some((problem) => problem.severity === 'error')) {
    return maskLines(source);
  }
  return replaced(
    source,
    [...new Set(webhookKeys(document))].map((key) => ({ key, text: maskFor(source, key) })),
  );
}

/**
 * The other way round, for a text that was shown masked, changed and is saved: each masked key becomes the one that `keyOf` knows
 * for the id of its trigger. Where it knows none the mask stays.
 */
export function restoreWebhookKeys(source: string, keyOf: (triggerId: string) => string | undefined): string {
  const { document } = composeDocument(source);
  if (document === undefined) return source;
  const masked = webhookTriggers(document)
    .flatMap(({ id, keys }) => keys.map((key) => ({ id, key })))
    .filter(({ key }) => key.value === MASKED_KEY);
  return replaced(
    source,
    masked.flatMap(({ id, key }) => {
      const known = id === null ? undefined : keyOf(id);
      return known === undefined ? [] : [{ key, text: writeJson(known) }];
    }),
  );
}

function webhookKeys(document: Document.Parsed): Scalar[] {
  return webhookTriggers(document)
    .flatMap(({ keys }) => keys)
    .filter((key) => key.value !== null && !String(key.value).includes('{{'));
}

/** Whatever gives webhooks their keys: triggers by their ids, and defaults, which have none. */
function webhookTriggers(document: Document.Parsed): { id: string | null; keys: Scalar[] }[] {
  let targets: Map<Alias, Node> | undefined;
  const resolved = (node: unknown): unknown => {
    if (!isAlias(node)) return node;
    targets ??= aliasTargets(document);
    return targets.get(node);
  };
  const ownValues = (map: YAMLMap, key: string): unknown[] =>
    map.items.filter((pair) => scalarValue(resolved(pair.key)) === key).map((pair) => resolved(pair.value));
  const values = (map: unknown, key: string): unknown[] =>
    [...withMerged(map, resolved)].flatMap((one) => ownValues(one, key));
  const entries = (list: string): unknown[] =>
    values(document.contents, list).flatMap((items) => (isSeq(items) ? items.items.map(resolved) : []));
  const triggers = entries('triggers').filter((trigger) =>
    values(trigger, 'type').some((type) => WEBHOOK_TYPES.includes(scalarValue(type))),
  );
  // Defaults may give the key, also by the name of a package
  const defaults = [...entries('pluginDefaults'), ...entries('taskDefaults')]
    .filter((entry) => values(entry, 'type').some((type) => isWebhookOrAround(scalarValue(type))))
    .flatMap((entry) => values(entry, 'values'));
  return [
    ...triggers.map((trigger) => ({ id: String(scalarValue(values(trigger, 'id')[0])), owner: trigger })),
    ...defaults.map((owner) => ({ id: null, owner })),
  ].map(({ id, owner }) => ({ id, keys: values(owner, 'key').filter(isScalar) }));
}

/** A map and the maps of its merge keys, and of theirs. */
function withMerged(
  map: unknown,
  resolved: (node: unknown) => unknown,
  found = new Set<YAMLMap>(),
): Set<YAMLMap> {
  if (!isMap(map) || found.has(map)) return found;
  found.add(map);
  for (const pair of map.items) {
    if (!isMergeKey(pair.key)) continue;
    const under = resolved(pair.value);
    for (const one of isSeq(under) ? under.items : [under]) withMerged(resolved(one), resolved, found);
  }
  return found;
}

function isWebhookOrAround(type: unknown): boolean {
  return (
    typeof type === 'string' &&
    WEBHOOK_TYPES.some(
      (name) => name === type || String(name).startsWith(type.endsWith('.') ? type : `${type}.`),
    )
  );
}

function scalarValue(node: unknown): unknown {
  return isScalar(node) ? node.value : undefined;
}

function aliasTargets(document: Document.Parsed): Map<Alias, Node> {
  const anchors = new Map<string, Node>();
  const targets = new Map<Alias, Node>();
  visit(document, {
    Node: (_key, node) => {
      if (isAlias(node)) {
        const target = anchors.get(node.source);
        if (target !== undefined) targets.set(node, target);
      } else if (node.anchor !== undefined) anchors.set(node.anchor, node);
    },
  });
  return targets;
}

function startOf(node: Node): number {
  return node.range?.[0] ?? 0;
}

function maskFor(source: string, key: Scalar): string {
  const [start, end] = key.range ?? [0, 0];
  const written = source.slice(start, end);
  const quote = written.startsWith("'") ? "'" : '"';
  // The line's end is part of a block scalar
  const lineEnd = /[\r\n]+$/.exec(written)?.[0] ?? '';
  return quote + MASKED_KEY + quote + lineEnd;
}

/** The text with scalars of it written otherwise: put together once, since it may be long and they may be many. */
function replaced(source: string, changes: readonly { key: Scalar; text: string }[]): string {
  const parts: string[] = [];
  let from = 0;
  // One key may belong to several triggers, by aliases
  const byKey = new Map(changes.map((change) => [change.key, change]));
  for (const { key, text } of [...byKey.values()].sort((a, b) => startOf(a.key) - startOf(b.key))) {
    const [start, end] = key.range ?? [0, 0];
    parts.push(source.slice(from, start), text);
    from = end;
  }
  return parts.join('') + source.slice(from);
}

/** For a text whose structure cannot be trusted: hides too much rather than too little. */
function maskLines(source: string): string {
  const lines: string[] = [];
  // The column of a `key` whose value stands on the lines below, which are deeper
  let hidingBelow: number | undefined;
  for (const line of source.split('\n')) {
    const indent = line.search(/\S/);
    if (hidingBelow !== undefined && (indent === -1 || indent > hidingBelow)) continue;
    hidingBelow = /\bkey["']?[ \t]*:[ \t]*[|>]/.exec(line)?.index;
    lines.push(
      line.replace(
        /(\bkey["']?[ \t]*:[ \t]*)([^\s,}][^,}]*)/g,
        (all: string, before: string, value: string) =>
          value.includes('{{') ? all : `${before}"${MASKED_KEY}"`,
      ),
    );
  }
  return lines.join('\n');
}
