import type { KeyChild, KeyChildrenPage } from '../../contract/keys.ts';
import type { FoundChildren } from './scan-children.ts';

const mostChildren = 256;
const mostMs = 30;

/** Gathers what a scan finds into pages: the first rows at once, then as many as come in a moment. */
export async function* childrenPages(
  found: AsyncIterable<FoundChildren>,
  revision: () => number,
): AsyncGenerator<KeyChildrenPage, void> {
  let waiting: KeyChild[] = [];
  let sentAt = Number.NEGATIVE_INFINITY;
  const page = (complete: boolean): KeyChildrenPage => {
    const last = waiting.at(-1);
    const next = last === undefined || complete ? null : last.kind === 'folder' ? last.prefix : last.meta.key;
    const children = waiting;
    waiting = [];
    return { children, revision: revision(), complete, next };
  };
  for await (const { children, isLast } of found) {
    waiting.push(...children);
    const isDue = waiting.length >= mostChildren || performance.now() - sentAt >= mostMs;
    if (!isLast && !isDue) continue;
    yield page(isLast);
    sentAt = performance.now();
  }
  if (waiting.length > 0) yield page(false);
}
