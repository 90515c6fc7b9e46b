import type { Api } from '../../../../contract/api.ts';
import type { Failure } from '../../../../contract/failure.ts';
import type { KeySource } from '../../../../contract/key-source.ts';
import type { KeyMeta } from '../../../../contract/keys.ts';
import { type Standing, standingOf } from '../../../parts/source/source-id.ts';
import { failureOf, isCancelled } from '../../../state/failure.ts';
import { startsWithBytes } from '../../../ui/byte-text.ts';
import { type TreeItem, TreeModel, type TreeNode, type TreeTail } from '../../../ui/tree-model.ts';
import { bytesOfNode, childOn, delimiter, identityOf, itemOf, type KeyNode } from './key-node.ts';
import { childOf, nodeBeneath, openBeneath } from './loaded-nodes.ts';

/** What became of a key: its metadata now, or `null` when it was deleted. */
export interface KeyChange {
  readonly key: Uint8Array;
  readonly meta: KeyMeta | null;
  readonly modRevision: number;
}

/** How much of a folder is read at a time: a few screens, and one request of a cheap size. */
const pageSize = 500;
const largestLimit = 10_000;
/** `/`, `registry/`, and what is in it. */
const deepestOpened = 3;
/** So many keys may stand beside a folder that opens by itself: Kubernetes has `compact_rev_key` there. */
const mostBesideOpened = 1;

/** A folder that is open, and how many rows of it are loaded. */
export interface OpenFolder {
  readonly prefix: Uint8Array;
  readonly rows: number;
}

/** As much as is read again of what was open: a few screens, folder by folder. */
const mostReopened = 60;
const mostRowsReopened = 2_000;

/** What is known of a folder beside its rows. */
interface FolderState {
  /** The revision of its first page. Later pages may be newer: each row has its own revision to compare. */
  revision: number;
  /** Where its next page begins, or `null` when all of it is loaded. */
  next: Uint8Array | null;
  /** The user may read a part of it only. */
  isPartial: boolean;
  /** Why the last read failed. */
  failure: Failure | null;
  /** While it is read: what changes meanwhile, applied when the answer is in. */
  missed: KeyChange[] | null;
}

type Node = TreeNode<KeyNode>;

/** The keys beneath a prefix as folders that are read when they are opened, a page at a time. */
export class KeyTree {
  readonly prefix: Uint8Array;
  readonly model: TreeModel<KeyNode>;
  readonly #api: Api;
  readonly #words: (failure: Failure) => string;
  #source: KeySource;
  #folders = new WeakMap<Node, FolderState>();
  #reading = new AbortController();
  #isOutdated = false;
  #isReopening = false;

  constructor(options: {
    readonly api: Api;
    readonly source: KeySource;
    readonly prefix: Uint8Array;
    /** Says why a folder could not be read. */
    readonly words: (failure: Failure) => string;
  }) {
    this.#api = options.api;
    this.#source = options.source;
    this.#words = options.words;
    this.prefix = options.prefix;
    this.model = new TreeModel<KeyNode>({ kind: 'folder', prefix: options.prefix }, identityOf);
  }

  /** Reads the first page of a folder; one that was read before keeps its rows until they are read again. */
  async load(node: Node, limit = pageSize): Promise<void> {
    if (this.#folders.get(node)?.missed) return;
    if (node.branch?.isLoaded && node.branch.tail?.kind !== 'failed') return this.#refresh(node);
    this.#folders.set(node, { revision: 0, next: null, isPartial: false, failure: null, missed: [] });
    await this.#read(node, null, limit);
  }

  /** Reads what is seen first: the level itself, and on as long as there is only one folder to go on to. */
  async open(): Promise<void> {
    const { signal } = this.#reading;
    let node: Node | null = this.model.root;
    for (let depth = 0; node !== null && depth < deepestOpened; depth++) {
      await this.load(node);
      if (signal.aborted) return;
      node = onlyFolderIn(node);
      if (node !== null) this.model.setExpanded(node, true);
    }
  }

  /**
   * Opens again what was open: one read at a time, from the top down, and no more than a bound. A folder that is gone, or lies
   * behind what is loaded, stays away.
   */
  async reopen(folders: readonly OpenFolder[]): Promise<void> {
    const { signal } = this.#reading;
    this.#isReopening = true;
    for (const { prefix, rows } of folders.slice(0, mostReopened)) {
      const node = this.nodeOf({ kind: 'folder', prefix });
      if (signal.aborted) return;
      if (node?.branch == null || this.#folders.has(node)) continue;
      this.model.setExpanded(node, true);
      await this.load(node, Math.max(pageSize, Math.min(rows, mostRowsReopened)));
    }
    if (signal.aborted) return;
    this.#isReopening = false;
    this.#tell();
  }

  async loadMore(node: Node): Promise<void> {
    const folder = this.#folders.get(node);
    if (folder === undefined) return this.load(node);
    if (folder.missed !== null || folder.next === null) return;
    folder.missed = [];
    await this.#read(node, folder.next, pageSize);
  }

  /** Reads what is open again and keeps the place; what is closed is read when it is next opened. */
  async refresh(): Promise<void> {
    await this.#refresh(this.model.root);
  }

  /** Shows the keys of another moment: what is open stays open. */
  async readFrom(source: KeySource): Promise<void> {
    this.#reading.abort();
    this.#reading = new AbortController();
    const { signal } = this.#reading;
    this.#source = source;
    // What was being opened again is read at the other moment, as far as it had come.
    this.#isReopening = false;
    this.#folders = new WeakMap();
    this.#forgetRead(this.model.root);
    this.#isOutdated = true;
    await this.#refresh(this.model.root);
    if (signal.aborted) return;
    this.#isOutdated = false;
    this.#tell();
  }

  /** What is shown, and at which moment. */
  get source(): KeySource {
    return this.#source;
  }

  get standing(): Standing {
    return standingOf(this.#source);
  }

  /** What is shown is still of the moment before, while the one asked for is read. */
  get isOutdated(): boolean {
    return this.#isOutdated;
  }

  /** What was open is still being read again. */
  get isReopening(): boolean {
    return this.#isReopening;
  }

  /** What is open, each folder before what is in it; the level itself is the first. */
  openNow(): readonly OpenFolder[] {
    return openBeneath(this.model.root)
      .flatMap(({ data, branch }) =>
        branch?.isLoaded ? [{ prefix: bytesOfNode(data), rows: branch.children.length }] : [],
      )
      .slice(0, mostReopened);
  }

  /** The row of a key or a folder, where it is loaded. */
  nodeOf(wanted: KeyNode): Node | null {
    return nodeBeneath(this.model.root, wanted);
  }

  /** Only what the user may read is shown of the level. */
  get isPartial(): boolean {
    return this.#folders.get(this.model.root)?.isPartial ?? false;
  }

  /** Why nothing at all can be shown, or `null`. */
  get failure(): Failure | null {
    const { root } = this.model;
    const isEmpty = root.branch?.children.length === 0 && root.branch.tail?.kind === 'failed';
    return isEmpty ? (this.#folders.get(root)?.failure ?? null) : null;
  }

  /** The open folders and the revisions they are true at. */
  openFolders(): readonly { readonly prefix: Uint8Array; readonly revision: number }[] {
    return openBeneath(this.model.root).flatMap((node) => {
      const { revision = 0 } = this.#folders.get(node) ?? {};
      return revision > 0 ? [{ prefix: bytesOfNode(node.data), revision }] : [];
    });
  }

  /** Shows a change in the rows that are loaded. False when it is not of a folder that is open, or is known already. */
  apply(change: KeyChange): boolean {
    return startsWithBytes(change.key, bytesOfNode(this.model.root.data)) && this.#applyIn(this.model.root, change);
  }

  close(): void {
    this.#reading.abort();
  }

  /** Every folder that was read has to be read again. */
  #forgetRead(node: Node): void {
    this.#folders.set(node, { revision: 0, next: null, isPartial: false, failure: null, missed: null });
    for (const child of node.branch?.children.branches() ?? []) if (child.branch?.isLoaded) this.#forgetRead(child);
  }

  /** Notifies the views of the tree that it changed. */
  #tell(): void {
    this.model.setTail(this.model.root, this.model.root.branch?.tail ?? null);
  }

  async #read(node: Node, after: Uint8Array | null, limit: number): Promise<void> {
    const { model } = this;
    const { signal } = this.#reading;
    model.setTail(node, { kind: 'loading' });
    let isFirst = after === null;
    try {
      for await (const page of this.#pages(node, after, limit)) {
        const folder = this.#folders.get(node);
        if (signal.aborted || folder === undefined) return;
        if (isFirst) folder.revision = page.revision;
        if (isFirst || page.isPartial) folder.isPartial = page.isPartial ?? false;
        folder.next = page.next;
        const items = page.children.map(itemOf);
        if (isFirst) model.setChildren(node, items, { kind: 'loading' });
        else model.append(node, items, { kind: 'loading' });
        isFirst = false;
      }
      if (!signal.aborted) model.setTail(node, this.#tailOf(node));
    } catch (error) {
      if (!signal.aborted) this.#failed(node, error);
    } finally {
      if (!signal.aborted) this.#catchUp(node);
    }
  }

  async #refresh(node: Node): Promise<void> {
    const folder = this.#folders.get(node);
    if (folder === undefined || folder.missed !== null) return;
    folder.missed = [];
    const { signal } = this.#reading;
    const wanted = Math.max(pageSize, node.branch?.children.length ?? 0);
    const items: TreeItem<KeyNode>[] = [];
    let after: Uint8Array | null = null;
    let isPartial = false;
    try {
      do {
        for await (const page of this.#pages(node, after, Math.min(largestLimit, wanted - items.length))) {
          if (items.length === 0) folder.revision = page.revision;
          isPartial ||= page.isPartial ?? false;
          items.push(...page.children.map(itemOf));
          after = page.next;
        }
      } while (after !== null && items.length < wanted);
      if (signal.aborted) return;
      folder.next = after;
      folder.isPartial = isPartial;
      this.model.setChildren(node, items, null);
      this.model.setTail(node, this.#tailOf(node));
    } catch (error) {
      if (signal.aborted) return;
      // Rows of another moment say nothing about the one that cannot be read.
      if (folder.revision === 0) this.model.setChildren(node, [], null);
      this.#failed(node, error);
      return;
    } finally {
      if (!signal.aborted) this.#catchUp(node);
    }
    for (const child of [...(node.branch?.children.branches() ?? [])]) {
      if (signal.aborted) return;
      if (child.branch?.isExpanded) await this.#refresh(child);
      else if (child.branch?.isLoaded) {
        this.#folders.delete(child);
        this.model.unload(child);
      }
    }
  }

  #pages(node: Node, after: Uint8Array | null, limit: number) {
    return this.#api.keys.children(
      { source: this.#source, prefix: bytesOfNode(node.data), delimiter, after, limit },
      { signal: this.#reading.signal },
    );
  }

  #tailOf(node: Node): TreeTail | null {
    if (this.#folders.get(node)?.next) return { kind: 'more' };
    return node.branch?.children.length === 0 ? { kind: 'empty' } : null;
  }

  #failed(node: Node, error: unknown): void {
    if (isCancelled(error)) return;
    const failure = failureOf(error);
    const folder = this.#folders.get(node);
    if (folder !== undefined) folder.failure = failure;
    this.model.setTail(node, { kind: 'failed', message: this.#words(failure) });
  }

  #catchUp(node: Node): void {
    const folder = this.#folders.get(node);
    const missed = folder?.missed ?? [];
    if (folder !== undefined) folder.missed = null;
    for (const change of missed) this.#applyIn(node, change);
  }

  #applyIn(node: Node, change: KeyChange): boolean {
    const folder = this.#folders.get(node);
    if (folder === undefined || node.branch === null) return false;
    if (folder.missed !== null) {
      folder.missed.push(change);
      return true;
    }
    const prefix = bytesOfNode(node.data);
    const on = childOn(prefix, change.key);
    const data = nodeOn(change, on);
    const { at, child } = childOf(node, data);
    if (child?.branch?.isLoaded) {
      const isShown = this.#applyIn(child, change);
      if (change.meta === null) this.#dropEmptied(child);
      return isShown && node.branch.isExpanded;
    }
    if (change.modRevision <= folder.revision) return false;
    // Whether a folder that is not loaded is empty now is not known: it stays.
    if (data.kind === 'folder') {
      if (child !== null || change.meta === null) return false;
      return this.#insert(node, at, data);
    }
    if (child?.data.kind === 'key' && child.data.meta.modRevision >= change.modRevision) return false;
    if (change.meta === null) {
      if (child !== null) this.model.remove(child);
      this.model.setTail(node, this.#tailOf(node));
      return node.branch.isExpanded;
    }
    if (child !== null) this.model.setData(child, data);
    else return this.#insert(node, at, data);
    return node.branch.isExpanded;
  }

  #insert(node: Node, at: number, data: KeyNode): boolean {
    const isBeyondLoaded = at === node.branch?.children.length && this.#folders.get(node)?.next;
    if (isBeyondLoaded) return false;
    this.model.insert(node, at, { data, isBranch: data.kind === 'folder' });
    if (node.branch?.tail?.kind === 'empty') this.model.setTail(node, null);
    return node.branch?.isExpanded ?? false;
  }

  /** A folder is only what its keys share: when its last key goes, it goes. */
  #dropEmptied(node: Node): void {
    const parent = node.parent;
    if (parent === null || node.branch?.tail?.kind !== 'empty') return;
    this.model.remove(node);
    this.model.setTail(parent, this.#tailOf(parent));
  }
}

function nodeOn(change: KeyChange, on: ReturnType<typeof childOn>): KeyNode {
  if (on.kind === 'folder') return { kind: 'folder', prefix: change.key.subarray(0, on.end) };
  return {
    kind: 'key',
    meta: change.meta ?? {
      key: change.key,
      createRevision: 0,
      modRevision: change.modRevision,
      version: 0,
      lease: null,
    },
  };
}

/** The one folder of a level that is loaded whole, with next to nothing beside it; `null` where there is none. */
function onlyFolderIn({ branch }: Node): Node | null {
  if (branch === null || branch.tail !== null || branch.children.length > mostBesideOpened + 1) return null;
  let only: Node | null = null;
  for (let at = 0; at < branch.children.length; at++) {
    const child = branch.children.at(at);
    if (child?.branch == null) continue;
    if (only !== null) return null;
    only = child;
  }
  return only;
}
