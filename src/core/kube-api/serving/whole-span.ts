import type { FirstEntries, KeySpan } from '../../sources/source-reader.ts';
import type { ServedWorld } from './served-world.ts';

/** What is read whole, and whether its bytes are read when a page is through. */
interface WholeSpan {
  readonly span: KeySpan;
  /** `null`: the newest one. */
  readonly revision: number | null;
  readonly keepsPages: boolean;
}

/**
 * Yields the entries of a span page by page, all at one revision. While one page is worked on, the next one waits here, and the
 * one behind it is on its way from the member to the host: none of the three waits for another.
 */
export async function* wholeSpan(
  { pages, pageMemory }: Pick<ServedWorld, 'pages' | 'pageMemory'>,
  { span, revision, keepsPages }: WholeSpan,
  signal: AbortSignal,
): AsyncGenerator<FirstEntries, void> {
  let memory = keepsPages ? null : pageMemory.take();
  const request = { span, revision, memory: keepsPages ? null : (memory ?? 'made') } as const;
  const steps = pages(request, { signal })[Symbol.asyncIterator]();
  let next = steps.next();
  try {
    for (;;) {
      const step = await next;
      if (step.done === true) break;
      const { buffer } = step.value.packed.bytes;
      if (buffer instanceof SharedArrayBuffer) memory ??= buffer;
      const page = keepsPages ? step.value : { ...step.value, packed: pageMemory.own(step.value.packed) };
      next = steps.next();
      // Where the consumer leaves, nobody awaits it.
      next.catch(() => undefined);
      yield page;
      if (!keepsPages) pageMemory.give(page.packed.bytes.buffer);
    }
    // Only now: the host may still write into the memory of what was left before its end.
    if (memory !== null) pageMemory.give(memory);
  } finally {
    await steps.return?.();
  }
}
