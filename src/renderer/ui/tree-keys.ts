import type { TreeModel, TreeNode, TreeRow } from './tree-model.ts';

/** The row that has the keyboard: a node, or the tail after a branch's children. */
export interface TreeCursor<T> {
  readonly node: TreeNode<T>;
  readonly isTail: boolean;
}

/** What a key asks of the tree. */
export type TreeCommand<T> =
  | { readonly kind: 'go'; readonly to: TreeCursor<T> }
  | { readonly kind: 'expand' | 'collapse' | 'activate'; readonly at: TreeCursor<T> }
  | { readonly kind: 'none' };

const none = { kind: 'none' } as const;

export const cursorOf = <T>(row: TreeRow<T>): TreeCursor<T> =>
  row.kind === 'node' ? { node: row.node, isTail: false } : { node: row.parent, isTail: true };

export const rowOfCursor = <T>(model: TreeModel<T>, cursor: TreeCursor<T>): number =>
  cursor.isTail ? model.tailRowOf(cursor.node) : model.rowOf(cursor.node);

/** The keys of an ARIA tree (Authoring Practices, tree view), for the row that has the keyboard. */
export function treeCommand<T>(model: TreeModel<T>, at: TreeCursor<T>, key: string, pageRows: number): TreeCommand<T> {
  const row = rowOfCursor(model, at);
  const go = (to: number): TreeCommand<T> => {
    const found = model.rowAt(Math.max(0, Math.min(model.rowCount - 1, to)));
    return found === null ? none : { kind: 'go', to: cursorOf(found) };
  };
  const branch = at.isTail ? null : at.node.branch;
  switch (key) {
    case 'ArrowDown':
      return go(row + 1);
    case 'ArrowUp':
      return go(row - 1);
    case 'PageDown':
      return go(row + pageRows);
    case 'PageUp':
      return go(row - pageRows);
    case 'Home':
      return go(0);
    case 'End':
      return go(model.rowCount - 1);
    case 'ArrowRight':
      if (branch === null) return none;
      if (!branch.isExpanded) return { kind: 'expand', at };
      return branch.children.length === 0 && branch.tail === null ? none : go(row + 1);
    case 'ArrowLeft': {
      if (branch?.isExpanded === true) return { kind: 'collapse', at };
      const parent = at.isTail ? at.node : at.node.parent;
      return parent === null || parent.parent === null ? none : { kind: 'go', to: { node: parent, isTail: false } };
    }
    case 'Enter':
    case ' ':
      return { kind: 'activate', at };
    default:
      return none;
  }
}

/** So that typing stays quick in a tree of millions; beyond it the operator types a prefix instead. */
const rowsSearched = 20_000;

/** The next row, after the given one and round again, whose text begins with what was typed. */
export function typeAhead<T>(
  model: TreeModel<T>,
  from: number,
  typed: string,
  textOf: (data: T) => string,
): TreeCursor<T> | null {
  const wanted = typed.toLowerCase();
  const count = model.rowCount;
  // A longer word may still fit the row it has led to; a single letter goes on to the next.
  const start = typed.length > 1 ? from : from + 1;
  for (let step = 0; step < Math.min(count, rowsSearched); step++) {
    const row = model.rowAt((start + step) % count);
    if (row?.kind === 'node' && textOf(row.node.data).toLowerCase().startsWith(wanted)) return cursorOf(row);
  }
  return null;
}
