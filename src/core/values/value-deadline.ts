import type { ValueWork } from './values-job.ts';

/**
 * Returns how long work on one value may take, in milliseconds: about ten times a slow machine's time for objects of
 * that size. Reading YAML, needed for edits only, is slow (0.3 MB/s).
 */
export function mostMs(work: ValueWork): number {
  // Files of a MiB take less than a second.
  if (work.kind === 'proto') return 10_000;
  if (work.kind === 'cover' || work.kind === 'search') return 4_000 + work.value.length / 250;
  if (work.kind === 'decode') return 4_000 + work.request.value.length / 250;
  const { text, base } = work.request;
  return 8_000 + text.length / 50 + (base?.length ?? 0) / 250;
}
