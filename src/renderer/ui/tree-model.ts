/** The content of the row after the last child of an open branch. */
export type TreeTail =
  | { readonly kind: 'loading' }
  /** There are more children than are loaded. */
  | { readonly kind: 'more' }
  | { readonly kind: 'failed'; readonly message: string }
  | { readonly kind: 'empty' };

export interface TreeItem<T> {
  readonly data: T;
  /** Whether something may stand beneath it. */
  readonly isBranch: boolean;
}

export interface TreeNode<T> {
  readonly data: T;
  /** `null` for the root alone, which has no row. */
  readonly parent: TreeNode<T> | null;
  /** Its place among the loaded siblings. */
  readonly index: number;
  /** 0 for the root's children. */
  readonly depth: number;
  /** `null` for a leaf. */
  readonly branch: TreeBranch<T> | null;
}

export interface TreeBranch<T> {
  readonly isExpanded: boolean;
  /** Whether children were ever set: an empty branch that was read is not the same as one that was not. */
  readonly isLoaded: boolean;
  readonly children: readonly TreeNode<T>[];
  readonly tail: TreeTail | null;
}

export type TreeRow<T> =
  | { readonly kind: 'node'; readonly node: TreeNode<T> }
  | { readonly kind: 'tail'; readonly parent: TreeNode<T>; readonly tail: TreeTail };

interface Node<T> {
  data: T;
  parent: Node<T> | null;
  index: number;
  readonly depth: number;
  branch: Branch<T> | null;
}

interface Branch<T> {
  isExpanded: boolean;
  isLoaded: boolean;
  children: Node<T>[];
  tail: TreeTail | null;
  /** Rows beneath it while it is open. */
  rows: number;
  /** The row of each child, counted from the branch's first; built when first asked for. */
  starts: Uint32Array | null;
}

const emptyBranch = <T>(isExpanded: boolean): Branch<T> => ({
  isExpanded,
  isLoaded: false,
  children: [],
  tail: null,
  rows: 0,
  starts: null,
});

const ownRows = <T>(branch: Branch<T>): number => branch.rows - (branch.tail === null ? 0 : 1);
const rowsBelow = <T>(node: Node<T>): number => (node.branch?.isExpanded ? node.branch.rows : 0);

/**
 * A lazily loaded tree addressed by visible row. A lookup costs O(depth · log siblings), opening and closing O(depth),
 * for any number of nodes; a leaf is one small object, so that a million of them fit.
 */
export class TreeModel<T> {
  readonly root: TreeNode<T>;
  readonly #root: Node<T>;
  readonly #keyOf: (data: T) => string;
  readonly #listeners = new Set<() => void>();
  #version = 0;

  /** `keyOf` tells siblings apart, so that reading a level again keeps what is open beneath it. */
  constructor(rootData: T, keyOf: (data: T) => string) {
    this.#root = { data: rootData, parent: null, index: 0, depth: -1, branch: emptyBranch(true) };
    this.root = this.#root;
    this.#keyOf = keyOf;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Changes with every change of the tree. */
  readonly version = (): number => this.#version;

  get rowCount(): number {
    return this.#root.branch?.rows ?? 0;
  }

  rowAt(row: number): TreeRow<T> | null {
    if (row < 0 || row >= this.rowCount) return null;
    let node = this.#root;
    let rest = row;
    for (;;) {
      const branch = node.branch;
      if (branch === null) return null;
      if (branch.tail !== null && rest === branch.rows - 1) return { kind: 'tail', parent: node, tail: branch.tail };
      const at = this.#childAt(branch, rest);
      const child = branch.children[at];
      if (child === undefined) return null;
      rest -= this.#startOf(branch, at);
      if (rest === 0) return { kind: 'node', node: child };
      rest -= 1;
      node = child;
    }
  }

  /** The row of a node, or -1 while a closed branch hides it, or it is gone. */
  rowOf(node: TreeNode<T>): number {
    let row = 0;
    for (let child = node; child.parent !== null; child = child.parent) {
      const branch = this.#own(child.parent).branch;
      if (branch === null || !branch.isExpanded || branch.children[child.index] !== child) return -1;
      row += this.#startOf(branch, child.index) + (child.parent.parent === null ? 0 : 1);
    }
    return node.parent === null ? -1 : row;
  }

  /** The row of a branch's tail, or -1. */
  tailRowOf(parent: TreeNode<T>): number {
    const branch = this.#own(parent).branch;
    if (branch === null || branch.tail === null || !branch.isExpanded) return -1;
    if (parent.parent === null) return branch.rows - 1;
    const row = this.rowOf(parent);
    return row === -1 ? -1 : row + branch.rows;
  }

  setExpanded(node: TreeNode<T>, isExpanded: boolean): void {
    const branch = this.#own(node).branch;
    if (branch === null || branch.isExpanded === isExpanded || node === this.root) return;
    branch.isExpanded = isExpanded;
    this.#grow(this.#own(node).parent, isExpanded ? branch.rows : -branch.rows);
    this.#changed();
  }

  setTail(node: TreeNode<T>, tail: TreeTail | null): void {
    const own = this.#own(node);
    if (own.branch === null) return;
    const delta = (tail === null ? 0 : 1) - (own.branch.tail === null ? 0 : 1);
    own.branch.tail = tail;
    this.#grow(own, delta);
    this.#changed();
  }

  /** Sets a level whole. Children that were there before keep what is open and loaded beneath them. */
  setChildren(node: TreeNode<T>, items: readonly TreeItem<T>[], tail: TreeTail | null): void {
    const own = this.#own(node);
    if (own.branch === null) return;
    const before = new Map(own.branch.children.map((child) => [this.#keyOf(child.data), child]));
    const children = items.map((item, index) => {
      const kept = before.size === 0 ? undefined : before.get(this.#keyOf(item.data));
      if (kept === undefined || (kept.branch !== null) !== item.isBranch) return this.#made(own, item, index);
      kept.data = item.data;
      kept.index = index;
      before.delete(this.#keyOf(item.data));
      return kept;
    });
    for (const gone of before.values()) gone.parent = null;
    this.#replace(own, own.branch, children, tail);
  }

  append(node: TreeNode<T>, items: readonly TreeItem<T>[], tail: TreeTail | null): void {
    const own = this.#own(node);
    if (own.branch === null) return;
    const { children } = own.branch;
    const added = items.map((item, offset) => this.#made(own, item, children.length + offset));
    this.#replace(own, own.branch, children.concat(added), tail);
  }

  /** Puts one child in at a place among its siblings. */
  insert(node: TreeNode<T>, index: number, item: TreeItem<T>): void {
    const own = this.#own(node);
    if (own.branch === null) return;
    const children = own.branch.children.toSpliced(index, 0, this.#made(own, item, index));
    this.#replace(own, own.branch, this.#numbered(children, index), own.branch.tail);
  }

  remove(node: TreeNode<T>): void {
    const own = this.#own(node);
    const { parent, index } = own;
    if (parent?.branch?.children[index] !== own) return;
    const children = parent.branch.children.toSpliced(index, 1);
    own.parent = null;
    this.#replace(parent, parent.branch, this.#numbered(children, index), parent.branch.tail);
  }

  /** Drops what is beneath a closed node, so that it is read afresh when it is opened. */
  unload(node: TreeNode<T>): void {
    const own = this.#own(node);
    if (own.branch === null || own.branch.isExpanded) return;
    for (const child of own.branch.children) child.parent = null;
    own.branch = emptyBranch(false);
    this.#changed();
  }

  /** Replaces what a node shows; its place and what is beneath it stay. */
  setData(node: TreeNode<T>, data: T): void {
    this.#own(node).data = data;
    this.#changed();
  }

  #made(parent: Node<T>, item: TreeItem<T>, index: number): Node<T> {
    const branch = item.isBranch ? emptyBranch<T>(false) : null;
    return { data: item.data, parent, index, depth: parent.depth + 1, branch };
  }

  #numbered(children: Node<T>[], from: number): Node<T>[] {
    for (let i = from; i < children.length; i++) {
      const child = children[i];
      if (child !== undefined) child.index = i;
    }
    return children;
  }

  #replace(node: Node<T>, branch: Branch<T>, children: Node<T>[], tail: TreeTail | null): void {
    const before = branch.rows;
    branch.children = children;
    branch.tail = tail;
    branch.isLoaded = true;
    let rows = tail === null ? 0 : 1;
    for (const child of children) rows += 1 + rowsBelow(child);
    branch.rows = before;
    branch.starts = null;
    this.#grow(node, rows - before);
    this.#changed();
  }

  /** Adds rows to a node's branch, and to every branch above it that shows them. */
  #grow(from: Node<T> | null, delta: number): void {
    for (let node = from; node !== null; node = node.parent) {
      if (node.branch === null) return;
      node.branch.rows += delta;
      node.branch.starts = null;
      if (!node.branch.isExpanded) return;
    }
  }

  #startOf(branch: Branch<T>, index: number): number {
    if (ownRows(branch) === branch.children.length) return index;
    return this.#starts(branch)[index] ?? 0;
  }

  #childAt(branch: Branch<T>, row: number): number {
    if (ownRows(branch) === branch.children.length) return row;
    const starts = this.#starts(branch);
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? 0) <= row) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  #starts(branch: Branch<T>): Uint32Array {
    if (branch.starts !== null) return branch.starts;
    const starts = new Uint32Array(branch.children.length);
    let row = 0;
    branch.children.forEach((child, index) => {
      starts[index] = row;
      row += 1 + rowsBelow(child);
    });
    branch.starts = starts;
    return starts;
  }

  #own(node: TreeNode<T>): Node<T> {
    // Only this class makes nodes; to everyone else they are read-only.
    return node as Node<T>;
  }

  #changed(): void {
    this.#version += 1;
    for (const listener of this.#listeners) listener();
  }
}
