/**
 * Where a cursor stands in YAML, found by indentation alone: while somebody writes, the text is broken most of the time, and no parser
 * would say anything about it.
 */
export interface YamlPlace {
  /** From the document to the cursor. The last level is the mapping (or the item) that the cursor writes in. */
  levels: readonly Level[];
  /** The key whose value is being written; null while a key is, or an item that may become one. */
  key: string | null;
  /** What was written of it so far. */
  typed: string;
  /** Column, from 0, at which `typed` begins. */
  from: number;
  /** Column at which the keys of the last level stand. */
  indent: number;
  /** Between braces: a key is then followed by nothing but its value. */
  isInline: boolean;
}

/** A mapping of the document, and the way to it from the one around it. */
export interface Level {
  /** The key it is the value of, or the list it is an item of. The document is an item of nothing. */
  step: { kind: 'document' } | { kind: 'key'; name: string } | { kind: 'item' };
  /** The keys that are written there already with what stands on their line, but not the one under the cursor. */
  entries: ReadonlyMap<string, string>;
}

type Mark =
  | { kind: 'dash'; column: number }
  | { kind: 'key'; column: number; name: string; value: string }
  | { kind: 'text'; column: number };

const keyPattern = /^(?:"([^"]*)"|'([^']*)'|([^\s#"'{[][^#]*?))\s*:(?:\s+(.*))?$/;

/** The place of a cursor at `column` (from 0) of line `index` (from 0); null inside a comment. */
export function placeAt(lines: readonly string[], index: number, column: number): YamlPlace | null {
  const before = (lines[index] ?? '').slice(0, column);
  if (/^\s*#|\s#/.test(before)) return null;
  const lead = /^\s*(?:-\s+)*/.exec(before)?.[0].length ?? 0;
  const typed = before.slice(lead);
  const brace = /^(?:[^\s{}[\]]+:\s+)?\{([^{}]*)$/.exec(typed);
  if (brace) return inlinePlace(lines, index, { column, lead, typed, inside: brace[1] ?? '' });

  const key = keyPattern.exec(typed);
  const dashes = marksOf(before.slice(0, lead).trimEnd()).filter(({ kind }) => kind === 'dash');
  const levels = levelsAround(lines, index, lead, dashes);
  const isValue = key !== null && /:\s/.test(typed);
  const value = isValue ? (key[4] ?? '') : typed;
  return {
    levels,
    key: isValue ? keyName(key) : null,
    typed: value,
    from: column - value.length,
    indent: lead,
    isInline: false,
  };
}

interface Inline {
  column: number;
  lead: number;
  typed: string;
  inside: string;
}

/** Between the braces of `- { id: a, type: ` or `retry: { `. */
function inlinePlace(
  lines: readonly string[],
  index: number,
  { column, lead, typed, inside }: Inline,
): YamlPlace {
  const line = lines[index] ?? '';
  const dashes = marksOf(line.slice(0, lead).trimEnd()).filter(({ kind }) => kind === 'dash');
  const owner = /^([^\s{}[\]]+):\s+\{/.exec(typed)?.[1];
  const outer = levelsAround(lines, index, lead, dashes);
  const parts = inside.split(',');
  const current = (parts.pop() ?? '').trimStart();
  const rest = /^[^}]*/.exec(line.slice(column))?.[0].split(',').slice(1) ?? [];
  const entries = new Map<string, string>();
  for (const part of [...parts, ...rest]) {
    const found = keyPattern.exec(part.trim());
    if (found) entries.set(keyName(found), found[4] ?? '');
  }
  const key = /^([^\s:]+):\s+(.*)$/.exec(current);
  const value = key ? (key[2] ?? '') : current;
  const levels: Level[] =
    owner === undefined
      ? [...outer.slice(0, -1), { ...lastOf(outer), entries }]
      : [...outer, { step: { kind: 'key', name: owner }, entries }];
  return {
    levels,
    key: key?.[1] ?? null,
    typed: value,
    from: column - value.length,
    indent: lead,
    isInline: true,
  };
}

function lastOf(levels: readonly Level[]): Level {
  return levels.at(-1) ?? { step: { kind: 'document' }, entries: new Map() };
}

function keyName(found: RegExpExecArray): string {
  return found[1] ?? found[2] ?? found[3] ?? '';
}

/** The levels of a key at `column` of line `index`, which itself stands behind `dashes`. */
function levelsAround(
  lines: readonly string[],
  index: number,
  column: number,
  dashes: readonly Mark[],
): Level[] {
  const levels: Level[] = [];
  let entries: ReadonlyMap<string, string> = entriesAround(lines, index, column, dashes.length > 0);
  let current: { kind: 'key' | 'dash'; column: number } = { kind: 'key', column };
  const climb = (marks: readonly Mark[], at: number) => {
    for (const mark of [...marks].reverse()) {
      if (mark.kind === 'text') continue;
      // A list may stand as far left as the key that it belongs to.
      const isAround =
        mark.column < current.column ||
        (mark.kind === 'key' && current.kind === 'dash' && mark.column === current.column);
      if (!isAround) continue;
      levels.push({
        step: mark.kind === 'dash' ? { kind: 'item' } : { kind: 'key', name: mark.name },
        entries,
      });
      current = { kind: mark.kind, column: mark.column };
      entries =
        mark.kind === 'dash'
          ? new Map()
          : entriesAround(
              lines,
              at,
              mark.column,
              marks.some(({ kind }) => kind === 'dash'),
            );
    }
  };
  climb(dashes, index);
  for (let at = index - 1; at >= 0 && (current.column > 0 || current.kind === 'dash'); at -= 1)
    climb(marksOf(lines[at] ?? ''), at);
  levels.push({ step: { kind: 'document' }, entries });
  return levels.reverse();
}

/** The other keys at `column` of the mapping that line `index` belongs to. `startsHere`: a dash before it says that it is the first. */
function entriesAround(
  lines: readonly string[],
  index: number,
  column: number,
  startsHere: boolean,
): ReadonlyMap<string, string> {
  const entries = new Map<string, string>();
  /** Whether the mapping goes on beyond this line. */
  const take = (line: string, direction: 'up' | 'down'): boolean => {
    const marks = marksOf(line);
    const first = marks[0];
    if (!first) return true;
    if (first.column < column && (direction === 'down' || first.kind !== 'dash')) return false;
    // A dash as far left as the key begins an item of the value of a key above, not a key.
    for (const mark of marks)
      if (mark.kind === 'key' && mark.column === column) entries.set(mark.name, mark.value);
    return first.column >= column;
  };
  if (!startsHere) for (let at = index - 1; at >= 0 && take(lines[at] ?? '', 'up'); at -= 1);
  for (let at = index + 1; at < lines.length && take(lines[at] ?? '', 'down'); at += 1);
  return entries;
}

/** What stands at which column of a line: its dashes, then its key or its text. Nothing of a comment. */
function marksOf(line: string): Mark[] {
  const marks: Mark[] = [];
  let column = line.length - line.trimStart().length;
  let rest = line.slice(column);
  while (rest === '-' || rest.startsWith('- ')) {
    marks.push({ kind: 'dash', column });
    const behind = rest.slice(1).trimStart();
    column += rest.length - behind.length;
    rest = behind;
  }
  if (rest === '' || rest.startsWith('#')) return marks;
  const key = keyPattern.exec(rest);
  if (key) marks.push({ kind: 'key', column, name: keyName(key), value: plain(key[4] ?? '') });
  else marks.push({ kind: 'text', column });
  return marks;
}

/** A value without its quotes and the comment behind it. */
function plain(value: string): string {
  const text = value.replace(/\s+#.*$/, '').trim();
  return /^(["']).*\1$/.test(text) ? text.slice(1, -1) : text;
}
