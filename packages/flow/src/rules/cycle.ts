/**
 * Finds a way from each name back to itself: the first cycle found for every group of names, as the names on it. Names
 * that lead nowhere are ignored.
 */
export function findCycles(edges: ReadonlyMap<string, readonly string[]>): string[][] {
  const cycles: string[][] = [];
  const done = new Set<string>();
  for (const start of edges.keys()) {
    if (done.has(start)) continue;
    // An own stack: the chain may be longer than the call stack
    const stack: { name: string; next: number }[] = [{ name: start, next: 0 }];
    const places = new Map([[start, 0]]);
    while (stack.length > 0) {
      const top = stack.at(-1);
      if (top === undefined) break;
      const target = edges.get(top.name)?.[top.next];
      top.next += 1;
      if (target === undefined) {
        done.add(top.name);
        places.delete(top.name);
        stack.pop();
        continue;
      }
      const place = places.get(target);
      if (place !== undefined) cycles.push(stack.slice(place).map(({ name }) => name));
      else if (!done.has(target) && edges.has(target)) {
        places.set(target, stack.length);
        stack.push({ name: target, next: 0 });
      }
    }
  }
  return cycles;
}
