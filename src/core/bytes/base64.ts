import { withoutPadding } from '../../contract/text-end.ts';
import { bufferOf } from './bytes.ts';

/** Returns bytes as base64, with padding. */
export function toBase64(bytes: Uint8Array): string {
  return bufferOf(bytes).toString('base64');
}

/** Returns the bytes of a base64 text; `null` where it is none: a Buffer skips what it cannot read. */
export function fromBase64(text: string): Uint8Array | null {
  const bytes = Buffer.from(text, 'base64');
  return bytes.toString('base64') === text ? new Uint8Array(bytes) : null;
}

/** Returns the bytes of a base64 text whose padding may be missing; `null` where it is none. */
export function fromUnpaddedBase64(text: string): Uint8Array | null {
  const bytes = Buffer.from(text, 'base64');
  return withoutPadding(bytes.toString('base64')) === withoutPadding(text) ? new Uint8Array(bytes) : null;
}
