import { isUtf8 } from 'node:buffer';

/** Returns a number below, at or above zero, in etcd's order: byte by byte, a prefix before longer keys. */
export function compareBytes(a: Uint8Array, b: Uint8Array): number {
  return Buffer.compare(a, b);
}

/** Returns whether a key begins with a prefix; every key begins with the empty one. */
export function startsWith(bytes: Uint8Array, prefix: Uint8Array): boolean {
  return bytes.length >= prefix.length && compareBytes(bytes.subarray(0, prefix.length), prefix) === 0;
}

/** Returns whether a key begins with one of several prefixes, such as a connection's registries. */
export function startsWithAny(bytes: Uint8Array, prefixes: readonly Uint8Array[]): boolean {
  return prefixes.some((prefix) => startsWith(bytes, prefix));
}

/** Returns where `part` first occurs in `bytes` at or after `from`, or -1. */
export function indexOfBytes(bytes: Uint8Array, part: Uint8Array, from: number): number {
  return bufferOf(bytes).indexOf(part, from);
}

/** Returns where `part` last occurs in `bytes`, or -1. */
export function lastIndexOfBytes(bytes: Uint8Array, part: Uint8Array): number {
  return bufferOf(bytes).lastIndexOf(part);
}

/** Returns a copy of the parts, one after the other. */
export function concatBytes(...parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** Returns a copy of a part: a Buffer's `slice` shares the whole answer that it came in, and keeps it alive. */
export function copyBytes(bytes: Uint8Array, from: number, to: number = bytes.length): Uint8Array {
  return new Uint8Array(bytes.subarray(from, to));
}

/** Returns the least key after this one. */
export function afterKey(key: Uint8Array): Uint8Array {
  return concatBytes(key, Uint8Array.of(0));
}

/** Returns the least key after all that begin with `prefix`; `null` where there is none (empty, or all 0xff). */
export function afterPrefix(prefix: Uint8Array): Uint8Array | null {
  let length = prefix.length;
  while (length > 0 && prefix[length - 1] === 0xff) length--;
  if (length === 0) return null;
  const after = copyBytes(prefix, 0, length);
  after[length - 1] = (after[length - 1] ?? 0) + 1;
  return after;
}

/** Returns the same bytes as a Buffer, without copying them. */
export function bufferOf(bytes: Uint8Array): Buffer {
  return Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/**
 * Returns the bytes of a text as a plain array: a Buffer's `slice` shares its bytes, which the contract does not
 * expect.
 */
export function bytesOf(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

/** Returns the text that bytes are in UTF-8, exactly; `null` where they are none. */
export function textOf(bytes: Uint8Array): string | null {
  // A decoder that throws costs ten times as much.
  return isUtf8(bytes) ? bufferOf(bytes).toString() : null;
}

/**
 * Returns bytes as text; each part that is no UTF-8 becomes U+FFFD. A `TextDecoder` takes three times as long on short
 * texts.
 */
export function lossyTextOf(bytes: Uint8Array): string {
  return bufferOf(bytes).toString();
}
