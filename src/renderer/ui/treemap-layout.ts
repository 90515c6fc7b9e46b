import { hierarchy, treemap, treemapSquarify } from 'd3-hierarchy';

/** A thing with an amount, in a group. */
export interface TreemapPart {
  readonly id: string;
  readonly group: string;
  readonly name: string;
  readonly amount: number;
}

export interface TreemapTile extends TreemapPart {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface TreemapGroup {
  readonly name: string;
  readonly amount: number;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface TreemapLayout {
  readonly groups: readonly TreemapGroup[];
  readonly tiles: readonly TreemapTile[];
}

/** The height of a group's title. */
export const titleHeight = 18;

type Node = { readonly children: readonly Node[] } | { readonly part: TreemapPart };

/** Areas in proportion to amounts, the largest first, groups together. Parts without an amount are left out. */
export function layOutTreemap(parts: readonly TreemapPart[], width: number, height: number): TreemapLayout {
  const shown = parts.filter(({ amount }) => amount > 0);
  const names = [...new Set(shown.map(({ group }) => group))];
  const root: Node = {
    children: names.map((name) => ({
      children: shown.filter(({ group }) => group === name).map((part) => ({ part })),
    })),
  };
  const tree = hierarchy<Node>(root, (node) => ('children' in node ? [...node.children] : undefined))
    .sum((node) => ('part' in node ? node.part.amount : 0))
    .sort((a, b) => (b.value ?? 0) - (a.value ?? 0));
  const placed = treemap<Node>()
    .size([width, height])
    .tile(treemapSquarify)
    .paddingInner(1)
    .paddingTop((node) => (node.depth === 1 ? titleHeight : 0))
    .round(true)(tree);
  const box = (node: { readonly x0: number; readonly y0: number; readonly x1: number; readonly y1: number }) => ({
    x: node.x0,
    y: node.y0,
    width: node.x1 - node.x0,
    height: node.y1 - node.y0,
  });
  return {
    groups: (placed.children ?? []).map((node) => {
      const [first] = node.leaves();
      const name = first !== undefined && 'part' in first.data ? first.data.part.group : '';
      return { name, amount: node.value ?? 0, ...box(node) };
    }),
    tiles: placed.leaves().flatMap((node) => ('part' in node.data ? [{ ...node.data.part, ...box(node) }] : [])),
  };
}
