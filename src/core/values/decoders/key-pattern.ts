import { indexOfBytes, lastIndexOfBytes, startsWith } from '../../bytes/bytes.ts';

/** Returns what says whether a key is of a pattern, in which `*` stands for any bytes. */
export function keyPattern(pattern: string): (key: Uint8Array) => boolean {
  const [first = Buffer.alloc(0), ...rest] = pattern.split('*').map((part) => Buffer.from(part));
  const last = rest.pop();
  if (last === undefined) return (key) => Buffer.compare(key, first) === 0;
  return (key) => {
    if (!startsWith(key, first)) return false;
    let from = first.length;
    for (const part of rest) {
      const at = part.length === 0 ? from : indexOfBytes(key, part, from);
      if (at < 0) return false;
      from = at + part.length;
    }
    const end = key.length - last.length;
    return end >= from && (last.length === 0 || lastIndexOfBytes(key, last) === end);
  };
}
