/** `a.b.c` and all that it begins with: `a`, `a.b`. No id is longer than 256. */
export function prefixesOf(id: string): string[] {
  const prefixes: string[] = [];
  for (let dot = id.indexOf('.'); dot !== -1 && dot <= 256; dot = id.indexOf('.', dot + 1))
    prefixes.push(id.slice(0, dot));
  prefixes.push(id);
  return prefixes;
}
