import { bufferOf, startsWith } from '../../bytes/bytes.ts';
import { isResourceFolder } from '../../kubernetes-storage/layout/object-key.ts';

const slash = 0x2f;
/** A longer prefix is nothing that an operator reads: its keys count with those of the folder around it. */
const longest = 512;
const parts = 2;

/**
 * Returns how much of a key is the prefix that it counts with: its resource's in a Kubernetes registry, else the first two
 * parts of its path, or the folder that it is directly in; 0 where it is in none.
 */
export function groupLength(key: Uint8Array, registries: readonly Uint8Array[]): number {
  const registry = registries.find((one) => startsWith(key, one));
  if (registry !== undefined) return folderEnd(key, registry.length, resourceDepth(key, registry.length));
  return folderEnd(key, key[0] === slash ? 1 : 0, parts);
}

/** A custom resource's group, or `services`, is followed by a second part. */
function resourceDepth(key: Uint8Array, from: number): number {
  const end = key.indexOf(slash, from);
  return end >= 0 && end - from <= longest && isResourceFolder(bufferOf(key).toString('utf8', from, end)) ? 2 : 1;
}

function folderEnd(key: Uint8Array, from: number, depth: number): number {
  let end = from;
  for (let part = 0; part < depth; part += 1) {
    const at = key.indexOf(slash, end);
    if (at < 0 || at >= longest) break;
    end = at + 1;
  }
  return end;
}
