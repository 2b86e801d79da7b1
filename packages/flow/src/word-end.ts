/** Nobody reads a longer mark, and a document may be one line of a megabyte with a thousand problems. */
const MAX_WORD = 500;

/**
 * Where what begins at an offset of a YAML text ends on its line: a key, a plain text, a text in quotes, or a list or map as far as the
 * line goes. At least one character further.
 */
export function wordEnd(text: string, offset: number): number {
  const [line = ''] = text.slice(offset, offset + MAX_WORD).split(/\r?\n/, 1);
  return offset + Math.max(lengthOf(line, isInFlow(text, offset)), 1);
}

function lengthOf(line: string, isFlow: boolean): number {
  const quoted = /^"(?:\\.|[^"\\])*"?|^'(?:''|[^'])*'?/.exec(line);
  if (quoted) return quoted[0].length;
  if (/^[[{]/.test(line)) return line.replace(/\s+#.*$/, '').trimEnd().length;
  const plain = isFlow
    ? /^(?:(?!:(?:\s|$)|\s#|[,[\]{}]).)*/.exec(line)
    : /^(?:(?!:(?:\s|$)|\s#).)*/.exec(line);
  return plain?.[0].trimEnd().length ?? 0;
}

/** Whether a bracket is open before it on its line: there a comma ends a word. */
function isInFlow(text: string, offset: number): boolean {
  const near = text.slice(Math.max(0, offset - MAX_WORD), offset);
  const before = near.slice(near.lastIndexOf('\n') + 1).replace(/"(?:\\.|[^"\\])*"|'[^']*'/g, '');
  let open = 0;
  for (const sign of before) {
    if (sign === '[' || sign === '{') open += 1;
    if (sign === ']' || sign === '}') open -= 1;
  }
  return open > 0;
}
