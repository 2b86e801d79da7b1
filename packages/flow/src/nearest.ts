/**
 * Finds the known name that was probably meant: the same last word in another package, or a spelling a few letters
 * away. Undefined if nothing comes close.
 */
export function nearest(written: string, known: Iterable<string>): string | undefined {
  if (written.length > 200) return undefined;
  const wanted = written.toLowerCase();
  const wantedWord = lastWord(wanted);
  let best: { name: string; distance: number } | undefined;
  let looked = 0;
  for (const name of known) {
    looked += 1;
    if (looked > MAX_CANDIDATES) break;
    const candidate = name.toLowerCase();
    const word = lastWord(candidate);
    const furthest = Math.max(1, Math.floor(word.length / 3)) + 0.5;
    // The difference in length is the least that has to change
    if (
      Math.abs(wanted.length - candidate.length) > furthest &&
      Math.abs(wantedWord.length - word.length) > furthest
    )
      continue;
    // Half a letter more, so that of two equally near names the one of the same package is taken
    const distance = Math.min(
      editDistance(wanted, candidate),
      editDistance(wantedWord, lastWord(candidate)) + 0.5,
    );
    const allowed = Math.max(1, Math.floor(lastWord(candidate).length / 3)) + 0.5;
    // Of a single letter nothing is left to tell what was meant
    if (distance <= allowed && distance < wanted.length && distance < (best?.distance ?? Infinity)) {
      best = { name, distance };
    }
  }
  return best?.name;
}

/** Enough for every list that people write. */
const MAX_CANDIDATES = 2_000;

/** How many times one document is told what it may have meant: no more problems than that are shown. */
const MAX_HINTS = 100;

/** `didYouMean` for the problems of one document, which may be many: it is silent after the first hundred. */
export function hints(): typeof didYouMean {
  let given = 0;
  return (written, known) => {
    given += 1;
    return given > MAX_HINTS ? '' : didYouMean(written, known);
  };
}

/** ` Did you mean …?`, or nothing. */
export function didYouMean(written: string, known: Iterable<string>): string {
  const name = nearest(written, known);
  return name === undefined ? '' : `. Did you mean \`${name}\`?`;
}

function lastWord(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1);
}

/** Letters to add, drop, change or swap with their neighbour to make one text the other. */
function editDistance(from: string, to: string): number {
  let beforePrevious: number[] = [];
  let previous = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let row = 1; row <= from.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= to.length; column += 1) {
      const change = (previous[column - 1] ?? 0) + (from[row - 1] === to[column - 1] ? 0 : 1);
      const isSwap =
        row > 1 && column > 1 && from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1];
      const swap = isSwap ? (beforePrevious[column - 2] ?? 0) + 1 : Infinity;
      current.push(Math.min(change, swap, (previous[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1));
    }
    beforePrevious = previous;
    previous = current;
  }
  return previous[to.length] ?? 0;
}
