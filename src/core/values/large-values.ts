import type { ValueWork } from './values-job.ts';

/** What is read here takes some milliseconds at most; measured by the bench. */
const mostBytes = 64 * 1024;
/** Reading YAML costs ten times as much as printing it. */
const mostText = 16 * 1024;
/** What is compressed may become a thousand times as much. */
const mostPacked = 1024;
const packedHeads: readonly Uint8Array[] = [Uint8Array.of(0x1f, 0x8b), Buffer.from('H4sI')];

/** Whether work on a value would keep the event loop from turning. */
export function isLarge(work: ValueWork): boolean {
  if (work.kind === 'cover') return isLargeValue(work.value);
  if (work.kind === 'decode') return isLargeValue(work.request.value);
  const { text, base } = work.request;
  return text.length > mostText || (base !== null && isLargeValue(base));
}

function isLargeValue(value: Uint8Array): boolean {
  const isPacked = packedHeads.some((head) => head.every((byte, at) => value[at] === byte));
  return value.length > (isPacked ? mostPacked : mostBytes);
}
