/** The cycles of a graph of files, each once, as a walk depth first meets them. */
export function findCycles(graph: ReadonlyMap<string, readonly string[]>): readonly (readonly string[])[] {
  const cycles: (readonly string[])[] = [];
  const done = new Set<string>();
  const trail: string[] = [];

  function visit(path: string): void {
    const before = trail.indexOf(path);
    if (before !== -1) {
      cycles.push(trail.slice(before));
      return;
    }
    if (done.has(path)) return;
    trail.push(path);
    for (const next of graph.get(path) ?? []) visit(next);
    trail.pop();
    done.add(path);
  }

  for (const path of graph.keys()) visit(path);
  return cycles;
}
