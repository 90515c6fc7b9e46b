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
  readonly children: TreeChildren<T>;
  readonly tail: TreeTail | null;
}

/** The loaded children of a branch. A leaf is its data alone until its node is asked for, which stays the same from then on. */
export interface TreeChildren<T> extends Iterable<TreeNode<T>> {
  readonly length: number;
  at(index: number): TreeNode<T> | undefined;
  /** What a child shows, without making a node of it. */
  dataAt(index: number): T | undefined;
  /** Those that something may stand beneath. */
  branches(): Iterable<TreeNode<T>>;
}

export type TreeRow<T> =
  | { readonly kind: 'node'; readonly node: TreeNode<T> }
  | { readonly kind: 'tail'; readonly parent: TreeNode<T>; readonly tail: TreeTail };

class Node<T> {
  constructor(
    public data: T,
    public parent: Node<T> | null,
    public index: number,
    readonly depth: number,
    public branch: Branch<T> | null,
  ) {}
}

class Children<T> implements TreeChildren<T> {
  /** Of a leaf its data, until its node was asked for: a million leaves cost a word each. */
  readonly #slots: (Node<T> | T)[];
  readonly #parent: Node<T>;

  constructor(parent: Node<T>, slots: (Node<T> | T)[]) {
    this.#parent = parent;
    this.#slots = slots;
  }

  get length(): number {
    return this.#slots.length;
  }

  at(index: number): Node<T> | undefined {
    const slot = this.#slots[index];
    if (slot instanceof Node) return slot;
    if (index < 0 || index >= this.#slots.length) return undefined;
    // Within the bounds what is no node is data, which may be undefined by its type.
    const made = new Node(slot as T, this.#parent, index, this.#parent.depth + 1, null);
    this.#slots[index] = made;
    return made;
  }

  dataAt(index: number): T | undefined {
    const slot = this.#slots[index];
    return slot instanceof Node ? slot.data : slot;
  }

  /** The node of a child, where there is one. */
  nodeAt(index: number): Node<T> | null {
    const slot = this.#slots[index];
    return slot instanceof Node ? slot : null;
  }

  *[Symbol.iterator](): Generator<Node<T>, void> {
    for (let index = 0; index < this.#slots.length; index++) {
      const node = this.at(index);
      if (node !== undefined) yield node;
    }
  }

  *branches(): Generator<Node<T>, void> {
    for (const slot of this.#slots) if (slot instanceof Node && slot.branch !== null) yield slot;
  }

  /** Those that have a node. */
  *nodes(): Generator<Node<T>, void> {
    for (const slot of this.#slots) if (slot instanceof Node) yield slot;
  }

  /** With so many left out at a place, and others there instead. */
  spliced(index: number, left: number, added: readonly (Node<T> | T)[]): Children<T> {
    const slots = this.#slots.toSpliced(index, left, ...added);
    for (let at = index; at < slots.length; at++) {
      const slot = slots[at];
      if (slot instanceof Node) slot.index = at;
    }
    return new Children(this.#parent, slots);
  }

  with(added: (Node<T> | T)[]): Children<T> {
    return new Children(this.#parent, this.#slots.concat(added));
  }
}

interface Branch<T> {
  isExpanded: boolean;
  isLoaded: boolean;
  children: Children<T>;
  tail: TreeTail | null;
  /** Rows beneath it while it is open. */
  rows: number;
  /** The row of each child, counted from the branch's first; built when first asked for. */
  starts: Uint32Array | null;
}

const emptyBranch = <T>(node: Node<T>, isExpanded: boolean): Branch<T> => ({
  isExpanded,
  isLoaded: false,
  children: new Children(node, []),
  tail: null,
  rows: 0,
  starts: null,
});

const ownRows = <T>(branch: Branch<T>): number => branch.rows - (branch.tail === null ? 0 : 1);
const rowsBelow = <T>(node: Node<T>): number => (node.branch?.isExpanded ? node.branch.rows : 0);

/**
 * A lazily loaded tree addressed by visible row. A lookup costs O(depth · log siblings), opening and closing O(depth),
 * for any number of nodes; a leaf that nobody has looked at is its data alone, so that a million of them fit.
 */
export class TreeModel<T> {
  readonly root: TreeNode<T>;
  readonly #root: Node<T>;
  readonly #keyOf: (data: T) => string;
  readonly #listeners = new Set<() => void>();
  #version = 0;

  /** `keyOf` tells siblings apart, so that reading a level again keeps what is open beneath it. */
  constructor(rootData: T, keyOf: (data: T) => string) {
    this.#root = new Node<T>(rootData, null, 0, -1, null);
    this.#root.branch = emptyBranch(this.#root, true);
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
      const child = branch.children.at(at);
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
      if (branch === null || !branch.isExpanded || branch.children.nodeAt(child.index) !== child) return -1;
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
    const { children } = own.branch;
    const before = new Map<string, number>();
    for (let at = 0; at < children.length; at++) before.set(this.#keyAt(children, at), at);
    const slots = items.map((item, index) => {
      const at = before.size === 0 ? undefined : before.get(this.#keyOf(item.data));
      const kept = at === undefined ? null : children.nodeAt(at);
      if (kept === null || (kept.branch !== null) !== item.isBranch) return this.#made(own, item, index);
      kept.data = item.data;
      kept.index = index;
      before.delete(this.#keyOf(item.data));
      return kept;
    });
    for (const at of before.values()) {
      const gone = children.nodeAt(at);
      if (gone !== null) gone.parent = null;
    }
    this.#replace(own, own.branch, new Children(own, slots), tail);
  }

  append(node: TreeNode<T>, items: readonly TreeItem<T>[], tail: TreeTail | null): void {
    const own = this.#own(node);
    if (own.branch === null) return;
    const { children } = own.branch;
    const added = items.map((item, offset) => this.#made(own, item, children.length + offset));
    this.#replace(own, own.branch, children.with(added), tail);
  }

  /** Puts one child in at a place among its siblings. */
  insert(node: TreeNode<T>, index: number, item: TreeItem<T>): void {
    const own = this.#own(node);
    if (own.branch === null) return;
    const children = own.branch.children.spliced(index, 0, [this.#made(own, item, index)]);
    this.#replace(own, own.branch, children, own.branch.tail);
  }

  remove(node: TreeNode<T>): void {
    const own = this.#own(node);
    const { parent, index } = own;
    if (parent?.branch?.children.nodeAt(index) !== own) return;
    own.parent = null;
    this.#replace(parent, parent.branch, parent.branch.children.spliced(index, 1, []), parent.branch.tail);
  }

  /** Drops what is beneath a closed node, so that it is read afresh when it is opened. */
  unload(node: TreeNode<T>): void {
    const own = this.#own(node);
    if (own.branch === null || own.branch.isExpanded) return;
    for (const child of own.branch.children.nodes()) child.parent = null;
    own.branch = emptyBranch(own, false);
    this.#changed();
  }

  /** Replaces what a node shows; its place and what is beneath it stay. */
  setData(node: TreeNode<T>, data: T): void {
    this.#own(node).data = data;
    this.#changed();
  }

  /** What stands for a child: a node for a branch, which has a state, and the data of a leaf. */
  #made(parent: Node<T>, item: TreeItem<T>, index: number): Node<T> | T {
    if (!item.isBranch) return item.data;
    const node = new Node<T>(item.data, parent, index, parent.depth + 1, null);
    node.branch = emptyBranch(node, false);
    return node;
  }

  #keyAt(children: Children<T>, at: number): string {
    // Only places within the children are asked for, and those have data.
    return this.#keyOf(children.dataAt(at) as T);
  }

  #replace(node: Node<T>, branch: Branch<T>, children: Children<T>, tail: TreeTail | null): void {
    const before = branch.rows;
    branch.children = children;
    branch.tail = tail;
    branch.isLoaded = true;
    let rows = children.length + (tail === null ? 0 : 1);
    for (const child of children.branches()) rows += rowsBelow(child);
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
    for (let index = 0; index < starts.length; index++) {
      starts[index] = row;
      const node = branch.children.nodeAt(index);
      row += 1 + (node === null ? 0 : rowsBelow(node));
    }
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
