import { findCycles } from './cycles.ts';

/** Two neighbours in a folder, each a file or a folder, of which one names the other. */
interface Edge {
  readonly from: string;
  readonly to: string;
  /** The first import that does. */
  readonly why: string;
}

/**
 * The circles of a graph of files that run through folders, one sentence each. Of each folder its files and subfolders are
 * held against one another, a subfolder as a whole; circles of files alone are those of `findCycles`.
 */
export function folderCircles(graph: ReadonlyMap<string, readonly string[]>): readonly string[] {
  return [...edgesByFolder(graph)].flatMap(([folder, edges]) => {
    const neighbours = new Map<string, string[]>();
    for (const { from, to } of edges.values()) neighbours.set(from, [...(neighbours.get(from) ?? []), to]);
    return findCycles(neighbours)
      .filter((circle) => circle.some((name) => name.endsWith('/')))
      .map((circle) => {
        const steps = circle.map((name, at) => edges.get(edgeName(name, circle[(at + 1) % circle.length] ?? '')));
        const names = [...circle, circle[0]].map((name) => `${folder}/${name}`);
        const imports = steps.map((step) => step?.why).join('; ');
        return `${names.join(' -> ')} is a circle of folders: ${imports}. Move what both need into a folder below them.`;
      });
  });
}

function edgesByFolder(graph: ReadonlyMap<string, readonly string[]>): ReadonlyMap<string, ReadonlyMap<string, Edge>> {
  const folders = new Map<string, Map<string, Edge>>();
  for (const [path, targets] of graph) {
    for (const target of targets) {
      const parts = path.split('/');
      const others = target.split('/');
      const depth = parts.findIndex((part, at) => part !== others[at]);
      // Layers have a table of their own.
      if (depth < 2) continue;
      const folder = parts.slice(0, depth).join('/');
      const edge = { from: neighbour(parts, depth), to: neighbour(others, depth), why: `${path} imports ${target}` };
      const edges = folders.get(folder) ?? new Map<string, Edge>();
      folders.set(folder, edges);
      const name = edgeName(edge.from, edge.to);
      if (!edges.has(name)) edges.set(name, edge);
    }
  }
  return folders;
}

const neighbour = (parts: readonly string[], depth: number): string =>
  depth === parts.length - 1 ? (parts[depth] ?? '') : `${parts[depth]}/`;

const edgeName = (from: string, to: string): string => `${from} ${to}`;
