import type { KeyChild, KeyChildrenPage } from '../../contract/keys.ts';
import { mostPageBytes, pageParts } from './page-parts.ts';
import type { FoundChildren } from './scan-children.ts';

const mostChildren = 256;
const mostMs = 30;

/** Collects a scan's children into pages: the first rows at once, then those of a short time, or a full page. */
export async function* childrenPages(
  found: AsyncIterable<FoundChildren>,
  revision: () => number,
): AsyncGenerator<KeyChildrenPage, void> {
  let waiting: KeyChild[] = [];
  let bytes = 0;
  let sentAt = Number.NEGATIVE_INFINITY;
  const page = (complete: boolean): KeyChildrenPage => {
    const last = waiting.at(-1);
    const next = last === undefined || complete ? null : last.kind === 'folder' ? last.prefix : last.meta.key;
    const children = waiting;
    waiting = [];
    bytes = 0;
    return { children, revision: revision(), complete, next };
  };
  for await (const { children, isLast } of found) {
    for (const part of pageParts(children, sizeOf)) {
      const size = part.reduce((sum, child) => sum + sizeOf(child), 0);
      if (waiting.length > 0 && bytes + size > mostPageBytes) yield page(false);
      for (const child of part) waiting.push(child);
      bytes += size;
    }
    const isDue = waiting.length >= mostChildren || performance.now() - sentAt >= mostMs;
    if (!isLast && !isDue) continue;
    yield page(isLast);
    sentAt = performance.now();
  }
  if (waiting.length > 0) yield page(false);
}

/** Returns the bytes of a child's name and key. */
function sizeOf(child: KeyChild): number {
  return child.name.length + (child.kind === 'folder' ? child.prefix : child.meta.key).length;
}
