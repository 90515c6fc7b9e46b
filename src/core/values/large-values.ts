import type { CodecName } from '../../contract/values.ts';
import type { ValueWork } from './values-job.ts';

/** Reading this many bytes takes a few milliseconds at most; measured by the bench. */
const mostBytes = 64 * 1024;
/** Reading YAML costs ten times as much as printing it. */
const mostText = 16 * 1024;
/** Anchors and aliases: an alias's target may hold further aliases. */
const alias = /[&*]/;
const packedHeads: readonly Uint8Array[] = [Uint8Array.of(0x1f, 0x8b), Buffer.from('H4sI')];

/** Returns whether work on a value would keep the event loop from turning. */
export function isLarge(work: ValueWork): boolean {
  // Parsing `.proto` files has no bound of its own.
  if (work.kind === 'proto') return true;
  if (work.kind === 'cover' || work.kind === 'search') return isLargeValue(work.value);
  if (work.kind === 'decode') return isLargeValue(work.request.value) || unpacks(work.request.codec);
  const { text, form, base, decoder } = work.request;
  // Each changed message looks at all fields of its type, which may be tens of thousands.
  if (decoder !== null) return true;
  const isLong = text.length > mostText || (form.codec === 'kubernetes' && alias.test(text));
  return isLong || unpacks(form.codec) || (base !== null && isLargeValue(base));
}

/** Returns the value that the work is about; `null` where it is a text. */
export function valueIn(work: ValueWork): Uint8Array | null {
  if (work.kind === 'encode' || work.kind === 'proto') return null;
  return work.kind === 'decode' ? work.request.value : work.value;
}

function isLargeValue(value: Uint8Array): boolean {
  const isPacked = packedHeads.some((head) => head.every((byte, at) => value[at] === byte));
  return isPacked || value.length > mostBytes;
}

/** A small compressed value may unpack to a large one. */
function unpacks(codec: CodecName | null): boolean {
  return codec === 'gzip' || codec === 'base64gzip';
}
