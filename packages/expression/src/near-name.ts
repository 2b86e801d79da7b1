const MAX_NAMES = 1000;
const MAX_NAME_CHARACTERS = 64;
const MAX_CANDIDATES = 3;

/** Edits (insert, delete, replace, swap of neighbours) between two short texts. */
function distance(left: string, right: string): number {
  let beforePrevious: number[] = [];
  let previous = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (let row = 1; row <= left.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= right.length; column += 1) {
      const same = left[row - 1] === right[column - 1];
      let best = Math.min(
        (previous[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (previous[column - 1] ?? 0) + (same ? 0 : 1),
      );
      if (
        row > 1 &&
        column > 1 &&
        left[row - 1] === right[column - 2] &&
        left[row - 2] === right[column - 1]
      ) {
        best = Math.min(best, (beforePrevious[column - 2] ?? 0) + 1);
      }
      current.push(best);
    }
    beforePrevious = previous;
    previous = current;
  }
  return previous[right.length] ?? 0;
}

/** The existing names that a wrong one was probably meant to be, closest first, at most three. */
export function nearNames(wrong: string, names: Iterable<string>): string[] {
  if (wrong.length > MAX_NAME_CHARACTERS) return [];
  const limit = Math.max(1, Math.floor(wrong.length / 3));
  const lower = wrong.toLowerCase();
  const found: { name: string; edits: number }[] = [];
  let looked = 0;
  for (const name of names) {
    looked += 1;
    if (looked > MAX_NAMES) break;
    if (name.length > MAX_NAME_CHARACTERS || Math.abs(name.length - wrong.length) > limit) continue;
    const edits = distance(lower, name.toLowerCase());
    if (edits <= limit && edits < wrong.length) found.push({ name, edits });
  }
  found.sort((a, b) => a.edits - b.edits || (a.name < b.name ? -1 : 1));
  return found.slice(0, MAX_CANDIDATES).map((candidate) => candidate.name);
}
