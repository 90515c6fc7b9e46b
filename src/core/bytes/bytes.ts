/** Below zero, zero or above, in etcd's order: byte by byte, a prefix before what it begins. */
export function compareBytes(a: Uint8Array, b: Uint8Array): number {
  return Buffer.compare(a, b);
}

/** Whether a key lies beneath a prefix; every key lies beneath the empty one. */
export function startsWith(bytes: Uint8Array, prefix: Uint8Array): boolean {
  return bytes.length >= prefix.length && compareBytes(bytes.subarray(0, prefix.length), prefix) === 0;
}

/** Whether a key lies beneath one of several prefixes: a connection's registries, say. */
export function startsWithAny(bytes: Uint8Array, prefixes: readonly Uint8Array[]): boolean {
  return prefixes.some((prefix) => startsWith(bytes, prefix));
}

/** Where `part` first stands in `bytes` at or after `from`, or -1. */
export function indexOfBytes(bytes: Uint8Array, part: Uint8Array, from: number): number {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).indexOf(part, from);
}

/** Where `part` last stands in `bytes`, or -1. */
export function lastIndexOfBytes(bytes: Uint8Array, part: Uint8Array): number {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).lastIndexOf(part);
}

/** The parts one after the other, as bytes of their own. */
export function concatBytes(...parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** A part as bytes of its own: a `Buffer`'s own `slice` would share, and keep alive, the whole answer it came in. */
export function copyBytes(bytes: Uint8Array, from: number, to: number = bytes.length): Uint8Array {
  return new Uint8Array(bytes.subarray(from, to));
}

/** The least key after this one. */
export function afterKey(key: Uint8Array): Uint8Array {
  return concatBytes(key, Uint8Array.of(0));
}

/** The least key after all that begin with `prefix`; `null` when nothing can come after them (empty, or all 0xff). */
export function afterPrefix(prefix: Uint8Array): Uint8Array | null {
  let length = prefix.length;
  while (length > 0 && prefix[length - 1] === 0xff) length--;
  if (length === 0) return null;
  const after = copyBytes(prefix, 0, length);
  after[length - 1] = (after[length - 1] ?? 0) + 1;
  return after;
}

/** The text that bytes are as UTF-8, exactly, or `null`. */
export function textOf(bytes: Uint8Array): string | null {
  try {
    return exactUtf8.decode(bytes);
  } catch {
    return null;
  }
}

const exactUtf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
