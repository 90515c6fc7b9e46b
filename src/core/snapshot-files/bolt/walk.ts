import { compareBytes, copyBytes } from '../../bytes/bytes.ts';
import type { Findings } from '../findings.ts';
import type { BoltFile } from './bolt-file.ts';
import { branchChild, branchKey, leafKeyAt, leafKeyLength, type Page } from './page.ts';
import type { PageSet } from './page-set.ts';

const mostDepth = 64;

/** A branch page on the way down, and the child that comes next. */
interface Branch {
  readonly page: Page;
  next: number;
  /** No key beneath it is at or behind this one; `null`: that is open. */
  readonly end: Uint8Array | null;
}

/** What a walk shares with those of other buckets of the file. */
export interface Walk {
  readonly file: BoltFile;
  /** The pages that are in use. */
  readonly used: PageSet;
  readonly findings: Findings;
}

/**
 * Walks through the leaves of a tree, or through the only page of a small one, in the order of their keys. Each is valid
 * until the next one. What cannot be read is a finding and left out; a page that was used before is not read again, so that
 * every walk ends.
 */
export function* leavesOf(walk: Walk, root: number | Page, name: string): Generator<Page, void> {
  const order = new KeyOrder(walk.findings, name);
  const first = typeof root === 'number' ? pageOf(walk, root, name) : root;
  if (first === null) return;
  if (first.type === 'leaf') {
    order.check(first, null, null);
    return yield first;
  }
  const path: Branch[] = [{ page: copied(first), next: 0, end: null }];
  for (let branch = path.at(-1); branch !== undefined; branch = path.at(-1)) {
    const { page, next } = branch;
    if (next >= page.count) {
      path.pop();
      continue;
    }
    branch.next = next + 1;
    const start = branchKey(page, next);
    const end = next + 1 < page.count ? branchKey(page, next + 1) : branch.end;
    if (end !== null && compareBytes(start, end) >= 0) order.broken(page.id, 'its keys are not in order');
    const child = pageOf(walk, branchChild(page, next), name);
    if (child === null) continue;
    if (child.type === 'leaf') {
      order.check(child, start, end);
      yield child;
    } else if (path.length < mostDepth) {
      path.push({ page: copied(child), next: 0, end });
    } else {
      walk.findings.add('PageDamaged', child.id, `page ${child.id} of ${name} is deeper than any tree`);
    }
  }
}

/** Reads a page that nothing has used, and enters it as used. */
function pageOf({ file, used, findings }: Walk, id: number, name: string): Page | null {
  // Before it is read, so that a page that many refer to costs nothing.
  if (used.has(id)) {
    findings.add('PageReused', id, `page ${id}, which ${name} refers to, is in use already`);
    return null;
  }
  const page = file.page(id);
  if (page.kind === 'fault') {
    findings.add('PageDamaged', id, `page ${id}, which ${name} refers to, ${page.reason}`);
    return null;
  }
  if (page.type === 'freelist') {
    findings.add('PageDamaged', id, `page ${id}, which ${name} refers to, is a list of free pages`);
    return null;
  }
  for (let part = id; part <= id + page.overflow; part++) {
    if (used.add(part)) continue;
    findings.add('PageReused', part, `page ${part}, which belongs to page ${id} of ${name}, is in use already`);
    return null;
  }
  if (page.count === 0 && page.type === 'branch') {
    findings.add('PageDamaged', id, `page ${id} of ${name} is a branch without children`);
  }
  return page;
}

function copied(page: Page): Page {
  const bytes = copyBytes(page.bytes, page.start, page.start + page.length);
  return { ...page, bytes, view: new DataView(bytes.buffer), start: 0 };
}

/** Whether the keys of a tree ascend, from leaf to leaf and as its branches say. */
class KeyOrder {
  readonly #findings: Findings;
  readonly #name: string;
  /** The last key of the leaf before. */
  #last: Uint8Array = new Uint8Array(0);

  constructor(findings: Findings, name: string) {
    this.#findings = findings;
    this.#name = name;
  }

  broken(page: number, what: string): void {
    this.#findings.add('OrderBroken', page === 0 ? null : page, `page ${page} of ${this.#name}: ${what}`);
  }

  check(leaf: Page, start: Uint8Array | null, end: Uint8Array | null): void {
    if (leaf.count === 0) return;
    for (let index = 1; index < leaf.count; index++) {
      if (isBefore(leaf, index - 1, index)) continue;
      this.broken(leaf.id, `its key ${index} is not behind the one before it`);
      break;
    }
    const first = keyOf(leaf, 0);
    const last = keyOf(leaf, leaf.count - 1);
    if (this.#last.length > 0 && compareBytes(this.#last, first) >= 0) {
      this.broken(leaf.id, 'its first key is not behind the last one of the page before');
    } else if (start !== null && compareBytes(start, first) > 0) {
      this.broken(leaf.id, 'its first key is before the one that leads to it');
    } else if (end !== null && compareBytes(last, end) >= 0) {
      this.broken(leaf.id, 'its last key is not before the one that leads to the next page');
    }
    this.#last = copyBytes(last, 0);
  }
}

function keyOf(leaf: Page, index: number): Uint8Array {
  const at = leafKeyAt(leaf, index);
  return leaf.bytes.subarray(at, at + leafKeyLength(leaf, index));
}

/** Compares within the page: two views for each of a million keys cost more than the comparison. */
function isBefore(leaf: Page, one: number, other: number): boolean {
  const { view } = leaf;
  const a = leafKeyAt(leaf, one);
  const b = leafKeyAt(leaf, other);
  const aLength = leafKeyLength(leaf, one);
  const bLength = leafKeyLength(leaf, other);
  for (let at = 0, both = Math.min(aLength, bLength); at < both; at++) {
    const difference = view.getUint8(a + at) - view.getUint8(b + at);
    if (difference !== 0) return difference < 0;
  }
  return aLength < bLength;
}
