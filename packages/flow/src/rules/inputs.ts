import type { Finding } from '../issue';
import { isJsonMap, type JsonValue } from '../json';
import { hints } from '../nearest';
import { shorten } from '../scalar';
import { scalarText, type Written } from '../written';
import { findCycles } from './cycle';
import { idOf } from './ids';

/** What holds between the inputs of one list. */
export function inputFindings(inputs: readonly Written[]): Finding[] {
  return [...collidingInputs(inputs), ...dependencies(inputs)];
}

/** `a` and `a.b` cannot both be: the first is a value, the second makes it a map. */
function collidingInputs(inputs: readonly Written[]): Finding[] {
  const entries = inputs.map(({ path, entry }) => ({ path, ...idOf(entry) }));
  const ids = new Set(entries.map(({ id }) => id));
  return entries.flatMap(({ path, key, id }): Finding[] => {
    const above = id === undefined ? [] : prefixes(id);
    const other = above.find((prefix) => ids.has(prefix));
    if (other === undefined) return [];
    const message = `Input \`${shorten(id ?? '')}\` would be a part of the value of input \`${shorten(other)}\``;
    return [{ severity: 'error', path: [...path, key], message }];
  });
}

/** `a.b.c` has the prefixes `a` and `a.b`. Ids longer than any that is allowed have none, to bound the work. */
function prefixes(id: string): string[] {
  if (id.length > 256) return [];
  const parts = id.split('.');
  return parts.slice(1).map((_, index) => parts.slice(0, index + 1).join('.'));
}

function dependencies(inputs: readonly Written[]): Finding[] {
  const byId = new Map<string, { written: Written; needs: string[] }>();
  for (const written of inputs) {
    const { id } = idOf(written.entry);
    if (id !== undefined && !byId.has(id)) byId.set(id, { written, needs: needsOf(written) });
  }
  const ids = [...byId.keys()];
  const hint = hints();
  const unknown = [...byId].flatMap(([id, { written, needs }]) =>
    needs.flatMap((need, index): Finding[] => {
      if (byId.has(need)) return [];
      const path = [...written.path, 'dependsOn', 'inputs', index];
      const message = `Input with id '${shorten(id)}' depends on a non-existent input '${shorten(need)}'.`;
      const nearest = hint(need, ids).replace(/^\./, '');
      return [{ severity: 'error', path, message: message + nearest }];
    }),
  );
  const edges = new Map([...byId].map(([id, { needs }]) => [id, needs] as const));
  const cycles = findCycles(edges).flatMap((cycle): Finding[] => {
    const [first = ''] = cycle;
    const path = [...(byId.get(first)?.written.path ?? []), 'dependsOn'];
    const message = `Cycle dependency detected for input with id '${shorten(first)}': [${shorten(cycle.join(', '))}]`;
    return [{ severity: 'error', path, message }];
  });
  return [...unknown, ...cycles];
}

function needsOf({ entry }: Written): string[] {
  const inputs: JsonValue | undefined = isJsonMap(entry.dependsOn) ? entry.dependsOn.inputs : undefined;
  return Array.isArray(inputs) ? (inputs as readonly JsonValue[]).map(scalarText) : [];
}
