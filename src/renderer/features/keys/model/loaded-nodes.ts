import { equalBytes, startsWithBytes } from '../../../ui/byte-text.ts';
import type { TreeNode } from '../../../ui/tree-model.ts';
import { bytesOfNode, childOn, compareNodes, type KeyNode } from './key-node.ts';

type Node = TreeNode<KeyNode>;

/** A key or a folder among the rows of another, and where it stands or would stand. */
export function childOf(node: Node, data: KeyNode): { readonly at: number; readonly child: Node | null } {
  const children = node.branch?.children;
  if (children === undefined) return { at: 0, child: null };
  let low = 0;
  let high = children.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const other = children.dataAt(middle);
    if (other !== undefined && compareNodes(other, data) < 0) low = middle + 1;
    else high = middle;
  }
  // A key and a folder can be the same bytes: a key that ends with the delimiter stands in its folder, not beside it.
  const found = children.dataAt(low);
  const isThere = found !== undefined && compareNodes(found, data) === 0;
  return { at: low, child: isThere ? (children.at(low) ?? null) : null };
}

/** The row of a key or a folder beneath a level, where it is loaded. */
export function nodeBeneath(root: Node, wanted: KeyNode): Node | null {
  const bytes = bytesOfNode(wanted);
  let node: Node | null = startsWithBytes(bytes, bytesOfNode(root.data)) ? root : null;
  while (node !== null && (node.data.kind !== wanted.kind || !equalBytes(bytesOfNode(node.data), bytes))) {
    if (node.branch === null) return null;
    const { kind, end } = childOn(bytesOfNode(node.data), bytes);
    node = childOf(node, kind === 'folder' ? { kind, prefix: bytes.subarray(0, end) } : wanted).child;
  }
  return node;
}

/** The folders that are open beneath a level, each before what is in it; the level itself is the first. */
export function openBeneath(root: Node): readonly Node[] {
  const open: Node[] = [];
  const visit = (node: Node): void => {
    if (!node.branch?.isExpanded) return;
    open.push(node);
    for (const child of node.branch.children.branches()) visit(child);
  };
  visit(root);
  return open;
}
